using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Umlauf.Adapters.FileBlobs;
using Umlauf.Journal;
using Umlauf.Platform;

namespace Umlauf.Adapters.Backups;

/// <summary>
/// A folder with the backups of one installation (Sicherungsordner): a folder for each backup, named after its moment, and one store of contents
/// that all of them share and that only ever grows.
/// </summary>
public sealed class BackupFolder
{
    private const string Mark = "umlauf-backup.json";
    private const string Incomplete = ".incomplete";

    /// <summary>What is no sign of somebody else's folder.</summary>
    private static readonly string[] ownedByTheSystem = ["lost+found"];

    private readonly string root;

    private BackupFolder(string root) => this.root = root;

    /// <summary>The shared store of contents.</summary>
    public string Contents => Path.Combine(root, "blobs");

    /// <summary>Complete backups, the newest first.</summary>
    public IReadOnlyList<string> Generations =>
        [
            .. Directory
                .EnumerateDirectories(root)
                .Where(folder => !folder.EndsWith(Incomplete, StringComparison.Ordinal) && File.Exists(Path.Combine(folder, Sums.FileName)))
                .Select(folder => Path.GetFileName(folder))
                .OrderDescending(StringComparer.Ordinal),
        ];

    public string PathOf(string generation) => Path.Combine(root, generation);

    /// <summary>A folder with backups.</summary>
    public static Result<BackupFolder> Open(string path)
    {
        path = Path.GetFullPath(path);
        if (!Directory.Exists(path))
            return BackupRefusals.NoSuchFolder.With(path);
        if (ReadMark(path) is not { } mark)
            return BackupRefusals.NotABackup.With(path);
        return mark.Format > BackupManifest.CurrentFormat ? BackupRefusals.Newer : new BackupFolder(path);
    }

    /// <summary>The newest complete backup, or the one that is named.</summary>
    public Result<string> Choose(string? generation)
    {
        if (generation is null)
            return Generations is [var newest, ..] ? newest : BackupRefusals.NoneComplete.With(root);
        return Generations.Contains(generation, StringComparer.Ordinal) ? generation : BackupRefusals.NoSuchGeneration.With(generation);
    }

    /// <summary>A new folder is made beside others, never in an empty one: that is what a disk looks like that is not mounted.</summary>
    private static bool IsMade(string path)
    {
        if (
            Path.GetDirectoryName(path) is not { } parent
            || !Directory.Exists(parent)
            || !Directory.EnumerateFileSystemEntries(parent).Any()
        )
            return false;
        Directory.CreateDirectory(path);
        return true;
    }

    /// <summary>A folder that backups of this installation go into: one with earlier ones, or an empty one.</summary>
    internal static Result<BackupFolder> For(Settings settings, string path)
    {
        path = Path.GetFullPath(path);
        if (!Directory.Exists(path) && !IsMade(path))
            return BackupRefusals.NoSuchFolder.With(path);
        if ((path + Path.DirectorySeparatorChar).StartsWith(settings.Data.Root + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            return BackupRefusals.InsideData.With(path);
        var installation = Fingerprint(settings);
        if (ReadMark(path) is { } mark)
        {
            if (mark.Format > BackupManifest.CurrentFormat)
                return BackupRefusals.Newer;
            if (mark.Installation != installation && mark.Installation is not null)
                return BackupRefusals.OtherInstallation.With(path);
        }
        else if (
            Directory
                .EnumerateFileSystemEntries(path)
                .Any(entry => !ownedByTheSystem.Contains(Path.GetFileName(entry), StringComparer.Ordinal))
        )
            return BackupRefusals.FolderInUse.With(path);
        WriteMark(path, new BackupMark(BackupManifest.CurrentFormat, installation));
        return new BackupFolder(path);
    }

    /// <summary>Makes this program the only one that writes backups here; null when another one does.</summary>
    internal IDisposable? TryLock()
    {
        try
        {
            return new FileStream(Path.Combine(root, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Removes what was broken off, and begins a new backup under a name that says that it is not complete.</summary>
    internal string Begin(DateTimeOffset now)
    {
        foreach (var left in Directory.EnumerateDirectories(root, "*" + Incomplete))
            Directory.Delete(left, recursive: true);
        OwnFolder(Contents);
        return OwnFolder(PathOf(now.UtcDateTime.ToString("yyyy-MM-dd'T'HHmmss.fff'Z'", CultureInfo.InvariantCulture) + Incomplete));
    }

    /// <summary>From here on it is a good backup.</summary>
    internal string Complete(string begun)
    {
        var name = Path.GetFileName(begun)[..^Incomplete.Length];
        Directory.Move(begun, PathOf(name));
        return name;
    }

    /// <summary>Removes all but the newest backups, as soon as the newest has its name for good; the contents stay.</summary>
    internal int Keep(int generations)
    {
        Durable.SyncFolder(root);
        var old = Generations.Skip(generations).ToList();
        foreach (var name in old)
        {
            // Renamed first: one that is half removed must not count as complete.
            Directory.Move(PathOf(name), PathOf(name + Incomplete));
            Directory.Delete(PathOf(name + Incomplete), recursive: true);
        }
        return old.Count;
    }

    /// <summary>A folder that only its owner may open: there are keys and everybody's letters in it.</summary>
    private static string OwnFolder(string path) =>
        OperatingSystem.IsWindows()
            ? Directory.CreateDirectory(path).FullName
            : Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute).FullName;

    private static BackupMark? ReadMark(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<BackupMark>(File.ReadAllBytes(Path.Combine(path, Mark)), JsonSerializerOptions.Web);
        }
        catch (Exception none) when (none is FileNotFoundException or JsonException)
        {
            return null;
        }
    }

    private static void WriteMark(string path, BackupMark mark)
    {
        var file = Path.Combine(path, Mark);
        File.WriteAllText(file + ".new", JsonSerializer.Serialize(mark, JsonSerializerOptions.Web));
        Durable.SyncFile(file + ".new");
        File.Move(file + ".new", file, overwrite: true);
        File.WriteAllText(Path.Combine(path, "LIESMICH.txt"), ReadMe);
        Durable.SyncFolder(path);
    }

    /// <summary>Tells installations apart by the key of their journal; null while there is none yet.</summary>
    private static string? Fingerprint(Settings settings)
    {
        var path = CheckpointKey.PathIn(settings);
        if (!File.Exists(path))
            return null;
        using var key = ECDsa.Create();
        key.ImportFromPem(File.ReadAllText(path));
        return Convert.ToHexStringLower(SHA256.HashData(key.ExportSubjectPublicKeyInfo()));
    }

    private const string ReadMe = """
        Sicherungen von Umlauf

        Jeder Ordner mit einem Datum (UTC) ist eine vollständige Sicherung; "blobs" hält die Originale aller Sicherungen und gehört dazu.
        Was auf ".incomplete" endet, wurde abgebrochen und zählt nicht.

        Prüfen:        umlauf backup DIESER-ORDNER --check
        Zurückspielen: umlauf restore DIESER-ORDNER --data LEERER-DATENORDNER

        Geheim: Hier liegen alle Schreiben und Akten, der Schlüssel, mit dem das Protokoll unterschrieben wird, die Schlüssel der
        Anmeldung und, wenn umlauf.json welche enthält, Kennwörter. Wer diesen Ordner lesen kann, kann alles lesen.

        """;

    /// <summary>What stands in the mark.</summary>
    private sealed record BackupMark(int Format, string? Installation);
}
