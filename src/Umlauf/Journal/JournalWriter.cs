using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Umlauf.Platform;

namespace Umlauf.Journal;

/// <summary>Writes acts into the tamper-evident journal (Protokoll), in the transaction of the act.</summary>
public sealed class JournalWriter
{
    private readonly ConditionalWeakTable<Unit, List<Act>> acts = [];

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
        list.Add(new Act(kind, subject, data is null ? "{}" : JsonSerializer.Serialize(data, JsonSerializerOptions.Web)));
    }

    /// <summary>From the first statement to the commit the head of the chain is ours, so its next values can be computed here.</summary>
    private async Task Chain(Unit unit, List<Act> acts)
    {
        await EnsureHead(unit);
        var head =
            await unit.One<Head>($"SELECT position, chain FROM journal_head WHERE tenant_id = @tenant {unit.Dialect.ForUpdate}")
            ?? throw new InvalidOperationException($"The journal of administration {unit.Tenant} has lost its head; run umlauf verify.");
        var entries = new List<Entry>(acts.Count);
        var actor = unit.By.ToString();
        foreach (var act in acts)
        {
            var leaf = MerkleTree.Leaf(Entry.Canonical(unit.Tenant, unit.Now, actor, act.Kind, act.Subject, act.Data));
            head = new Head { Position = head.Position + 1, Chain = Entry.NextChain(head.Chain, leaf) };
            entries.Add(
                new Entry
                {
                    TenantId = unit.Tenant,
                    Position = head.Position,
                    At = unit.Now,
                    Actor = actor,
                    Kind = act.Kind,
                    Subject = act.Subject,
                    Data = act.Data,
                    Leaf = leaf,
                    Chain = head.Chain,
                }
            );
        }
        await unit.ExecAll(
            """
            INSERT INTO journal_entry (tenant_id, position, at, actor, kind, subject, data, leaf, chain)
            VALUES (@tenant, @Position, @At, @Actor, @Kind, @Subject, @Data, @Leaf, @Chain)
            """,
            entries
        );
        await unit.Exec("UPDATE journal_head SET position = @Position, chain = @Chain WHERE tenant_id = @tenant", head);
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

    private sealed record Act(string Kind, Guid Subject, string Data);

    private sealed record Head
    {
        public required long Position { get; init; }
        public required byte[] Chain { get; init; }
    }
}
