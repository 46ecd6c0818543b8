using Umlauf.Identity;
using Umlauf.Platform;
using Umlauf.Records.Model;

namespace Umlauf.Records;

/// <summary>The head of a matter (Vorgangskopf).</summary>
public sealed record MatterHead
{
    public required MatterId Id { get; init; }
    public required string Number { get; init; }
    public required string Subject { get; init; }
    public required CaseFileId CaseFileId { get; init; }
    public required string FileNumber { get; init; }
    public required string FileSubject { get; init; }
    public required FilingPlanUnitId PlanUnitId { get; init; }
    public required string PlanCode { get; init; }
    public required string PlanName { get; init; }
    public required OfficeId OfficeId { get; init; }
    public StaffMemberId? ResponsibleId { get; init; }
    public required Confidentiality Confidentiality { get; init; }
    public required MatterState State { get; init; }
    public required DateTimeOffset OpenedAt { get; init; }
    public DateTimeOffset? PutAwayAt { get; init; }
    public DateOnly? DueOn => SortDue == DateOnly.MaxValue ? null : SortDue;
    internal DateOnly SortDue { get; init; }
    public IReadOnlyList<Party> Parties { get; init; } = [];
}

/// <summary>A citizen or organisation in a matter (Beteiligte/r).</summary>
public sealed record Party
{
    public required PartyId Id { get; init; }
    public required PartyKind Kind { get; init; }
    public required string Name { get; init; }
    public required string Street { get; init; }
    public required string Postcode { get; init; }
    public required string City { get; init; }
    public required string Email { get; init; }
}

/// <summary>What a party is (Art der Beteiligten).</summary>
public enum PartyKind
{
    Citizen,
    Organisation,
}

/// <summary>Shows the head of a matter by key or by number (Vorgang ansehen).</summary>
public sealed class ShowMatter(Db db)
{
    public Task<Result<MatterHead>> Run(Caller by, MatterId id, CancellationToken ct) => Find(by, "m.id = @key", id.Value, ct);

    public Task<Result<MatterHead>> ByNumber(Caller by, string number, CancellationToken ct) => Find(by, "m.number = @key", number, ct);

    private async Task<Result<MatterHead>> Find(Caller by, string which, object key, CancellationToken ct)
    {
        if (!Rights.Of(by).May(Right.SeeRecords))
            return RecordsRefusals.NoSuchMatter;
        var rights = Visible.Matters(by);
        await using var unit = await db.Read(by.Actor, ct);
        var head = await unit.One<MatterHead>(
            $"""
            SELECT m.id, m.number, m.subject, m.case_file_id, f.number AS file_number, f.subject AS file_subject, f.plan_unit_id,
                u.code AS plan_code, u.name AS plan_name, m.office_id, m.responsible_id, m.confidentiality, m.state,
                m.due_on AS sort_due, m.opened_at, m.put_away_at
            FROM records_matter m
            JOIN records_case_file f ON f.tenant_id = m.tenant_id AND f.id = m.case_file_id
            JOIN records_filing_plan_unit u ON u.tenant_id = f.tenant_id AND u.id = f.plan_unit_id
            WHERE m.tenant_id = @tenant AND {which} AND {rights.Sql}
            """,
            rights.With(new { key })
        );
        if (head is null)
            return RecordsRefusals.NoSuchMatter;
        var parties = await unit.Query<Party>(
            """
            SELECT p.id, p.kind, p.name, p.street, p.postcode, p.city, p.email
            FROM records_matter_party mp JOIN records_party p ON p.tenant_id = mp.tenant_id AND p.id = mp.party_id
            WHERE mp.tenant_id = @tenant AND mp.matter_id = @Id ORDER BY p.name, p.id
            """,
            new { head.Id }
        );
        return head with { Parties = parties };
    }
}
