using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Umlauf.Adapters.FileBlobs;

/// <summary>What .NET does not offer for making files durable: syncing content without its time stamps, and syncing a folder's entries.</summary>
internal static class Durable
{
    /// <summary>Returns when the content of the file is on the disk.</summary>
    public static void SyncContent(SafeFileHandle file)
    {
        // fdatasync leaves out the time stamps, which would cost a second write of the file system's journal.
        if (!OperatingSystem.IsLinux())
            RandomAccess.FlushToDisk(file);
        else if (fdatasync(file) != 0)
            throw new IOException(
                $"The disk did not take the content (fdatasync: {Marshal.GetLastPInvokeErrorMessage()}).",
                Marshal.GetLastPInvokeError()
            );
    }

    /// <summary>Returns when a file that was written and closed is on the disk.</summary>
    public static void SyncFile(string path)
    {
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite);
        RandomAccess.FlushToDisk(file);
    }

    /// <summary>Returns when new and renamed files of the folder will still have their names after a power cut.</summary>
    public static void SyncFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
            return;
        var handle = open(folder, 0);
        if (handle < 0)
            throw new IOException(
                $"The folder {folder} cannot be opened ({Marshal.GetLastPInvokeErrorMessage()}).",
                Marshal.GetLastPInvokeError()
            );
        try
        {
            if (fsync(handle) != 0)
                throw new IOException(
                    $"The disk did not take the folder {folder} (fsync: {Marshal.GetLastPInvokeErrorMessage()}).",
                    Marshal.GetLastPInvokeError()
                );
        }
        finally
        {
            _ = close(handle);
        }
    }

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int fdatasync(SafeFileHandle file);

    [DllImport("libc", SetLastError = true, CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int fsync(int handle);

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int close(int handle);
}
