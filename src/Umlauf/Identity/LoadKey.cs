using System.Collections.Concurrent;
using Umlauf.Journal;
using Umlauf.Platform;

namespace Umlauf.Identity;

/// <summary>
/// Reads who calls with a key (Schlüssel auflösen). The answer is kept for two seconds, so that a gateway with a thousand calls a second does not
/// ask a thousand times; that long a revoked key may still work.
/// </summary>
public sealed class LoadKey(Db db, JournalWriter journal, TimeProvider clock)
{
    private const int MostKept = 1000;
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan UsePrecision = TimeSpan.FromDays(1);
    private readonly ConcurrentDictionary<ContentHash, (Caller Caller, long Since)> known = new();

    /// <summary>Null when there is no such key, it is revoked, or the access of its person is ended.</summary>
    public async Task<Caller?> Run(string secret, CancellationToken ct)
    {
        var hash = CreateApiKey.HashOf(secret);
        if (known.TryGetValue(hash, out var kept) && clock.GetElapsedTime(kept.Since) < Kept)
            return kept.Caller;
        if (await Read(hash, ct) is not { } caller)
        {
            known.TryRemove(hash, out _);
            return null;
        }
        if (known.Count >= MostKept)
            known.Clear();
        known[hash] = (caller, clock.GetTimestamp());
        return caller;
    }

    private async Task<Caller?> Read(ContentHash hash, CancellationToken ct)
    {
        if (await Find(hash, ct) is not { } key)
            return null;
        var scopes = key.Scopes.Split(',').Select(Enum.Parse<Scope>).ToHashSet();
        Caller? caller;
        await using (var unit = await db.Read(Actor.System(key.TenantId), ct))
            caller = key.StaffId is { } staff ? await Person(unit, key, staff, scopes) : await Machine(unit, key, scopes);
        if (caller is not null && (key.LastUsedAt is not { } last || db.Now - last > UsePrecision))
            await NoteUse(caller.Actor, key.Id, ct);
        return caller;
    }

    private async Task<KeyRow?> Find(ContentHash hash, CancellationToken ct)
    {
        await using var unit = await db.Read(Actor.System(TenantId.Installation), ct);
        return await unit.One<KeyRow>(
            "SELECT tenant_id, id, scopes, staff_id, last_used_at FROM identity_api_key WHERE hash = @hash AND revoked_at IS NULL",
            new { hash }
        );
    }

    private static async Task<Caller?> Person(Unit unit, KeyRow key, StaffMemberId staff, IReadOnlySet<Scope> scopes) =>
        await LoadCaller.Person(unit, staff) is { Caller: var person }
            ? person with
            {
                Actor = person.Actor with { ViaKey = key.Id.Value },
                Scopes = scopes,
            }
            : null;

    private static async Task<Caller> Machine(Unit unit, KeyRow key, IReadOnlySet<Scope> scopes)
    {
        var offices = await unit.Query<OfficeId>("SELECT id FROM identity_office WHERE tenant_id = @tenant");
        return new Caller
        {
            Actor = new Actor(key.TenantId, ActorKind.Key, key.Id.Value),
            Scopes = scopes,
            Sight = offices.ToDictionary(office => office, _ => Confidentiality.Normal),
        };
    }

    // Once a day: enough to find the keys that nobody needs any more.
    private async Task NoteUse(Actor by, ApiKeyId key, CancellationToken ct)
    {
        await using var unit = await db.Write(by, ct);
        await unit.Exec(
            "UPDATE identity_api_key SET last_used_at = @now WHERE tenant_id = @tenant AND id = @key",
            new { key, now = unit.Now }
        );
        journal.Append(unit, "api-key-used", key.Value);
        await unit.Commit();
    }

    private sealed record KeyRow
    {
        public required TenantId TenantId { get; init; }
        public required ApiKeyId Id { get; init; }
        public required string Scopes { get; init; }
        public StaffMemberId? StaffId { get; init; }
        public DateTimeOffset? LastUsedAt { get; init; }
    }
}
