using Umlauf.Platform;
using Umlauf.TestKit;
using Xunit;

namespace Umlauf.Tests.Platform;

public sealed class UnitTests
{
    private static readonly Actor By = Actor.System(new TenantId(1));

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Units_that_share_a_commit_roll_back_alone(string kind)
    {
        await using var database = await TestDatabase.Create(kind);
        await Task.WhenAll(
            Enumerable
                .Range(0, 100)
                .Select(async n =>
                {
                    await using var unit = await database.Db.Write(By, default);
                    await Insert(unit, n);
                    if (n % 3 != 0)
                        await unit.Commit();
                })
        );
        await using var reading = await database.Db.Read(By, default);
        var keys = await reading.Query<string>("SELECT key FROM platform_job WHERE tenant_id = @tenant");
        Assert.Equal(Enumerable.Range(0, 100).Where(n => n % 3 != 0).Select(n => $"{n}").Order(), keys.Order());
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_failing_unit_does_not_harm_its_neighbours(string kind)
    {
        await using var database = await TestDatabase.Create(kind);
        await Task.WhenAll(
            Enumerable
                .Range(0, 50)
                .Select(async n =>
                {
                    try
                    {
                        await using var unit = await database.Db.Write(By, default);
                        await Insert(unit, n);
                        if (n % 2 == 0)
                            await unit.Exec("INSERT INTO platform_job (tenant_id) VALUES (@tenant)");
                        await unit.Commit();
                    }
                    catch (System.Data.Common.DbException)
                    {
                        Assert.Equal(0, n % 2);
                    }
                })
        );
        await using var reading = await database.Db.Read(By, default);
        Assert.Equal(25, await reading.Scalar<long>("SELECT count(*) FROM platform_job WHERE tenant_id = @tenant"));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_writer_that_gives_up_waiting_does_not_stop_the_others(string kind)
    {
        await using var database = await TestDatabase.Create(kind);
        using var cancel = new CancellationTokenSource();
        var first = await database.Db.Write(By, default);
        var impatient = database.Db.Write(By, cancel.Token);
        var patient = Task.Run(async () =>
        {
            await using var unit = await database.Db.Write(By, default);
            await Insert(unit, 2);
            await unit.Commit();
        });
        await cancel.CancelAsync();
        await Insert(first, 1);
        await first.Commit();
        await first.DisposeAsync();
        try
        {
            await (await impatient).DisposeAsync();
        }
        catch (OperationCanceledException) { }
        await patient.WaitAsync(TimeSpan.FromSeconds(30));

        await using var reading = await database.Db.Read(By, default);
        Assert.Equal(2, await reading.Scalar<long>("SELECT count(*) FROM platform_job WHERE tenant_id = @tenant"));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Ids_instants_hashes_and_dates_come_back_as_they_went(string kind)
    {
        await using var database = await TestDatabase.Create(kind);
        var (id, now) = (Guid.CreateVersion7(), database.Db.Now);
        await using var unit = await database.Db.Write(By, default);
        await unit.Exec(
            "INSERT INTO platform_job (tenant_id, id, kind, key, payload, due_at, attempts) VALUES (@tenant, @id, @kind, 'k', '{}', @now, 3)",
            new
            {
                id,
                kind = ContentHash.Of("x"u8),
                now,
            }
        );
        var back = await unit.One<Row>(
            "SELECT tenant_id, id, kind, due_at, attempts, lease_until FROM platform_job WHERE id = @id",
            new { id }
        );
        Assert.Equal(
            new Row
            {
                TenantId = By.Tenant,
                Id = id,
                Kind = ContentHash.Of("x"u8),
                DueAt = now,
                Attempts = 3,
            },
            back
        );
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Of_many_rows_those_that_are_there_already_are_told_apart(string kind)
    {
        await using var database = await TestDatabase.Create(kind);
        var rows = Enumerable
            .Range(0, 1200)
            .Select(n => new
            {
                Id = Guid.CreateVersion7(),
                Key = $"{n % 700}",
                Lease = n % 2 == 0 ? database.Db.Now : (DateTimeOffset?)null,
                Error = n % 3 == 0 ? $"\"{n}\" {{,}}" : null,
                database.Db.Now,
            })
            .ToList();
        await using var unit = await database.Db.Write(By, default);
        var added = await unit.InsertNew(
            """
            INSERT INTO platform_job (tenant_id, id, kind, key, payload, due_at, attempts, lease_until, last_error)
            VALUES (@tenant, @Id, 'many', @Key, '{}', @Now, 1, @Lease, @Error)
            ON CONFLICT (tenant_id, kind, key) DO NOTHING
            RETURNING id
            """,
            rows,
            row => row.Id
        );
        Assert.Equal(rows.Take(700).Select(row => row.Id).ToHashSet(), added);
        var stored = await unit.Query<Many>("SELECT id, key, lease_until, last_error FROM platform_job WHERE tenant_id = @tenant");
        Assert.Equal(
            rows.Take(700).Select(row => (row.Id, row.Key, row.Lease, row.Error)).OrderBy(row => row.Id),
            stored.Select(row => (row.Id, row.Key, row.LeaseUntil, row.LastError)).OrderBy(row => row.Id)
        );
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_unit_may_begin_with_many_rows(string kind)
    {
        await using var database = await TestDatabase.Create(kind);
        await using (var unit = await database.Db.Write(By, default))
        {
            Assert.Equal([1, 1, 1, 0], await InsertAll(unit, [1, 2, 3, 1]));
            await unit.Commit();
        }
        await using var reading = await database.Db.Read(By, default);
        Assert.Equal(["1", "2", "3"], await reading.Query<string>("SELECT key FROM platform_job WHERE tenant_id = @tenant ORDER BY key"));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task More_rows_than_one_round_trip_takes_are_all_written_and_counted(string kind)
    {
        await using var database = await TestDatabase.Create(kind);
        await using var unit = await database.Db.Write(By, default);

        Assert.Empty(await InsertAll(unit, []));
        Assert.Equal(Enumerable.Repeat(1, 1_234), await InsertAll(unit, [.. Enumerable.Range(0, 1_234)]));
        Assert.Equal(1_234, await unit.Scalar<long>("SELECT count(*) FROM platform_job WHERE tenant_id = @tenant"));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_column_is_compared_with_many_values(string kind)
    {
        await using var database = await TestDatabase.Create(kind);
        await using var unit = await database.Db.Write(By, default);
        await InsertAll(unit, [1, 2, 3]);
        var sql = $"SELECT key FROM platform_job WHERE tenant_id = @tenant AND key {unit.Dialect.OneOf("@keys")} ORDER BY key";
        string[] keys = ["1", "3", "4"];

        Assert.Equal(["1", "3"], await unit.Query<string>(sql, new { keys }));
        Assert.Equal(
            ["1", "3"],
            await unit.Query<string>(sql, new Dictionary<string, object?>(StringComparer.Ordinal) { ["keys"] = keys })
        );
        Assert.Empty(await unit.Query<string>(sql, new { keys = Array.Empty<string>() }));
    }

    private static Task<IReadOnlyList<int>> InsertAll(Unit unit, int[] numbers) =>
        unit.ExecAll(
            """
            INSERT INTO platform_job (tenant_id, id, kind, key, payload, due_at, attempts) VALUES (@tenant, @Id, 'test', @Key, '{}', @Now, 0)
            ON CONFLICT (tenant_id, kind, key) DO NOTHING
            """,
            numbers.Select(n => new
            {
                Id = Guid.CreateVersion7(),
                Key = $"{n}",
                unit.Now,
            })
        );

    private static Task<int> Insert(Unit unit, int n) =>
        unit.Exec(
            "INSERT INTO platform_job (tenant_id, id, kind, key, payload, due_at, attempts) VALUES (@tenant, @id, 'test', @key, '{}', @now, 0)",
            new
            {
                id = Guid.CreateVersion7(),
                key = $"{n}",
                now = unit.Now,
            }
        );

    private sealed record Row
    {
        public TenantId TenantId { get; init; }
        public Guid Id { get; init; }
        public ContentHash Kind { get; init; }
        public DateTimeOffset DueAt { get; init; }
        public int Attempts { get; init; }
        public DateTimeOffset? LeaseUntil { get; init; }
    }

    private sealed record Many
    {
        public Guid Id { get; init; }
        public string Key { get; init; } = "";
        public DateTimeOffset? LeaseUntil { get; init; }
        public string? LastError { get; init; }
    }
}
