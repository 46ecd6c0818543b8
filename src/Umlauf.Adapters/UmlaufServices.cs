using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Umlauf.Adapters.FileBlobs;
using Umlauf.Adapters.Imap;
using Umlauf.Adapters.Postgres;
using Umlauf.Adapters.ReaderProcess;
using Umlauf.Adapters.S3Blobs;
using Umlauf.Adapters.Smtp;
using Umlauf.Adapters.Sqlite;
using Umlauf.Circulation;
using Umlauf.Intake;
using Umlauf.Journal;
using Umlauf.Platform;
using Umlauf.Records;

namespace Umlauf.Adapters;

/// <summary>Puts the product together with the vendors its settings name.</summary>
public static class UmlaufServices
{
    public static IServiceCollection AddUmlauf(this IServiceCollection services, Settings settings)
    {
        services.AddSingleton(settings);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(_ => OpenDialect(settings));
        services.AddSingleton<Db>();
        services.AddSingleton<Jobs>();
        services.AddSingleton<JournalWriter>();
        services.AddSingleton<CheckpointKey>();
        services.AddSingleton(_ => OpenBlobs(settings));
        services.AddSingleton<InProcessReading>();
        services.AddSingleton(new ReaderProcessOptions());
        services.AddSingleton<IItemReading, ChildReading>();
        services.AddSingleton<ReadArrival>();
        services.AddSingleton<ReadWaiting>();
        services.AddSingleton<ListMatters>();
        services.AddSingleton<RecentFolders>();
        foreach (var useCase in Capabilities.Where(IsUseCase))
            services.AddSingleton(useCase);
        AddAll<IIntegrityCheck>(services);
        AddAll<IJobHandler>(services);
        services.AddSingleton<IJobHandler, SendDispatches>();
        AddAll<IGauge>(services);
        return services;
    }

    /// <summary>The background work of a node with the role worker: jobs, checkpoints, channels that fetch.</summary>
    public static IServiceCollection AddUmlaufWork(this IServiceCollection services)
    {
        foreach (var type in Capabilities.Where(type => type.IsAssignableTo(typeof(BackgroundService))))
        {
            services.TryAddSingleton(type);
            services.AddSingleton(provider => (IHostedService)provider.GetRequiredService(type));
        }
        services.AddHostedService<WatchMailboxes>();
        return services;
    }

    /// <summary>Opens the database that the settings name and brings its schema up to date.</summary>
    /// <exception cref="IOException">The data folder is only half restored.</exception>
    public static Dialect OpenDialect(Settings settings)
    {
        if (settings.Data.HalfRestored)
            throw new IOException($"A restore into {settings.Data.Root} has not come to its end. Repeat `umlauf restore`.");
        var dialect = ChooseDialect(settings);
        dialect.Migrate(Migrations.For(dialect));
        return dialect;
    }

    /// <summary>The database that the settings name, with the schema that it has.</summary>
    internal static Dialect ChooseDialect(Settings settings) =>
        settings.Database is { } postgres ? Postgres(postgres, settings.DatabaseOwner) : new SqliteDialect(settings.Data.File("umlauf.db"));

    /// <exception cref="SettingsException">The object store is named in a way that cannot be read.</exception>
    internal static IBlobStore OpenBlobs(Settings settings) =>
        settings.Blobs is null
            ? new FileBlobStore(settings.Data.File("blobs"))
            : new S3BlobStore(S3Address.Read(settings), settings.Data.File("incoming"));

    /// <summary>Asks the object store, where there is one, whether it can be used.</summary>
    /// <returns>Where contents lie.</returns>
    /// <exception cref="SettingsException">The object store answers, and something must be put right.</exception>
    /// <exception cref="IOException">It does not answer.</exception>
    public static async Task<string> CheckBlobs(Settings settings, CancellationToken ct)
    {
        if (settings.Blobs is null)
            return settings.Data.File("blobs");
        var address = S3Address.Read(settings);
        using var store = new S3BlobStore(address, settings.Data.File("incoming"));
        await store.Check(ct);
        return address.ToString();
    }

    private static PostgresDialect Postgres(string connection, string? owner)
    {
        try
        {
            return new PostgresDialect(connection, owner);
        }
        // What stands in it may be a password: only the complaint is shown.
        catch (ArgumentException wrong)
        {
            throw new SettingsException($"database: {wrong.Message}", wrong);
        }
    }

    private static IEnumerable<Type> Capabilities =>
        typeof(Db).Assembly.GetTypes().Where(type => type is { IsClass: true, IsSealed: true, IsPublic: true });

    /// <summary>By convention: a public method <c>Run</c>.</summary>
    private static bool IsUseCase(Type type) =>
        type.Namespace != typeof(Db).Namespace && Array.Exists(type.GetMethods(), method => method is { Name: "Run", IsStatic: false });

    private static void AddAll<TPort>(IServiceCollection services)
        where TPort : class
    {
        foreach (var type in Capabilities.Where(type => type.IsAssignableTo(typeof(TPort))))
        {
            services.TryAddSingleton(type);
            services.AddSingleton(provider => (TPort)provider.GetRequiredService(type));
        }
    }
}
