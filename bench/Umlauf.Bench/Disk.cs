using System.Diagnostics;
using Microsoft.Win32.SafeHandles;

namespace Umlauf.Bench;

/// <summary>What the disk itself can do: appends to one preallocated file, each synced, from one writer.</summary>
public static class Disk
{
    /// <returns>Syncs per second.</returns>
    public static double SyncRate(string folder, int bytes, TimeSpan time)
    {
        var path = Path.Combine(folder, "sync-rate");
        using var file = File.OpenHandle(path, FileMode.Create, FileAccess.Write, FileShare.None, FileOptions.None, 256 << 20);
        var block = new byte[bytes];
        var start = Stopwatch.GetTimestamp();
        var count = 0;
        for (; Stopwatch.GetElapsedTime(start) < time; count++)
        {
            RandomAccess.Write(file, block, (long)count * bytes % (200 << 20));
            RandomAccess.FlushToDisk(file);
        }
        var rate = count / Stopwatch.GetElapsedTime(start).TotalSeconds;
        Close(file, path);
        return rate;
    }

    /// <returns>Bytes per second appended with one sync for every <paramref name="group"/> blocks.</returns>
    public static double AppendRate(string folder, int bytes, int group, TimeSpan time)
    {
        var path = Path.Combine(folder, "append-rate");
        using var file = File.OpenHandle(path, FileMode.Create, FileAccess.Write);
        var block = new byte[bytes];
        Random.Shared.NextBytes(block);
        var start = Stopwatch.GetTimestamp();
        long at = 0;
        for (var count = 1; Stopwatch.GetElapsedTime(start) < time; count++, at += bytes)
        {
            RandomAccess.Write(file, block, at);
            if (count % group == 0)
                RandomAccess.FlushToDisk(file);
        }
        RandomAccess.FlushToDisk(file);
        var rate = at / Stopwatch.GetElapsedTime(start).TotalSeconds;
        Close(file, path);
        return rate;
    }

    private static void Close(SafeFileHandle file, string path)
    {
        file.Dispose();
        File.Delete(path);
    }
}
