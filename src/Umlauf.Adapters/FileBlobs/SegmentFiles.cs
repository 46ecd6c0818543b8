using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace Umlauf.Adapters.FileBlobs;

/// <summary>Names and opens the segment files of a store: <c>segments/00000001.seg</c> and following.</summary>
internal static class SegmentFiles
{
    public static string PathOf(string folder, int number) =>
        Path.Combine(folder, number.ToString("D8", CultureInfo.InvariantCulture) + ".seg");

    public static IEnumerable<int> Numbers(string folder) =>
        Directory
            .EnumerateFiles(folder, "*.seg")
            .Select(file => int.Parse(Path.GetFileNameWithoutExtension(file), NumberStyles.None, CultureInfo.InvariantCulture))
            .Order();

    public static SafeFileHandle OpenRead(string folder, int number) =>
        File.OpenHandle(PathOf(folder, number), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);

    public static SafeFileHandle Create(string folder, int number, long size)
    {
        var path = PathOf(folder, number);
        SafeFileHandle file;
        try
        {
            file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.ReadWrite, FileOptions.None, size);
        }
        catch (IOException) when (!File.Exists(path))
        {
            // Too little room to reserve a whole segment; single contents may still fit.
            file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.ReadWrite);
        }
        try
        {
            // The length is set once, so that a later sync has only content to write.
            RandomAccess.SetLength(file, size);
            Durable.SyncContent(file);
            Durable.SyncFolder(folder);
            return file;
        }
        catch
        {
            file.Dispose();
            File.Delete(path);
            throw;
        }
    }
}
