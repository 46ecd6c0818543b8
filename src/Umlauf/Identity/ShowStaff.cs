using Umlauf.Platform;

namespace Umlauf.Identity;

/// <summary>A person with everything that settings show (Mitarbeiter/in im Einzelnen).</summary>
public sealed record StaffDetail
{
    public required StaffMemberId Id { get; init; }
    public required string Login { get; init; }
    public required string Name { get; init; }
    public required bool Active { get; init; }
    public required Confidentiality Clearance { get; init; }
    public required bool TwoFactor { get; init; }
    public DateTimeOffset? LockedUntil { get; init; }
    public IReadOnlyList<Post> Posts { get; init; } = [];
    public IReadOnlyList<Role> Roles { get; init; } = [];
}

/// <summary>Shows one person to those who change settings (Mitarbeiter/in ansehen).</summary>
public sealed class ShowStaff(Db db)
{
    public async Task<Result<StaffDetail>> Run(Caller by, StaffMemberId staff, CancellationToken ct)
    {
        if (!Rights.Of(by).May(Right.Administrate))
            return Rights.NotAllowed;
        await using var unit = await db.Read(by.Actor, ct);
        var person = await unit.One<StaffDetail>(
            """
            SELECT s.id, s.login, s.name, s.active, s.clearance, a.two_factor, a.locked_until
            FROM identity_staff s JOIN identity_account a ON a.tenant_id = s.tenant_id AND a.staff_id = s.id
            WHERE s.tenant_id = @tenant AND s.id = @staff
            """,
            new { staff }
        );
        if (person is null)
            return ChangeStaff.NoSuchPerson;
        var posts = await unit.Query<PostRow>(
            "SELECT office_id, heads FROM identity_post WHERE tenant_id = @tenant AND staff_id = @staff ORDER BY place",
            new { staff }
        );
        var roles = await unit.Query<string>(
            "SELECT role FROM identity_role WHERE tenant_id = @tenant AND staff_id = @staff ORDER BY role",
            new { staff }
        );
        return person with
        {
            Posts = [.. posts.Select(post => new Post(post.OfficeId, post.Heads))],
            Roles = [.. roles.Select(Enum.Parse<Role>)],
        };
    }

    private sealed record PostRow
    {
        public required OfficeId OfficeId { get; init; }
        public required bool Heads { get; init; }
    }
}
