using Umlauf.Platform;

namespace Umlauf.Identity.Model;

/// <summary>Where a person works and what for: posts and roles, written as a whole.</summary>
internal static class Place
{
    /// <summary>Replaces what was there. Offices that are closed or not there are refused, doubles are not.</summary>
    public static async Task<Refusal?> Write(Unit unit, StaffMemberId staff, IEnumerable<Post> posts, IEnumerable<Role> roles)
    {
        await unit.Exec("DELETE FROM identity_post WHERE tenant_id = @tenant AND staff_id = @staff", new { staff });
        await unit.Exec("DELETE FROM identity_role WHERE tenant_id = @tenant AND staff_id = @staff", new { staff });
        var place = 0;
        foreach (var post in posts.DistinctBy(post => post.Office))
        {
            var placed = await unit.Exec(
                """
                INSERT INTO identity_post (tenant_id, staff_id, office_id, heads, place)
                SELECT tenant_id, @staff, id, @Heads, @place FROM identity_office WHERE tenant_id = @tenant AND id = @Office AND closed_at IS NULL
                """,
                new
                {
                    staff,
                    post.Office,
                    post.Heads,
                    place = place++,
                }
            );
            if (placed == 0)
                return AddOffice.NoSuchOffice;
        }
        foreach (var role in roles.Distinct())
            await unit.Exec(
                "INSERT INTO identity_role (tenant_id, staff_id, role) VALUES (@tenant, @staff, @role)",
                new { staff, role = role.ToString() }
            );
        return null;
    }

    /// <summary>For the journal: ids and codes only.</summary>
    public static object Facts(IEnumerable<Post> posts, IEnumerable<Role> roles, Confidentiality clearance) =>
        new
        {
            offices = posts.Select(post => post.Office.Value),
            heads = posts.Where(post => post.Heads).Select(post => post.Office.Value),
            roles = roles.Select(role => role.ToString()),
            clearance = (int)clearance,
        };

    /// <summary>Whether anybody is left who can change settings; without one the house locks itself out.</summary>
    public static async Task<bool> HasAdministrator(Unit unit) =>
        await unit.Scalar<long>(
            """
            SELECT count(*) FROM identity_role r
            JOIN identity_staff s ON s.tenant_id = r.tenant_id AND s.id = r.staff_id
            WHERE r.tenant_id = @tenant AND r.role = 'Administrator' AND s.active = true
            """
        ) > 0;
}
