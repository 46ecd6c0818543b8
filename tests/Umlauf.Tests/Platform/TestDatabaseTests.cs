using Umlauf.Platform;
using Umlauf.TestKit;
using Xunit;

namespace Umlauf.Tests.Platform;

public sealed class TestDatabaseTests
{
    private static readonly Actor program = Actor.System(TenantId.Installation);

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Each_test_has_a_migrated_database_of_its_own(string kind)
    {
        var ct = TestContext.Current.CancellationToken;
        await using var one = await TestDatabase.Create(kind);
        await using var other = await TestDatabase.Create(kind);

        await using (var unit = await one.Db.Write(program, ct))
        {
            await unit.Exec(
                "INSERT INTO platform_job (tenant_id, id, kind, key, payload, due_at, attempts) VALUES (@tenant, @id, 'k', 'k', '{}', @due, 0)",
                new { id = Guid.CreateVersion7(), due = unit.Now }
            );
            await unit.Commit();
        }

        Assert.Equal(1, await Jobs(one, ct));
        Assert.Equal(0, await Jobs(other, ct));
    }

    private static async Task<long> Jobs(TestDatabase database, CancellationToken ct)
    {
        await using var unit = await database.Db.Read(program, ct);
        return await unit.Scalar<long>("SELECT count(*) FROM platform_job WHERE tenant_id = @tenant");
    }
}
