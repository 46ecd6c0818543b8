using System.Globalization;
using Umlauf.Adapters.FileBlobs;
using Umlauf.Journal;
using Umlauf.Platform;

namespace Umlauf.Adapters.Backups;

/// <summary>How a restore is to be done.</summary>
/// <param name="Generation">The backup; null = the newest.</param>
/// <param name="Replace">What is in the data folder is put aside in it.</param>
/// <param name="EvenDamaged">Go on without the contents that are damaged in the backup.</param>
public sealed record RestoreOrder(string? Generation = null, bool Replace = false, bool EvenDamaged = false);

/// <summary>What was put back (Ergebnis des Zurückspielens).</summary>
/// <param name="Generation">From which backup.</param>
/// <param name="Manifest">What it is.</param>
/// <param name="Contents">So many contents.</param>
/// <param name="Bytes">Their size.</param>
/// <param name="Files">Keys and settings.</param>
/// <param name="Lost">Contents that are damaged or missing in the backup.</param>
/// <param name="Aside">Where lies what was in the data folder before.</param>
public sealed record RestoredBackup(
    string Generation,
    BackupManifest Manifest,
    long Contents,
    long Bytes,
    IReadOnlyList<string> Files,
    IReadOnlyList<string> Lost,
    string? Aside
);

/// <summary>
/// Puts a backup into an empty place (Sicherung zurückspielen): contents, keys, and the database last. Until it has come to its end the folder says
/// so and nobody can work with it; begun again it goes on where it was.
/// </summary>
public sealed class RestoreBackup(DataFolder data, TimeProvider clock)
{
    private static readonly string[] notOurs = ["umlauf.lock", "lost+found"];

    public async Task<Result<RestoredBackup>> Run(string path, RestoreOrder order, CancellationToken ct)
    {
        var folder = BackupFolder.Open(path);
        if (folder.Refusal is { } refusal)
            return refusal;
        var chosen = folder.Value.Choose(order.Generation);
        if (chosen.Refusal is { } none)
            return none;
        var home = folder.Value.PathOf(chosen.Value);
        if (await Sums.Check(home, ct) is { Count: > 0 } damaged)
            return BackupRefusals.Damaged.With($"{chosen.Value}: {string.Join(", ", damaged)}");
        using var alone = data.TryLock();
        if (alone is null)
            return BackupRefusals.Running.With(data.Root);
        try
        {
            return await Into(folder.Value, chosen.Value, BackupManifest.Read(home)!, order, ct);
        }
        catch (Exception full) when (TakeBackup.IsFull(full))
        {
            return BackupRefusals.NoRoom.With(data.Root);
        }
    }

    private async Task<Result<RestoredBackup>> Into(
        BackupFolder folder,
        string generation,
        BackupManifest manifest,
        RestoreOrder order,
        CancellationToken ct
    )
    {
        var home = folder.PathOf(generation);
        // As they will be, with what the environment says here.
        var settings = Settings.Load(data.Root, Path.Combine(home, "umlauf.json"));
        await using var database = UmlaufServices.ChooseDialect(settings);
        if (await WhyNot(database, settings, manifest, home, order, ct) is { } refusal)
            return refusal;
        var aside = order.Replace ? PutAside() : null;
        data.BeginRestore();
        var copy = await Contents(folder, home, manifest, settings, ct);
        if (copy.Lost.Count > 0 && !order.EvenDamaged)
            return BackupRefusals.ContentsDamaged.With(string.Join(", ", copy.Lost));
        var files = Files(home, settings);
        if ((await database.Load(Path.Combine(home, TakeBackup.DatabaseFile(database.Name)), ct)).Refusal is { } failed)
            return failed;
        data.EndRestore();
        return new RestoredBackup(generation, manifest, copy.Copied, copy.Bytes, files, [.. manifest.Lost, .. copy.Lost], aside);
    }

    /// <summary>Everything that speaks against it, before anything is touched.</summary>
    private async Task<Refusal?> WhyNot(
        Dialect database,
        Settings settings,
        BackupManifest manifest,
        string home,
        RestoreOrder order,
        CancellationToken ct
    )
    {
        if (manifest.Format > BackupManifest.CurrentFormat)
            return BackupRefusals.Newer.With(manifest.Program);
        if (manifest.Database != database.Name)
            return BackupRefusals.WrongDatabase.With($"{manifest.Database}, {database.Name}");
        if (manifest.Schema.Except(Migrations.For(database).Select(script => script.Name), StringComparer.Ordinal).Any())
            return BackupRefusals.Newer.With(manifest.Program);
        if (!order.Replace && !data.HalfRestored && Present().Any())
            return BackupRefusals.TargetNotEmpty.With(data.Root);
        if (!database.IsSqlite && !await database.IsEmpty(ct))
            return BackupRefusals.DatabaseNotEmpty;
        var key = CheckpointKey.PathIn(settings);
        var inFolder = Path.GetFullPath(key).StartsWith(data.Root + Path.DirectorySeparatorChar, StringComparison.Ordinal);
        return !inFolder && File.Exists(key) && !Same(key, Path.Combine(home, "keys/journal.pem"))
            ? BackupRefusals.KeyInTheWay.With(key)
            : null;
    }

    private IEnumerable<string> Present() =>
        Directory.EnumerateFileSystemEntries(data.Root).Where(entry => !notOurs.Contains(Path.GetFileName(entry), StringComparer.Ordinal));

    private string PutAside()
    {
        var aside = data.File(
            "replaced-" + clock.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HHmmss.fff'Z'", CultureInfo.InvariantCulture)
        );
        var present = Present().Where(entry => !Path.GetFileName(entry).StartsWith("replaced-", StringComparison.Ordinal)).ToList();
        Directory.CreateDirectory(aside);
        foreach (var entry in present)
            Directory.Move(entry, Path.Combine(aside, Path.GetFileName(entry)));
        return aside;
    }

    private static async Task<CopyContents> Contents(
        BackupFolder folder,
        string home,
        BackupManifest manifest,
        Settings settings,
        CancellationToken ct
    )
    {
        using var from = new FileBlobStore(folder.Contents);
        var to = UmlaufServices.OpenBlobs(settings);
        using var closing = to as IDisposable;
        var copy = new CopyContents(from, to);
        var lost = manifest.Lost.ToHashSet(StringComparer.Ordinal);
        await copy.Run(ContentList.Read(home, ct).Where(one => !lost.Contains(one.Blob.Hash.Hex)), ct);
        return copy;
    }

    private List<string> Files(string home, Settings settings)
    {
        var restored = new List<string>();
        Put(Path.Combine(home, "umlauf.json"), data.File("umlauf.json"));
        var keys = Path.Combine(home, "keys");
        foreach (var key in Directory.Exists(keys) ? Directory.EnumerateFiles(keys, "*", SearchOption.AllDirectories) : [])
        {
            var name = Path.GetRelativePath(home, key);
            Put(key, name == Path.Combine("keys", "journal.pem") ? CheckpointKey.PathIn(settings) : data.File(name));
        }
        return restored;

        void Put(string from, string to)
        {
            if (!File.Exists(from))
                return;
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(to))!);
            File.Copy(from, to, overwrite: true);
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(to, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            Durable.SyncFile(to);
            restored.Add(to);
        }
    }

    private static bool Same(string one, string other) =>
        File.Exists(other) && File.ReadAllBytes(one).AsSpan().SequenceEqual(File.ReadAllBytes(other));
}
