using System.Text.Json;

namespace Umlauf.Adapters.Backups;

/// <summary>What one backup is (Beschreibung einer Sicherung): <c>backup.json</c> in its folder.</summary>
public sealed record BackupManifest
{
    public const string FileName = "backup.json";

    /// <summary>The layout that this program writes and reads.</summary>
    public const int CurrentFormat = 1;

    private static readonly JsonSerializerOptions json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public required int Format { get; init; }

    /// <summary>The moment as of which everything was saved; what was confirmed later is not in it.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The version of the program that made it.</summary>
    public required string Program { get; init; }

    /// <summary><c>sqlite</c> or <c>postgres</c>.</summary>
    public required string Database { get; init; }

    /// <summary>The migrations that had run.</summary>
    public required IReadOnlyList<string> Schema { get; init; }

    /// <summary>Stored contents, which <c>contents.txt</c> names.</summary>
    public required long Contents { get; init; }

    public required long Bytes { get; init; }

    /// <summary>Contents that were damaged or missing already where they were saved from.</summary>
    public required IReadOnlyList<string> Lost { get; init; }

    /// <summary>Names of settings that came from the environment: their values are not saved.</summary>
    public required IReadOnlyList<string> Environment { get; init; }

    public void Write(string generation) => File.WriteAllText(Path.Combine(generation, FileName), JsonSerializer.Serialize(this, json));

    /// <summary>Null when it cannot be read.</summary>
    public static BackupManifest? Read(string generation)
    {
        try
        {
            return JsonSerializer.Deserialize<BackupManifest>(File.ReadAllBytes(Path.Combine(generation, FileName)), json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
