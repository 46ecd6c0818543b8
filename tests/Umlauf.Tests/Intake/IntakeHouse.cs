using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Umlauf.Adapters;
using Umlauf.Identity;
using Umlauf.Intake;
using Umlauf.Journal;
using Umlauf.Platform;
using Umlauf.TestKit;
using Xunit;

namespace Umlauf.Tests.Intake;

/// <summary>A town hall with an empty ledger, put together as the program does it, on a database of its own.</summary>
internal sealed class IntakeHouse : IAsyncDisposable
{
    public static readonly TenantId Musterstadt = new(1);
    public static readonly Actor Town = Actor.System(Musterstadt);
    public static readonly Caller Operator = Caller.Program(Musterstadt);

    private readonly ServiceProvider services;

    private IntakeHouse(TestDatabase database, IItemReading? careful)
    {
        Database = database;
        var parts = new ServiceCollection();
        parts.AddLogging();
        parts.AddUmlauf(Settings.Load(Path.Combine(database.Folder, "data")));
        parts.AddSingleton(database.Dialect);
        parts.AddSingleton(database.Db);
        parts.AddSingleton<TimeProvider>(database.Clock);
        parts.AddSingleton<IItemReading>(provider => careful ?? provider.GetRequiredService<InProcessReading>());
        services = parts.BuildServiceProvider();
    }

    public TestDatabase Database { get; }

    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <param name="database">Which kind.</param>
    /// <param name="careful">Reads what hostile senders like; without it everything is read in this process.</param>
    /// <param name="set">Writes other settings than the usual ones into the data folder.</param>
    public static async Task<IntakeHouse> Open(string database, IItemReading? careful = null, Action<string>? set = null)
    {
        var prepared = await TestDatabase.Create(database);
        set?.Invoke(Path.Combine(prepared.Folder, "data"));
        return new(prepared, careful);
    }

    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    public Task<Channel> Channel(ChannelKind kind) => Get<OpenChannel>().Run(Town, null, kind, Ct);

    public Task<int> ReadAll() => Get<ReadWaiting>().Drain(Ct);

    public async Task<Taken> Deliver(Channel channel, byte[] bytes, string? key = null, string fileName = "", string type = "") =>
        (await Get<TakeInStream>().Run(Town, new(channel), new MemoryStream(bytes), key, "test", fileName, type, Ct)).Value;

    public async Task<Arrival> Find(ArrivalId id) => (await Get<FindArrival>().Run(Operator, id, Ct)).Value.Arrival;

    public async Task<IReadOnlyList<Arrival>> All() =>
        (await Get<ListArrivals>().Run(Operator, new ArrivalFilter { Limit = 200 }, Ct)).Value.Arrivals;

    public async Task<List<IntegrityProblem>> Verify() =>
        [.. (await Get<VerifyAdministration>().Run(Musterstadt, Ct)).SelectMany(report => report.Problems)];

    public async Task Exec(string sql, object? args = null)
    {
        await using var unit = await Database.Db.Write(Town, Ct);
        await unit.Exec(sql, args);
        await unit.Commit();
    }

    public async Task<T?> Scalar<T>(string sql, object? args = null)
    {
        await using var unit = await Database.Db.Read(Town, Ct);
        return await unit.Scalar<T>(sql, args);
    }

    public static byte[] Mail(
        string subject,
        string text = "Guten Tag",
        string from = "anna@example.org",
        string? id = null,
        string? answers = null
    ) =>
        Encoding.UTF8.GetBytes(
            $"From: {from}\r\nTo: post@musterstadt.example\r\nSubject: {subject}\r\nMessage-ID: <{id ?? subject.GetHashCode(StringComparison.Ordinal).ToString("x8")}@example.org>\r\n"
                + (answers is null ? "" : $"In-Reply-To: <{answers}@example.org>\r\n")
                + $"MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{text}\r\n"
        );

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await Database.DisposeAsync();
    }
}
