namespace Umlauf.Identity;

/// <summary>A person to be added (neue Mitarbeiterin, neuer Mitarbeiter).</summary>
public sealed record NewStaff
{
    public required string Login { get; init; }

    /// <summary>As colleagues and letters write it.</summary>
    public required string Name { get; init; }

    /// <summary>The main one first.</summary>
    public IReadOnlyList<Post> Posts { get; init; } = [];
    public IReadOnlyList<Role> Roles { get; init; } = [];
    public Confidentiality Clearance { get; init; }

    /// <summary>Null: a start password is made and handed back.</summary>
    public PasswordHash? Password { get; init; }
}

/// <summary>A person and the start password to hand over, which is shown once; null when a password was given.</summary>
public sealed record AddedStaff(StaffMemberId Id, string? StartPassword);
