using Umlauf.Identity.Model;
using Umlauf.Platform;

namespace Umlauf.Identity;

/// <summary>A person and the stamp that every live session of the person must carry.</summary>
public sealed record KnownCaller(Caller Caller, string SecurityStamp);

/// <summary>Reads who a session or key belongs to, with posts, roles and sight as they are now (Anmeldung auflösen).</summary>
public sealed class LoadCaller(Db db)
{
    /// <summary>Null when there is no such person or the access is ended.</summary>
    public async Task<KnownCaller?> Run(TenantId tenant, StaffMemberId staff, CancellationToken ct)
    {
        await using var unit = await db.Read(new Actor(tenant, ActorKind.Staff, staff.Value), ct);
        return await Person(unit, staff);
    }

    /// <summary>By the login, for the operator's console and for tests; null when there is none or the access is ended.</summary>
    public async Task<Caller?> Of(TenantId tenant, string login, CancellationToken ct)
    {
        await using var unit = await db.Read(Actor.System(tenant), ct);
        var staff = await unit.Scalar<Guid?>(
            "SELECT id FROM identity_staff WHERE tenant_id = @tenant AND login = @login",
            new { login = Login.Normal(login) }
        );
        return staff is { } id ? (await Person(unit, StaffMemberId.From(id)))?.Caller : null;
    }

    internal static async Task<KnownCaller?> Person(Unit unit, StaffMemberId staff)
    {
        var person = await unit.One<PersonRow>(
            """
            SELECT s.login, s.name, s.clearance, a.security_stamp, a.change_password
            FROM identity_staff s JOIN identity_account a ON a.tenant_id = s.tenant_id AND a.staff_id = s.id
            WHERE s.tenant_id = @tenant AND s.id = @staff AND s.active = true
            """,
            new { staff }
        );
        if (person is null)
            return null;
        var posts = await unit.Query<PostRow>(
            """
            SELECT p.office_id, p.heads, o.name
            FROM identity_post p JOIN identity_office o ON o.tenant_id = p.tenant_id AND o.id = p.office_id
            WHERE p.tenant_id = @tenant AND p.staff_id = @staff ORDER BY p.place
            """,
            new { staff }
        );
        var roles = (
            await unit.Query<string>("SELECT role FROM identity_role WHERE tenant_id = @tenant AND staff_id = @staff", new { staff })
        )
            .Select(Enum.Parse<Role>)
            .ToHashSet();
        var tree = roles.Contains(Role.Mayor) || posts.Any(post => post.Heads) ? await OfficeTree.Load(unit, alone: false) : null;
        var tops = roles.Contains(Role.Mayor) ? tree!.Tops.Select(top => (top, true)) : [];
        return new KnownCaller(
            new Caller
            {
                Actor = new Actor(unit.Tenant, ActorKind.Staff, staff.Value),
                Staff = staff,
                Login = person.Login,
                Name = person.Name,
                Office = posts.Count > 0 ? posts[0].OfficeId : null,
                OfficeName = posts.Count > 0 ? posts[0].Name : "",
                Roles = roles,
                Clearance = person.Clearance,
                MustChangePassword = person.ChangePassword,
                Sight = Rights.SightOf(
                    posts.Select(post => (post.OfficeId, post.Heads)).Concat(tops),
                    office => tree!.Below(office),
                    person.Clearance
                ),
            },
            person.SecurityStamp
        );
    }

    private sealed record PersonRow
    {
        public required string Login { get; init; }
        public required string Name { get; init; }
        public required Confidentiality Clearance { get; init; }
        public required string SecurityStamp { get; init; }
        public required bool ChangePassword { get; init; }
    }

    private sealed record PostRow
    {
        public required OfficeId OfficeId { get; init; }
        public required bool Heads { get; init; }
        public required string Name { get; init; }
    }
}
