using Umlauf.Platform;

namespace Umlauf.Identity;

/// <summary>Who calls, with everything that rights depend on (angemeldete Person oder Schlüssel). Read afresh for each request.</summary>
public sealed record Caller
{
    /// <summary>Who acts, for the unit and the journal.</summary>
    public required Actor Actor { get; init; }

    /// <summary>The person who is signed in, or for whom a key acts; null for a key that belongs to nobody and for the program.</summary>
    public StaffMemberId? Staff { get; init; }

    public string Login { get; init; } = "";

    /// <summary>As colleagues write it; for the screen only, never for logs or the journal.</summary>
    public string Name { get; init; } = "";

    /// <summary>The office of the first post; null for people without a post and for keys that belong to nobody.</summary>
    public OfficeId? Office { get; init; }

    public string OfficeName { get; init; } = "";

    public IReadOnlySet<Role> Roles { get; init; } = new HashSet<Role>();

    /// <summary>The offices whose records are in sight, and up to which level: own posts, and everything below an office that the person heads.</summary>
    public IReadOnlyDictionary<OfficeId, Confidentiality> Sight { get; init; } = new Dictionary<OfficeId, Confidentiality>();

    /// <summary>Cleared up to this level (Ermächtigung).</summary>
    public Confidentiality Clearance { get; init; }

    /// <summary>Signed in with a start password: before a new one is chosen, nothing else is open.</summary>
    public bool MustChangePassword { get; init; }

    /// <summary>What the key may be used for; null when no key is involved.</summary>
    public IReadOnlySet<Scope>? Scopes { get; init; }

    public TenantId Tenant => Actor.Tenant;

    /// <summary>The program itself or its operator at the console: may do and see everything of the administration.</summary>
    public static Caller Program(TenantId tenant) => new() { Actor = Actor.System(tenant) };
}
