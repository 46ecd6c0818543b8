using System.Security.Cryptography;
using Umlauf.Adapters.FileBlobs;

namespace Umlauf.Adapters.Backups;

/// <summary>The hashes of a backup's files in <c>SHA256SUMS</c>, which <c>sha256sum -c</c> checks as well.</summary>
internal static class Sums
{
    public const string FileName = "SHA256SUMS";

    /// <summary>Makes all files durable, the list last: a folder without it is not complete.</summary>
    public static async Task Write(string folder, CancellationToken ct)
    {
        var lines = new List<string>();
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            Durable.SyncFile(file);
            lines.Add($"{await Of(file, ct)}  {Path.GetRelativePath(folder, file).Replace('\\', '/')}\n");
        }
        var list = Path.Combine(folder, FileName);
        await File.WriteAllTextAsync(list, string.Concat(lines), ct);
        Durable.SyncFile(list);
        foreach (var inner in Directory.EnumerateDirectories(folder, "*", SearchOption.AllDirectories))
            Durable.SyncFolder(inner);
        Durable.SyncFolder(folder);
    }

    /// <summary>The files that are not as they were written, are missing, or do not belong here.</summary>
    public static async Task<IReadOnlyList<string>> Check(string folder, CancellationToken ct)
    {
        var wrong = new List<string>();
        var listed = new HashSet<string>(StringComparer.Ordinal) { FileName };
        foreach (var line in await File.ReadAllLinesAsync(Path.Combine(folder, FileName), ct))
        {
            var parts = line.Split("  ", 2);
            var name = parts[^1];
            var file = Path.GetFullPath(Path.Combine(folder, name));
            var inside = file.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);
            if (parts.Length != 2 || !inside || !listed.Add(name) || !File.Exists(file) || await Of(file, ct) != parts[0])
                wrong.Add(name);
        }
        var found = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file));
        return [.. wrong, .. found.Select(name => name.Replace('\\', '/')).Where(name => !listed.Contains(name))];
    }

    private static async Task<string> Of(string file, CancellationToken ct)
    {
        await using var content = File.OpenRead(file);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(content, ct));
    }
}
