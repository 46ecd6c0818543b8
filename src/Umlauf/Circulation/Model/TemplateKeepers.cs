using Umlauf.Identity;
using Umlauf.Platform;

namespace Umlauf.Circulation.Model;

/// <summary>For which offices somebody keeps the route templates (Pflege der Vorlagen): heads for theirs and those below, administrators for all.</summary>
internal sealed class TemplateKeepers
{
    private readonly bool all;
    private readonly IReadOnlySet<OfficeId> headed;
    private readonly bool wholeHouse;

    private TemplateKeepers(bool all, IReadOnlySet<OfficeId> headed, bool wholeHouse) =>
        (this.all, this.headed, this.wholeHouse) = (all, headed, wholeHouse);

    public static async Task<TemplateKeepers> Of(Unit unit, Caller by)
    {
        var rights = Rights.Of(by);
        if (rights.SeesAll || rights.May(Right.Administrate))
            return new TemplateKeepers(all: true, new HashSet<OfficeId>(), wholeHouse: true);
        if (by.Staff is not { } me)
            return new TemplateKeepers(all: false, new HashSet<OfficeId>(), wholeHouse: false);
        var rows = await unit.Query<Row>(
            """
            WITH RECURSIVE headed AS (
                SELECT o.id, o.parent_id FROM identity_pub_post p
                JOIN identity_pub_office o ON o.tenant_id = p.tenant_id AND o.id = p.office_id
                WHERE p.tenant_id = @tenant AND p.staff_id = @me AND p.heads = true
                UNION
                SELECT o.id, o.parent_id FROM identity_pub_office o JOIN headed h ON o.parent_id = h.id WHERE o.tenant_id = @tenant)
            SELECT id, parent_id FROM headed
            """,
            new { me }
        );
        return new TemplateKeepers(all: false, rows.Select(row => row.Id).ToHashSet(), rows.Any(row => row.ParentId is null));
    }

    /// <param name="office">Null: the whole house.</param>
    public bool May(OfficeId? office) => all || (office is { } one ? headed.Contains(one) : wholeHouse);

    /// <summary>Whether there is any template that the person could save.</summary>
    public bool Any => all || headed.Count > 0;

    private sealed record Row
    {
        public required OfficeId Id { get; init; }
        public OfficeId? ParentId { get; init; }
    }
}
