using Umlauf.Platform;

namespace Umlauf.Identity;

/// <summary>How a person signs in, as ASP.NET Core Identity works on it (Benutzerkonto).</summary>
public sealed class Account
{
    public TenantId TenantId { get; init; }
    public StaffMemberId StaffId { get; init; }
    public string Login { get; init; } = "";

    /// <summary>Counts the changes, so that two at once do not overwrite each other.</summary>
    public int Revision { get; set; }
    public string? PasswordHash { get; set; }
    public string SecurityStamp { get; set; } = "";

    /// <summary>The password is a start password that somebody else knows.</summary>
    public bool ChangePassword { get; set; }

    /// <summary>Secret of the authenticator app, encrypted.</summary>
    public string? AuthenticatorKey { get; set; }
    public bool TwoFactor { get; set; }

    /// <summary>The recovery codes that are left, encrypted.</summary>
    public string RecoveryCodes { get; set; } = "";
    public int Failures { get; set; }
    public DateTimeOffset? LockedUntil { get; set; }
}
