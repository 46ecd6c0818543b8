using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Umlauf.Platform;

namespace Umlauf.Journal;

/// <summary>Writes acts into the tamper-evident journal (Protokoll), in the transaction of the act.</summary>
public sealed class JournalWriter
{
    private readonly ConditionalWeakTable<Unit, List<PendingEntry>> acts = [];

    /// <summary>Administrations whose journal is known to have a head, which stays for ever.</summary>
    private readonly ConcurrentDictionary<TenantId, Done> heads = [];

    /// <summary>
    /// Records what the unit does. The entry takes its place in the chain as the last statement before the commit,
    /// so that concurrent writers hold the head of the chain for the shortest time.
    /// </summary>
    /// <param name="unit">The transaction of the act itself.</param>
    /// <param name="kind">What happened, e.g. <c>document-filed</c>; lower-case words with hyphens.</param>
    /// <param name="subject">What it happened to.</param>
    /// <param name="data">Facts as ids, hashes and numbers; becomes one line of JSON. No personal data.</param>
    public void Append(Unit unit, string kind, Guid subject, object? data = null)
    {
        if (!acts.TryGetValue(unit, out var list))
        {
            list = [];
            acts.Add(unit, list);
            unit.BeforeCommit(() => Chain(unit, list));
        }
        list.Add(new PendingEntry(kind, subject, data is null ? "{}" : JsonSerializer.Serialize(data, JsonSerializerOptions.Web)));
    }

    /// <summary>
    /// Two statements for each act, many in one round trip: the head moves on (its row is ours from here to the commit), the entry takes its values.
    /// SQLite knows no round trips, but offers each value to each statement: there one act at a time.
    /// </summary>
    private async Task Chain(Unit unit, List<PendingEntry> acts)
    {
        await EnsureHead(unit);
        await Seals.AddTo(unit, acts);
        var actor = unit.By.ToString();
        foreach (var some in acts.Chunk(unit.Dialect.IsSqlite ? 1 : 100))
        {
            var sql = new StringBuilder();
            var values = new Dictionary<string, object?>(StringComparer.Ordinal) { ["at"] = unit.Now, ["actor"] = actor };
            for (var i = 0; i < some.Length; i++)
            {
                var act = some[i];
                sql.Append(
                    CultureInfo.InvariantCulture,
                    $"""
                    UPDATE journal_head SET position = position + 1, chain = {unit.Dialect.Sha256OfBoth(
                        "chain",
                        $"@leaf{i}"
                    )} WHERE tenant_id = @tenant;
                    INSERT INTO journal_entry (tenant_id, position, at, actor, kind, subject, data, leaf, chain)
                    SELECT tenant_id, position, @at, @actor, @kind{i}, @subject{i}, @data{i}, @leaf{i}, chain FROM journal_head WHERE tenant_id = @tenant;

                    """
                );
                values[$"kind{i}"] = act.Kind;
                values[$"subject{i}"] = act.Subject;
                values[$"data{i}"] = act.Data;
                values[$"leaf{i}"] = MerkleTree.Leaf(Entry.Canonical(unit.Tenant, unit.Now, actor, act.Kind, act.Subject, act.Data));
            }
            if (await unit.Exec(sql.ToString(), values) != 2 * some.Length)
                throw new InvalidOperationException($"The journal of administration {unit.Tenant} has lost its head; run umlauf verify.");
        }
    }

    private async Task EnsureHead(Unit unit)
    {
        if (heads.ContainsKey(unit.Tenant))
            return;
        await unit.Exec(
            "INSERT INTO journal_head (tenant_id, position, chain) VALUES (@tenant, 0, @start) ON CONFLICT (tenant_id) DO NOTHING",
            new { start = new byte[32] }
        );
        unit.AfterCommit(() => heads.TryAdd(unit.Tenant, default));
    }
}

/// <summary>An entry before it has its place in the chain.</summary>
internal sealed record PendingEntry(string Kind, Guid Subject, string Data);
