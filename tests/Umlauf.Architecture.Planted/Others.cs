using Umlauf.Architecture.Planted;
using Umlauf.Platform;

namespace Umlauf.Journal
{
    public sealed class PlantedJournal
    {
        public void Append(Unit unit, string kind) { }
    }
}

namespace Umlauf.Identity.Model
{
    public sealed class OfficeRow;
}

namespace Umlauf.Identity
{
    /// <summary>Allowed: its own model.</summary>
    public sealed class ListOffices
    {
        private Model.OfficeRow? row;
    }
}

namespace Umlauf.Workload
{
    [Breaks(Wall.Model)]
    public sealed class UsesForeignModel
    {
        private Identity.Model.OfficeRow? row;
    }

    [Breaks(Wall.Tables)]
    public sealed class JoinsForeignTable
    {
        public Task<int> Run(Unit unit) =>
            unit.Exec("SELECT 1 FROM workload_clock c JOIN intake_arrival a ON a.id = c.id WHERE c.tenant_id = @tenant");
    }

    [Breaks(Wall.Tables)]
    public sealed class NamesForeignTableAfterComma
    {
        public Task<int> Run(Unit unit) => unit.Exec("SELECT tenant_id FROM workload_clock, journal_entry");
    }

    [Breaks(Wall.Tables)]
    public sealed class NamesForeignTableInAPiece
    {
        public Task<int> Run(Unit unit, bool clocks) =>
            unit.Exec($"SELECT count(tenant_id) FROM {(clocks ? "workload_clock" : "intake_arrival")}");
    }

    [Breaks(Wall.Tables)]
    public sealed class NamesUnknownTableInLambda
    {
        public Func<Unit, Task<int>> Run() => async unit => await unit.Exec("SELECT tenant_id FROM somewhere");
    }

    [Breaks(Wall.Tables)]
    public sealed class WritesSqlThatTheWallCannotRead
    {
        public Task<int> Run(Unit unit) => unit.Exec("select 1 from workload_clock where tenant_id = @tenant");
    }

    /// <summary>Allowed: own table, published view, common table expression, function, words of a sentence.</summary>
    public sealed class NamesOwnTables(Umlauf.Journal.PlantedJournal journal)
    {
        public async Task<string> Run(Unit unit)
        {
            await unit.Exec(
                """
                WITH RECURSIVE late (id) AS (SELECT id FROM workload_clock WHERE tenant_id = @tenant AND id IS DISTINCT FROM other)
                SELECT 1 FROM late JOIN identity_pub_office o ON o.id = late.id JOIN json_each(@ids) e ON e.value = late.id FOR UPDATE
                """
            );
            await unit.Exec(
                "INSERT INTO workload_clock (tenant_id, id) VALUES (@tenant, @id) ON CONFLICT (tenant_id, id) DO UPDATE SET due = 1"
            );
            journal.Append(unit, "clock-started");
            return "Take a document from somewhere and update it.";
        }
    }

    [Breaks(Wall.Tenant)]
    public sealed class ForgetsTheAdministration
    {
        public Task<int> Run(Unit unit) => unit.Exec("SELECT id FROM workload_clock WHERE due < @now");
    }

    [Breaks(Wall.Tenant)]
    public sealed class PagesByOffset
    {
        public Task<int> Run(Unit unit) => unit.Exec("SELECT id FROM workload_clock WHERE tenant_id = @tenant LIMIT 20 OFFSET @skip");
    }

    [Breaks(Wall.Journal)]
    public sealed class WritesUnseen
    {
        public async Task Run(Unit unit)
        {
            await Task.Yield();
            await unit.Exec("UPDATE workload_clock SET stopped = 1 WHERE tenant_id = @tenant");
        }
    }

    [Breaks(Wall.Sealed)]
    public class OpenClass;

    [Breaks(Wall.Sealed)]
    public static class OpenClassInside
    {
        public class Inside;
    }

    /// <summary>Allowed: abstract, inherited, static.</summary>
    public abstract class Rule;

    public class ClosedRule : Rule;

    public sealed class VeryClosedRule : ClosedRule;

    [Breaks(Wall.Vendor)]
    public sealed class ReadsMail
    {
        public object Run() => new MimeKit.MimeMessage();
    }

    [Breaks(Wall.Vendor)]
    public sealed class MapsRows
    {
        public void Run()
        {
            try
            {
                Console.Out.Flush();
            }
            catch (Npgsql.NpgsqlException) { }
        }
    }

    [Breaks(Wall.Vendor)]
    public sealed class UsesDapper
    {
        public object Run() => new Dapper.DynamicParameters();
    }
}

namespace Umlauf.Web.Pages
{
    [Breaks(Wall.NoSql)]
    public sealed class PageWithUnit
    {
        public async Task OnGet(Db db, Actor by)
        {
            await using var unit = await db.Read(by, CancellationToken.None);
        }
    }

    [Breaks(Wall.NoSql)]
    public sealed class PageWithStatement
    {
        public string Statement => "SELECT id FROM records_matter";
    }

    [Breaks(Wall.NoSql)]
    public sealed class PageWithConnection
    {
        public System.Data.Common.DbConnection? Connection { get; init; }
    }

    /// <summary>Allowed: a sentence about selecting.</summary>
    public sealed class PageWithSentence
    {
        public string Sentence => "Select a document from the tray.";
    }
}

namespace Umlauf.Cli
{
    [Breaks(Wall.NoSql)]
    public sealed class VerbWithStatement
    {
        public Task<int> Run(Unit unit, string sql) => unit.Exec(sql);
    }

    /// <summary>Allowed: two use cases in one transaction.</summary>
    public sealed class VerbWithTransaction
    {
        public async Task Run(Db db, Actor by)
        {
            await using var unit = await db.Write(by, CancellationToken.None);
            await unit.Commit();
        }
    }
}
