using System.Runtime.InteropServices;

namespace Umlauf.Intake.Model;

/// <summary>What .NET does not tell of a path: whether it is a pipe, a socket or a device, which to open may block for ever, and whether two paths lead to one folder.</summary>
internal static class FileType
{
    private const int Mask = 0xF000;
    private const int FolderBits = 0x4000;
    private const int FileBits = 0x8000;

    /// <summary>Follows links. What cannot be looked at is not special: opening it says why.</summary>
    public static bool IsSpecial(string path) =>
        !OperatingSystem.IsWindows() && Stat(path, out var found) == 0 && (found.Mode & Mask) is not (FolderBits or FileBits);

    /// <summary>The same for all paths and links to one folder; null when it is none.</summary>
    public static string? FolderAt(string path)
    {
        if (OperatingSystem.IsWindows())
            return Directory.Exists(path) ? Directory.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path : null;
        return Stat(path, out var found) == 0 && (found.Mode & Mask) == FolderBits ? $"{found.Device}:{found.Number}" : null;
    }

    /// <summary>The runtime's own call, which looks the same on every Unix.</summary>
    [DllImport(
        "libSystem.Native",
        EntryPoint = "SystemNative_Stat",
        CharSet = CharSet.Ansi,
        BestFitMapping = false,
        ThrowOnUnmappableChar = true
    )]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Stat([MarshalAs(UnmanagedType.LPUTF8Str)] string path, out Status status);

    /// <summary>What is needed of the runtime's record, in its places.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private readonly struct Status
    {
        [FieldOffset(4)]
        public readonly int Mode;

        [FieldOffset(88)]
        public readonly long Device;

        [FieldOffset(104)]
        public readonly long Number;
    }
}
