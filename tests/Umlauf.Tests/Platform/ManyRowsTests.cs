using Umlauf.Platform;
using Xunit;

namespace Umlauf.Tests.Platform;

public sealed class ManyRowsTests
{
    [Theory]
    [InlineData(
        "INSERT INTO t (tenant_id, id, x) VALUES (@tenant, @Id, NULL)",
        "INSERT INTO t (tenant_id, id, x) SELECT @tenant, r.\"Id\", NULL FROM unnest(@Id) AS r (\"Id\")"
    )]
    [InlineData(
        "INSERT INTO t (a, b) VALUES (f(g(@A), 'x'), @AB) ON CONFLICT (a) DO UPDATE SET b = excluded.b",
        "INSERT INTO t (a, b) SELECT f(g(r.\"A\"), 'x'), r.\"AB\" FROM unnest(@A, @AB) AS r (\"A\", \"AB\") ON CONFLICT (a) DO UPDATE SET b = excluded.b"
    )]
    public void One_statement_inserts_many_rows(string one, string many) =>
        Assert.Equal(many, ManyRows.Of(one, ["A", "AB", "Id", "Unused"]));

    [Fact]
    public void Other_statements_are_refused() => Assert.Throws<ArgumentException>(() => ManyRows.Of("UPDATE t SET a = @A", ["A"]));
}
