using Umlauf.Identity;
using Umlauf.Platform;
using Umlauf.Records.Model;

namespace Umlauf.Records;

/// <summary>A matter in which somebody is a party (Treffer bei Beteiligten).</summary>
public sealed record PartyMatter
{
    public required PartyId PartyId { get; init; }
    public required string Name { get; init; }
    public required MatterId MatterId { get; init; }
    public required string Number { get; init; }
    public required string Subject { get; init; }
    public required MatterState State { get; init; }
}

/// <summary>Finds the matters in which the owner of an e-mail address is a party, for proposals to file (Beteiligte finden).</summary>
public sealed class FindParties(Db db)
{
    /// <summary>Open matters first, then the newest; only what the caller may see.</summary>
    public async Task<IReadOnlyList<PartyMatter>> Run(Caller by, string email, int limit, CancellationToken ct)
    {
        if (Key(email) is not { Length: > 0 } key || !Rights.Of(by).May(Right.SeeRecords))
            return [];
        var rights = Visible.Matters(by);
        await using var unit = await db.Read(by.Actor, ct);
        return await unit.Query<PartyMatter>(
            $"""
            SELECT p.id AS party_id, p.name, m.id AS matter_id, m.number, m.subject, m.state
            FROM records_party p
            JOIN records_matter_party mp ON mp.tenant_id = p.tenant_id AND mp.party_id = p.id
            JOIN records_matter m ON m.tenant_id = mp.tenant_id AND m.id = mp.matter_id
            WHERE p.tenant_id = @tenant AND p.email_key = @key AND p.email_key <> '' AND m.state <> 'Void' AND {rights.Sql}
            ORDER BY CASE m.state WHEN 'Open' THEN 0 ELSE 1 END, m.id DESC LIMIT @limit
            """,
            rights.With(new { key, limit = Math.Clamp(limit, 1, 100) })
        );
    }

    /// <summary>Addresses are compared without regard to case: RFC 5321 allows otherwise, no provider does so.</summary>
    internal static string Key(string email) => DocumentText.Line(email, 254).ToLowerInvariant();
}
