using Umlauf.Circulation.Engine;
using Umlauf.Identity;
using Umlauf.Platform;

namespace Umlauf.Circulation.Model;

/// <summary>Reads who stands above an addressee (Aufbau der Verwaltung).</summary>
internal static class OrgCharts
{
    public static async Task<OrgChart> For(Unit unit, Addressee addressee)
    {
        var offices = await unit.Query<OfficeRow>("SELECT id, parent_id FROM identity_pub_office WHERE tenant_id = @tenant");
        var posts = await unit.Query<PostRow>(
            """
            SELECT p.office_id, p.staff_id, p.heads, p.place FROM identity_pub_post p
            JOIN identity_pub_staff s ON s.tenant_id = p.tenant_id AND s.id = p.staff_id AND s.active = true
            WHERE p.tenant_id = @tenant AND (p.heads = true OR p.staff_id = @person) ORDER BY p.place, p.staff_id
            """,
            new { person = addressee.Person?.Value ?? Guid.Empty }
        );
        var roles = await unit.Query<RoleRow>(
            """
            SELECT r.role, r.staff_id FROM identity_pub_role r
            JOIN identity_pub_staff s ON s.tenant_id = r.tenant_id AND s.id = r.staff_id AND s.active = true
            WHERE r.tenant_id = @tenant ORDER BY r.staff_id
            """
        );
        return new OrgChart(
            offices.ToDictionary(one => one.Id, one => one.ParentId),
            posts.Where(one => one.Heads).ToLookup(one => one.OfficeId, one => one.StaffId),
            posts.Where(one => one.Place == 0).ToDictionary(one => one.StaffId, one => one.OfficeId),
            roles.ToLookup(one => Enum.Parse<Role>(one.Role), one => one.StaffId)
        );
    }

    private sealed record OfficeRow
    {
        public required OfficeId Id { get; init; }
        public OfficeId? ParentId { get; init; }
    }

    private sealed record PostRow
    {
        public required OfficeId OfficeId { get; init; }
        public required StaffMemberId StaffId { get; init; }
        public required bool Heads { get; init; }
        public required int Place { get; init; }
    }

    private sealed record RoleRow
    {
        public required string Role { get; init; }
        public required StaffMemberId StaffId { get; init; }
    }
}
