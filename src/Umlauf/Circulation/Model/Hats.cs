using System.Collections.Immutable;
using Umlauf.Circulation.Engine;
using Umlauf.Identity;
using Umlauf.Platform;

namespace Umlauf.Circulation.Model;

/// <summary>Finds under which names a person may act today (Vertretung): the own one, and those of the people whose deputy the person is.</summary>
internal static class Hats
{
    public static async Task<Acting> Of(Unit unit, Caller by)
    {
        if (by.Staff is not { } me)
            return Acting.Program with { IsProgram = Rights.Of(by).SeesAll };
        var rows = await unit.Query<WornRow>(
            """
            WITH hat AS (
                SELECT id AS person, 'Self' AS reason FROM identity_pub_staff WHERE tenant_id = @tenant AND id = @me
                UNION ALL
                SELECT acts_for_id, reason FROM identity_pub_acting
                WHERE tenant_id = @tenant AND staff_id = @me AND from_on <= @today AND until_on > @today)
            SELECT hat.person, hat.reason, p.office_id, p.heads, r.role FROM hat
            LEFT JOIN identity_pub_post p ON p.tenant_id = @tenant AND p.staff_id = hat.person
            LEFT JOIN identity_pub_role r ON r.tenant_id = @tenant AND r.staff_id = hat.person
            """,
            new { me, today = LocalDays.Of(unit.Now) }
        );
        var hats = rows.GroupBy(row => row.Person).Select(own => Hat(own.Key, [.. own])).OrderBy(hat => hat.Capacity).ToImmutableArray();
        return new Acting
        {
            Person = me,
            Hats = hats,
            Rank = RankOf(hats, rows.Any(row => row.Heads == true && row.Person == me)),
        };
    }

    /// <summary>Under another's name the person acts for the offices that the other heads, not for those where others are at work too.</summary>
    private static Hat Hat(StaffMemberId person, IReadOnlyList<WornRow> rows)
    {
        var capacity =
            rows.Any(row => row.Reason == "Self") ? Capacity.Self
            : rows.Any(row => row.Reason == nameof(ActingReason.Absence)) ? Capacity.Absence
            : Capacity.PermanentDeputy;
        return new Hat(
            person,
            capacity,
            [.. rows.Where(row => capacity == Capacity.Self || row.Heads == true).Select(row => row.OfficeId).OfType<OfficeId>()],
            [.. rows.Select(row => row.Role).OfType<string>().Select(Enum.Parse<Role>)]
        );
    }

    /// <summary>Rule 15: the colour of the pencil goes with the office that a person holds.</summary>
    private static Rank RankOf(ImmutableArray<Hat> hats, bool heads) =>
        hats.Any(hat => hat.Capacity == Capacity.Self && hat.Roles.Contains(Role.Mayor)) ? Rank.Mayor
        : hats.Any(hat => hat.Roles.Contains(Role.Mayor)) ? Rank.DeputyMayor
        : heads ? Rank.Head
        : Rank.CaseOfficer;

    private sealed record WornRow
    {
        public required StaffMemberId Person { get; init; }
        public required string Reason { get; init; }
        public OfficeId? OfficeId { get; init; }
        public bool? Heads { get; init; }
        public string? Role { get; init; }
    }
}
