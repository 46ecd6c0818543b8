using Microsoft.Extensions.Configuration;

namespace Umlauf.Platform;

/// <summary>Settings of this installation: <c>umlauf.json</c> in the data folder, overridden by environment variables <c>UMLAUF_...</c> (<c>__</c> between levels).</summary>
public sealed class Settings(DataFolder data, IConfiguration configuration)
{
    public DataFolder Data { get; } = data;

    /// <summary>A PostgreSQL connection string; empty = SQLite in the data folder. A node keeps up to 40 connections unless it says otherwise, e.g. <c>Maximum Pool Size=20</c>.</summary>
    public string? Database => configuration["database"] is { Length: > 0 } value ? value : null;

    /// <summary>A second connection string, of the owner of the tables, used for migrations alone; then <c>database</c> may name a role with fewer rights, and the database itself keeps administrations apart.</summary>
    public string? DatabaseOwner => configuration["databaseOwner"] is { Length: > 0 } value ? value : null;

    /// <summary>A bucket of an object store, <c>s3://bucket?endpoint=https://...</c>, and where needed <c>region=...</c> and <c>pathStyle=true</c> or <c>false</c>; empty = contents lie in the data folder. Key and secret come from <c>UMLAUF_S3_KEY</c> and <c>UMLAUF_S3_SECRET</c> (<c>s3_key</c>, <c>s3_secret</c>), else from where tools for Amazon's store look.</summary>
    public string? Blobs => configuration["blobs"] is { Length: > 0 } value ? value : null;

    /// <summary>Who we are at the object store: <c>key</c> or <c>secret</c>.</summary>
    public string? ObjectStore(string part) => configuration[$"s3_{part}"] is { Length: > 0 } value ? value : null;

    /// <summary>A password or token by its name, <c>secrets:NAME</c>; never stored in the database.</summary>
    public string? Secret(string name) => configuration[$"secrets:{name}"];

    /// <param name="dataFolder">The data folder.</param>
    /// <param name="file">Another file in the place of the folder's <c>umlauf.json</c>, e.g. the one of a backup.</param>
    public static Settings Load(string dataFolder, string? file = null)
    {
        var data = new DataFolder(dataFolder);
        file = Path.GetFullPath(file ?? data.File("umlauf.json"));
        try
        {
            return new Settings(
                data,
                new ConfigurationBuilder().AddJsonFile(file, optional: true).AddEnvironmentVariables("UMLAUF_").Build()
            );
        }
        catch (InvalidDataException broken)
        {
            throw new SettingsException($"{file}: {broken.GetBaseException().Message}", broken);
        }
    }

    /// <summary>One part of the settings, e.g. the limits of intake, with its defaults where nothing is set.</summary>
    /// <exception cref="SettingsException">A value cannot be read as its type; the message names the key.</exception>
    public T Part<T>(string key)
        where T : new()
    {
        try
        {
            return configuration.GetSection(key).Get<T>() ?? new T();
        }
        catch (InvalidOperationException wrong)
        {
            throw new SettingsException(wrong.Message, wrong);
        }
    }
}

/// <summary>A setting that a person must put right before the program can work; the message names it.</summary>
public sealed class SettingsException(string message, Exception? inner = null) : Exception(message, inner);
