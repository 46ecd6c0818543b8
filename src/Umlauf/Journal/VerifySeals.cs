using Umlauf.Platform;

namespace Umlauf.Journal;

/// <summary>Proves that the rows of every sealed table still are what the last act on them left, and that none is missing or slipped in (Zeilen prüfen).</summary>
public sealed class VerifySeals(Db db) : IIntegrityCheck
{
    private const int MostListed = 100;

    /// <summary>What the journal vouches for row by row.</summary>
    public static IReadOnlyList<SealedTable> Covered => Seals.Tables;

    public async Task<IntegrityReport> Check(TenantId tenant, CancellationToken ct)
    {
        var problems = new List<IntegrityProblem>();
        await using var unit = await db.Read(Actor.System(tenant), ct);
        var recorded = await Recorded(unit);
        long count = 0;
        foreach (var table in Seals.Tables)
        {
            Guid? key = null;
            var rows = new List<string>();
            await foreach (var row in Rows(unit, table))
            {
                count++;
                var next = Seals.KeyOf(row["sealed_key"]);
                if (next != key)
                    Judge(table, key, rows);
                key = next;
                rows.Add(Seals.Canonical(table, row));
            }
            Judge(table, key, rows);
        }
        foreach (var ((table, key), seal) in recorded)
            if (seal != Seals.None)
                Report("journal.row-missing", Where(table, key), "The journal knows rows that are no longer there.");
        return new IntegrityReport("rows", count, problems);

        void Judge(SealedTable table, Guid? key, List<string> rows)
        {
            if (key is not { } known)
                return;
            if (!recorded.Remove((table.Name, known), out var seal) || seal == Seals.None)
                Report("journal.row-inserted", Where(table.Name, known), "The journal knows nothing of these rows.");
            else if (seal != Seals.Of(rows))
                Report("journal.row-changed", Where(table.Name, known), "The rows are not what the journal recorded.");
            rows.Clear();
        }

        void Report(string code, string where, string what)
        {
            if (problems.Count < MostListed)
                problems.Add(new IntegrityProblem(code, where, what));
        }
    }

    private static string Where(string table, Guid key) => key == Guid.Empty ? table : $"{table} {key:D}";

    /// <summary>The newest digest of each group of rows.</summary>
    private static async Task<Dictionary<(string Table, Guid Key), string>> Recorded(Unit unit)
    {
        var seals = new Dictionary<(string Table, Guid Key), string>();
        await foreach (
            var entry in unit.Stream<Carrier>(
                """
                SELECT subject, data FROM journal_entry WHERE tenant_id = @tenant AND data LIKE '%"seals":%' ORDER BY position
                """
            )
        )
        {
            foreach (var (of, seal) in Seals.In(entry.Subject, entry.Data))
                seals[of] = seal;
        }
        return seals;
    }

    private static async IAsyncEnumerable<IDictionary<string, object?>> Rows(Unit unit, SealedTable table)
    {
        var (key, tail) = table.Key is null ? ("NULL", "") : (table.Key, $"AND {table.Key} IS NOT NULL ORDER BY {table.Key}");
        await foreach (
            var row in unit.Stream<object>(
                $"SELECT {key} AS sealed_key, {table.Columns} FROM {table.Name} WHERE tenant_id = @tenant {tail}"
            )
        )
            yield return (IDictionary<string, object?>)row;
    }

    private sealed record Carrier
    {
        public required Guid Subject { get; init; }
        public required string Data { get; init; }
    }
}
