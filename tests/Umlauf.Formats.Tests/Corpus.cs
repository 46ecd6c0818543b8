using System.Diagnostics;
using Umlauf.Formats.Reading;

namespace Umlauf.Formats.Tests;

/// <summary>The shared test corpora; tests that need them say so and skip where they are absent.</summary>
internal static class Corpus
{
    public static string Folder(string name) => Shared("corpus", name);

    /// <summary>Official schemas and samples of a standard.</summary>
    public static string Standard(string name) => Shared("standards", name);

    /// <summary>The folder of the solution.</summary>
    public static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Umlauf.slnx")))
            folder = folder.Parent;
        return folder?.FullName ?? ".";
    }

    private static string Shared(string part, string name)
    {
        var root = Environment.GetEnvironmentVariable("UMLAUF_SHARED") ?? Path.Combine(RepositoryRoot(), "..", "shared");
        var folder = Path.Combine(root, part, name);
        Assert.SkipUnless(Directory.Exists(folder), $"The corpus '{name}' is not there: set UMLAUF_SHARED to the shared folder.");
        return folder;
    }

    public static IEnumerable<string> Files(string folder) =>
        Directory
            .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(f => Path.GetFileName(f) is not ("MANIFEST.tsv" or "README.md"))
            .Order(StringComparer.Ordinal);

    /// <summary>Reads a file and sees to it that this costs neither much time nor much memory.</summary>
    public static ReadItem Read(string file, TimeSpan longest, long mostBytes)
    {
        var bytes = File.ReadAllBytes(file);
        var clock = Stopwatch.StartNew();
        var before = GC.GetAllocatedBytesForCurrentThread();

        var item = ItemReader.Read(bytes, Path.GetFileName(file), null, ReadLimits.Default, TestContext.Current.CancellationToken);
        foreach (var part in item.Attachments)
            _ = part.Bytes;

        var used = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(clock.Elapsed < longest, $"{file}: {clock.Elapsed}");
        Assert.True(used < mostBytes, $"{file}: {used >> 20} MB");
        return item;
    }
}
