using Umlauf.Identity;
using Umlauf.Platform;
using Umlauf.Records.Model;

namespace Umlauf.Records;

/// <summary>Who can see a matter and why: everybody of the office up to the level, the person responsible, and those who are named (Wer sieht das?).</summary>
public sealed record MatterAccess(OfficeId Office, Confidentiality Level, StaffMemberId? Responsible, IReadOnlyList<Grant> Named);

/// <summary>A person who is named for a matter (namentliche Freigabe).</summary>
public sealed record Grant
{
    public required StaffMemberId StaffId { get; init; }
    public required string Reason { get; init; }
    public required DateTimeOffset GrantedAt { get; init; }
    public StaffMemberId? GrantedBy { get; init; }
}

/// <summary>Shows who can see a matter and why (Zugriff anzeigen).</summary>
public sealed class ShowAccess(Db db)
{
    public async Task<Result<MatterAccess>> Run(Caller by, MatterId id, CancellationToken ct)
    {
        var rights = Visible.Matters(by);
        await using var unit = await db.Read(by.Actor, ct);
        var matter = await unit.One<Facts>(
            $"SELECT m.office_id, m.confidentiality, m.responsible_id FROM records_matter m WHERE m.tenant_id = @tenant AND m.id = @id AND {rights.Sql}",
            rights.With(new { id })
        );
        if (matter is null || !Rights.Of(by).May(Right.SeeRecords))
            return RecordsRefusals.NoSuchMatter;
        var named = await unit.Query<Grant>(
            "SELECT staff_id, reason, granted_at, granted_by FROM records_grant WHERE tenant_id = @tenant AND matter_id = @id ORDER BY granted_at, staff_id",
            new { id }
        );
        return new MatterAccess(matter.OfficeId, matter.Confidentiality, matter.ResponsibleId, named);
    }

    private sealed record Facts
    {
        public required OfficeId OfficeId { get; init; }
        public required Confidentiality Confidentiality { get; init; }
        public StaffMemberId? ResponsibleId { get; init; }
    }
}
