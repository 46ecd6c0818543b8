using Umlauf.Identity;
using Umlauf.Platform;

namespace Umlauf.Records.Model;

/// <summary>A matter that somebody is about to change: seen, allowed, and held until the commit.</summary>
internal sealed record MatterAtWork
{
    public required MatterId Id { get; init; }
    public required string Number { get; init; }
    public required OfficeId OfficeId { get; init; }
    public StaffMemberId? ResponsibleId { get; init; }
    public required Confidentiality Confidentiality { get; init; }
    public required MatterState State { get; init; }
    public required DateOnly DueOn { get; init; }

    /// <param name="mustBeOpen">False for acts that a matter which is put away allows too.</param>
    public static async Task<Result<MatterAtWork>> Take(Unit unit, Caller by, MatterId id, bool mustBeOpen = true)
    {
        if (!Rights.Of(by).May(Right.ChangeRecords))
            return RecordsRefusals.NotAllowed;
        var rights = Visible.Matters(by);
        var matter = await unit.One<MatterAtWork>(
            $"""
            SELECT m.id, m.number, m.office_id, m.responsible_id, m.confidentiality, m.state, m.due_on
            FROM records_matter m WHERE m.tenant_id = @tenant AND m.id = @id AND {rights.Sql} {unit.Dialect.ForUpdate}
            """,
            rights.With(new { id })
        );
        if (matter is null)
            return RecordsRefusals.NoSuchMatter;
        return mustBeOpen && matter.State != MatterState.Open ? RecordsRefusals.MatterNotOpen.With(matter.Number) : matter;
    }
}
