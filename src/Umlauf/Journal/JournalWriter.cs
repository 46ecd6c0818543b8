using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Umlauf.Platform;

namespace Umlauf.Journal;

/// <summary>Writes acts into the tamper-evident journal (Protokoll), in the transaction of the act.</summary>
public sealed class JournalWriter
{
    private readonly ConditionalWeakTable<Unit, List<PendingEntry>> acts = [];

    /// <summary>So many acts cost less as statements that need no answer than the round trip that asks for the head of the chain.</summary>
    private const int Few = 8;

    /// <summary>
    /// Whose turn it is to write at the end of an administration's chain, within this node: first come, first served. PostgreSQL alone would let those
    /// who wait for the same row overtake each other.
    /// </summary>
    private readonly ConcurrentDictionary<TenantId, SemaphoreSlim> turns = [];

    /// <summary>Administrations whose journal is known to have a head, which stays for ever.</summary>
    private readonly ConcurrentDictionary<TenantId, Done> heads = [];

    /// <summary>Where others hear that something was done.</summary>
    public JournalNews News { get; } = new();

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
            unit.AfterCommit(() => News.Tell(unit.Tenant));
        }
        list.Add(new PendingEntry(kind, subject, data is null ? "{}" : JsonSerializer.Serialize(data, JsonSerializerOptions.Web)));
    }

    private async Task Chain(Unit unit, List<PendingEntry> acts)
    {
        if (!unit.Dialect.IsSqlite)
            unit.UntilEnd(await Turn(unit.Tenant));
        await EnsureHead(unit);
        await Seals.AddTo(unit, acts);
        var actor = unit.By.ToString();
        var entries = acts.ConvertAll(act => new Entry
        {
            TenantId = unit.Tenant,
            Position = 0,
            At = unit.Now,
            Actor = actor,
            Kind = act.Kind,
            Subject = act.Subject,
            Data = act.Data,
            Leaf = MerkleTree.Leaf(Entry.Canonical(unit.Tenant, unit.Now, actor, act.Kind, act.Subject, act.Data)),
            Chain = [],
        });
        var isChained = unit.Dialect.IsSqlite || entries.Count > Few ? await ChainHere(unit, entries) : await ChainThere(unit, entries);
        if (!isChained)
            throw new InvalidOperationException($"The journal of administration {unit.Tenant} has lost its head; run umlauf verify.");
    }

    /// <summary>From the first statement to the commit the head of the chain is ours, so its next values can be computed here.</summary>
    private static async Task<bool> ChainHere(Unit unit, List<Entry> entries)
    {
        var head = await unit.One<Head>($"SELECT position, chain FROM journal_head WHERE tenant_id = @tenant {unit.Dialect.ForUpdate}");
        if (head is null)
            return false;
        var chained = new List<Entry>(entries.Count);
        foreach (var entry in entries)
        {
            head = new Head { Position = head.Position + 1, Chain = Entry.NextChain(head.Chain, entry.Leaf) };
            chained.Add(entry with { Position = head.Position, Chain = head.Chain });
        }
        await unit.InsertAll(
            """
            INSERT INTO journal_entry (tenant_id, position, at, actor, kind, subject, data, leaf, chain)
            VALUES (@tenant, @Position, @At, @Actor, @Kind, @Subject, @Data, @Leaf, @Chain)
            """,
            chained
        );
        return await unit.Exec("UPDATE journal_head SET position = @Position, chain = @Chain WHERE tenant_id = @tenant", head) == 1;
    }

    /// <summary>PostgreSQL: the head is not asked for first. It moves on in the round trip that writes the entries, so others wait only for this one.</summary>
    private static async Task<bool> ChainThere(Unit unit, List<Entry> entries)
    {
        var written = await unit.ExecAll(
            """
            WITH head AS (
                UPDATE journal_head SET position = position + 1, chain = sha256(chain || @Leaf) WHERE tenant_id = @tenant
                RETURNING tenant_id, position, chain)
            INSERT INTO journal_entry (tenant_id, position, at, actor, kind, subject, data, leaf, chain)
            SELECT tenant_id, position, @At, @Actor, @Kind, @Subject, @Data, @Leaf, chain FROM head
            """,
            entries
        );
        return written.All(count => count == 1);
    }

    private async Task<IDisposable> Turn(TenantId tenant)
    {
        var turn = turns.GetOrAdd(tenant, static _ => new SemaphoreSlim(1));
        await turn.WaitAsync();
        return new HeldTurn(turn);
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

    private sealed class HeldTurn(SemaphoreSlim turn) : IDisposable
    {
        public void Dispose() => turn.Release();
    }

    private sealed record Head
    {
        public required long Position { get; init; }
        public required byte[] Chain { get; init; }
    }
}

/// <summary>An entry before it has its place in the chain.</summary>
internal sealed record PendingEntry(string Kind, Guid Subject, string Data);
