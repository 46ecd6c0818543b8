using Umlauf.Adapters.FileBlobs;
using Umlauf.Platform;

namespace Umlauf.Adapters.Backups;

/// <summary>What a check found (Ergebnis der Prüfung).</summary>
/// <param name="Generation">The backup that was checked.</param>
/// <param name="Manifest">What it is; null when even that cannot be read.</param>
/// <param name="Files">Files that are not as they were written.</param>
/// <param name="Contents">Hashes of contents that are damaged or missing.</param>
public sealed record CheckedBackup(string Generation, BackupManifest? Manifest, IReadOnlyList<string> Files, IReadOnlyList<string> Contents)
{
    public bool Ok => Files.Count + Contents.Count == 0;
}

/// <summary>Reads every byte of a backup and compares it with its hash (Sicherung prüfen). Changes nothing.</summary>
public static class CheckBackup
{
    /// <param name="path">A folder with backups.</param>
    /// <param name="generation">One of them; null = the newest.</param>
    /// <param name="ct">Cancellation.</param>
    public static async Task<Result<CheckedBackup>> Run(string path, string? generation, CancellationToken ct)
    {
        var folder = BackupFolder.Open(path);
        if (folder.Refusal is { } refusal)
            return refusal;
        var chosen = folder.Value.Choose(generation);
        if (chosen.Refusal is { } none)
            return none;
        var home = folder.Value.PathOf(chosen.Value);
        var files = await Sums.Check(home, ct);
        if (files.Count > 0)
            return new CheckedBackup(chosen.Value, null, files, []);
        var manifest = BackupManifest.Read(home)!;
        var lost = new List<string>();
        using var contents = new FileBlobStore(folder.Value.Contents);
        await foreach (var (tenant, blob) in ContentList.Read(home, ct))
        {
            var known = manifest.Lost.Contains(blob.Hash.Hex, StringComparer.Ordinal);
            if (!known && await CopyContents.Read(contents, tenant, blob.Hash, ct) is null)
                lost.Add(blob.Hash.Hex);
        }
        return new CheckedBackup(chosen.Value, manifest, files, lost);
    }
}
