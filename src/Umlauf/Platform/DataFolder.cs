using System.Security.Cryptography;
using System.Text.Json;

namespace Umlauf.Platform;

/// <summary>The folder with everything that belongs to one installation.</summary>
public sealed class DataFolder
{
    public DataFolder(string path)
    {
        Root = Path.GetFullPath(path);
        Directory.CreateDirectory(Root);
    }

    public string Root { get; }

    public string File(string name) => Path.Combine(Root, name);

    /// <summary>Makes this program the only one that works on the folder; null when another one does. The lock ends with the process, however it ends.</summary>
    public IDisposable? TryLock()
    {
        try
        {
            return new FileStream(File("umlauf.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>A random name of this node among those that share a database; kept in the folder.</summary>
    public ulong Node()
    {
        var path = File("node");
        // A file that a power cut left empty or half written names nobody.
        if (!System.IO.File.Exists(path) || new FileInfo(path).Length != sizeof(ulong))
            System.IO.File.WriteAllBytes(path, RandomNumberGenerator.GetBytes(sizeof(ulong)));
        return BitConverter.ToUInt64(System.IO.File.ReadAllBytes(path));
    }

    /// <summary>Where the running program answers, and the key with which programs of the same user may work through it.</summary>
    public RunFile? Running()
    {
        try
        {
            return JsonSerializer.Deserialize<RunFile>(System.IO.File.ReadAllBytes(File("run.json")));
        }
        catch (Exception missing) when (missing is FileNotFoundException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Publishes the address; only the owner of the folder can read it.</summary>
    public void Publish(RunFile run)
    {
        var path = File("run.json");
        System.IO.File.Delete(path);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new FileStream(path, options);
        JsonSerializer.Serialize(file, run);
    }

    public void Unpublish() => System.IO.File.Delete(File("run.json"));

    /// <summary>Remembers a backup for the operator's page; not part of a backup itself.</summary>
    public void Remember(LastBackup backup)
    {
        System.IO.File.WriteAllBytes(File("backup.json.new"), JsonSerializer.SerializeToUtf8Bytes(backup));
        System.IO.File.Move(File("backup.json.new"), File("backup.json"), overwrite: true);
    }

    /// <summary>Null when none was made yet.</summary>
    public LastBackup? LastBackup()
    {
        try
        {
            return JsonSerializer.Deserialize<LastBackup>(System.IO.File.ReadAllBytes(File("backup.json")));
        }
        catch (Exception none) when (none is FileNotFoundException or JsonException)
        {
            return null;
        }
    }

    /// <summary>A restore into this folder was begun and has not come to its end: nobody may work with it yet.</summary>
    public bool HalfRestored => System.IO.File.Exists(RestoreMark);

    public void BeginRestore() => System.IO.File.WriteAllText(RestoreMark, "");

    public void EndRestore() => System.IO.File.Delete(RestoreMark);

    private string RestoreMark => File("restore.incomplete");
}

/// <summary>The address and local key of the program that runs on a data folder.</summary>
/// <param name="Url">Where it answers.</param>
/// <param name="Key">Its local key.</param>
/// <param name="Process">Its process id.</param>
/// <param name="Database">The name of its <see cref="Dialect"/>.</param>
public sealed record RunFile(string Url, string Key, int Process, string? Database = null);
