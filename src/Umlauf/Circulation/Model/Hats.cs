using System.Collections.Immutable;
using Umlauf.Circulation.Engine;
using Umlauf.Identity;
using Umlauf.Platform;

namespace Umlauf.Circulation.Model;

/// <summary>Finds under which names a person may act today (Vertretung): the own one, and those of the people whose deputy the person is.</summary>
internal static class Hats
{
    private const string Worn = """
        WITH hat AS (
            SELECT id AS person, 'Self' AS reason FROM identity_pub_staff WHERE tenant_id = @tenant AND id = @me
            UNION ALL
            SELECT acts_for_id, reason FROM identity_pub_acting
            WHERE tenant_id = @tenant AND staff_id = @me AND from_on <= @today AND until_on > @today)
        """;

    public static async Task<Acting> Of(Unit unit, Caller by)
    {
        if (by.Staff is not { } me)
            return Acting.Program with { IsProgram = Rights.Of(by).SeesAll };
        var args = new { me, today = LocalDays.Of(unit.Now) };
        var posts = await unit.Query<Post>(
            $"""
            {Worn} SELECT hat.person, hat.reason, p.office_id, p.heads FROM hat
            LEFT JOIN identity_pub_post p ON p.tenant_id = @tenant AND p.staff_id = hat.person
            """,
            args
        );
        var roles = await unit.Query<RoleRow>(
            $"{Worn} SELECT hat.person, r.role FROM hat JOIN identity_pub_role r ON r.tenant_id = @tenant AND r.staff_id = hat.person",
            args
        );
        var hats = posts
            .GroupBy(post => post.Person)
            .Select(own => Hat(own.Key, [.. own], roles))
            .OrderBy(hat => hat.Capacity)
            .ToImmutableArray();
        return new Acting
        {
            Person = me,
            Hats = hats,
            Rank = RankOf(hats, posts.Any(post => post.Heads == true && post.Person == me)),
        };
    }

    /// <summary>Under another's name the person acts for the offices that the other heads, not for those where others are at work too.</summary>
    private static Hat Hat(StaffMemberId person, IReadOnlyList<Post> posts, IReadOnlyList<RoleRow> roles)
    {
        var capacity =
            posts.Any(post => post.Reason == "Self") ? Capacity.Self
            : posts.Any(post => post.Reason == nameof(ActingReason.Absence)) ? Capacity.Absence
            : Capacity.PermanentDeputy;
        return new Hat(
            person,
            capacity,
            [.. posts.Where(post => capacity == Capacity.Self || post.Heads == true).Select(post => post.OfficeId).OfType<OfficeId>()],
            [.. roles.Where(role => role.Person == person).Select(role => Enum.Parse<Role>(role.Role))]
        );
    }

    /// <summary>Rule 15: the colour of the pencil goes with the office that a person holds.</summary>
    private static Rank RankOf(ImmutableArray<Hat> hats, bool heads) =>
        hats.Any(hat => hat.Capacity == Capacity.Self && hat.Roles.Contains(Role.Mayor)) ? Rank.Mayor
        : hats.Any(hat => hat.Roles.Contains(Role.Mayor)) ? Rank.DeputyMayor
        : heads ? Rank.Head
        : Rank.CaseOfficer;

    private sealed record Post
    {
        public required StaffMemberId Person { get; init; }
        public required string Reason { get; init; }
        public OfficeId? OfficeId { get; init; }
        public bool? Heads { get; init; }
    }

    private sealed record RoleRow
    {
        public required StaffMemberId Person { get; init; }
        public required string Role { get; init; }
    }
}
