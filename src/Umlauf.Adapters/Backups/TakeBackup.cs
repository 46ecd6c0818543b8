using System.Collections;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using Umlauf.Adapters.FileBlobs;
using Umlauf.Journal;
using Umlauf.Platform;

namespace Umlauf.Adapters.Backups;

/// <summary>What a backup holds (Ergebnis einer Sicherung).</summary>
/// <param name="Generation">Its name.</param>
/// <param name="Manifest">What it is.</param>
/// <param name="DatabaseBytes">Size of the saved database.</param>
/// <param name="NewContents">Contents that no earlier backup had.</param>
/// <param name="NewBytes">Their size.</param>
/// <param name="Files">Keys and settings.</param>
/// <param name="Removed">Old backups that were removed.</param>
/// <param name="Left">What could not be done afterwards; the backup is good all the same.</param>
public sealed record TakenBackup(
    string Generation,
    BackupManifest Manifest,
    long DatabaseBytes,
    long NewContents,
    long NewBytes,
    IReadOnlyList<string> Files,
    int Removed,
    Refusal? Left = null
);

/// <summary>
/// Saves an installation while it runs (Sicherung anlegen). First the database as of one moment, then the contents: bytes are durable before the
/// row that names them, so every row of the backup has its bytes in the backup. Changes nothing where it saves from, not even an older schema.
/// </summary>
public sealed class TakeBackup(Settings settings, TimeProvider clock)
{
    /// <param name="path">A folder with earlier backups, or an empty one.</param>
    /// <param name="keep">So many backups stay.</param>
    /// <param name="thorough">Reads also the contents that earlier backups have, and replaces what is damaged there.</param>
    /// <param name="ct">Cancellation.</param>
    public async Task<Result<TakenBackup>> Run(string path, int keep, bool thorough, CancellationToken ct)
    {
        await using var database = UmlaufServices.ChooseDialect(settings);
        if (settings.Data.Running()?.Database is { } running && running != database.Name)
            return BackupRefusals.OtherDatabase;
        if (settings.Data.HalfRestored || await database.IsEmpty(ct))
            return BackupRefusals.NoInstallation.With(settings.Data.Root);
        var folder = BackupFolder.For(settings, path);
        if (folder.Refusal is { } refusal)
            return refusal;
        using var alone = folder.Value.TryLock();
        if (alone is null)
            return BackupRefusals.Busy;
        var begun = folder.Value.Begin(clock.GetUtcNow());
        TakenBackup taken;
        try
        {
            var filled = await Fill(database, folder.Value, begun, thorough, ct);
            if (filled.Refusal is { } failed)
                return failed;
            taken = filled.Value with { Generation = folder.Value.Complete(begun) };
        }
        catch (Exception full) when (IsFull(full))
        {
            return BackupRefusals.NoRoom.With(Path.GetFullPath(path));
        }
        finally
        {
            if (Directory.Exists(begun))
                Directory.Delete(begun, recursive: true);
        }
        return Afterwards(taken, folder.Value, path, keep);
    }

    /// <summary>The backup is complete and stays so, whatever happens now.</summary>
    private TakenBackup Afterwards(TakenBackup taken, BackupFolder folder, string path, int keep)
    {
        try
        {
            taken = taken with { Removed = folder.Keep(keep) };
            settings.Data.Remember(new LastBackup(taken.Manifest.At, Path.GetFullPath(path)));
            return taken;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return taken with { Left = BackupRefusals.NotTidied.With(failure.Message) };
        }
    }

    private async Task<Result<TakenBackup>> Fill(Dialect database, BackupFolder folder, string begun, bool thorough, CancellationToken ct)
    {
        var at = clock.GetUtcNow();
        var saved = Path.Combine(begun, DatabaseFile(database.Name));
        var schema = database.Migrated();
        if ((await database.Save(saved, ct)).Refusal is { } failed)
            return failed;
        using var shared = new FileBlobStore(folder.Contents);
        var source = UmlaufServices.OpenBlobs(settings);
        using var closing = source as IDisposable;
        var copy = new CopyContents(source, shared);
        var (contents, bytes) = await SaveContents(source, shared, copy, begun, thorough, ct);
        var files = SaveFiles(begun);
        var manifest = new BackupManifest
        {
            Format = BackupManifest.CurrentFormat,
            At = at,
            Program = typeof(TakeBackup).Assembly.GetName().Version!.ToString(3),
            Database = database.Name,
            Schema = schema,
            Contents = contents,
            Bytes = bytes,
            Lost = copy.Lost,
            Environment = FromEnvironment(),
        };
        manifest.Write(begun);
        await Sums.Write(begun, ct);
        return new TakenBackup("", manifest, new FileInfo(saved).Length, copy.Copied, copy.Bytes, files, 0);
    }

    internal static string DatabaseFile(string dialect) => dialect == "sqlite" ? "database.sqlite" : "database.pgdump";

    private static async Task<(long Count, long Bytes)> SaveContents(
        IBlobStore source,
        FileBlobStore shared,
        CopyContents copy,
        string begun,
        bool thorough,
        CancellationToken ct
    )
    {
        var (count, bytes) = (0L, 0L);
        await using var list = new StreamWriter(Path.Combine(begun, ContentList.FileName));
        await copy.Run(Missing(), ct);
        return (count, bytes);

        async IAsyncEnumerable<(TenantId, StoredBlob)> Missing()
        {
            await foreach (var (tenant, blob) in source.List(ct))
            {
                await list.WriteLineAsync(ContentList.Line(tenant, blob));
                (count, bytes) = (count + 1, bytes + blob.Length);
                if (thorough || !shared.Has(tenant, blob.Hash))
                    yield return (tenant, blob);
            }
        }
    }

    /// <summary>Settings and keys: without the keys nobody could sign in with a second factor, and the journal could not be continued.</summary>
    private List<string> SaveFiles(string begun)
    {
        var saved = new List<string>();
        Save(settings.Data.File("umlauf.json"), "umlauf.json");
        var keys = settings.Data.File("keys");
        foreach (var key in Directory.Exists(keys) ? Directory.EnumerateFiles(keys, "*", SearchOption.AllDirectories) : [])
            Save(key, Path.GetRelativePath(settings.Data.Root, key));
        // Wherever the settings put it; this one counts.
        Save(CheckpointKey.PathIn(settings), "keys/journal.pem");
        return [.. saved.Distinct(StringComparer.Ordinal)];

        void Save(string file, string name)
        {
            if (!File.Exists(file))
                return;
            var target = Path.Combine(begun, name);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target, overwrite: true);
            saved.Add(name);
        }
    }

    private static List<string> FromEnvironment() =>
        [
            .. Environment
                .GetEnvironmentVariables()
                .Cast<DictionaryEntry>()
                .Where(variable =>
                    variable is { Key: string name, Value: string { Length: > 0 } } && name.StartsWith("UMLAUF_", StringComparison.Ordinal)
                )
                .Select(variable => (string)variable.Key)
                .Order(StringComparer.Ordinal),
        ];

    internal static bool IsFull(Exception failure) =>
        failure is IOException { HResult: Db.NoRoom } or SqliteException { SqliteErrorCode: raw.SQLITE_FULL }
        || failure is AggregateException many && many.InnerExceptions.Any(IsFull);
}
