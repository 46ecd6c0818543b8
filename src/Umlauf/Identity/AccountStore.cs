using System.Globalization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Umlauf.Journal;
using Umlauf.Platform;

namespace Umlauf.Identity;

/// <summary>
/// Keeps accounts for ASP.NET Core Identity, in our tables and with our journal. It finds only people whose access is open; it adds none (<see cref="AddStaff"/>).
/// </summary>
public sealed partial class AccountStore(Db db, JournalWriter journal, IDataProtectionProvider protection)
    : IUserPasswordStore<Account>,
        IUserSecurityStampStore<Account>,
        IUserLockoutStore<Account>,
        IUserTwoFactorStore<Account>,
        IUserAuthenticatorKeyStore<Account>,
        IUserTwoFactorRecoveryCodeStore<Account>,
        IUserPasskeyStore<Account>
{
    private const string Columns = """
        SELECT s.tenant_id, s.id AS staff_id, s.login, a.revision, a.password_hash, a.security_stamp, a.change_password,
            a.authenticator_key, a.two_factor, a.recovery_codes, a.failures, a.locked_until
        FROM identity_staff s JOIN identity_account a ON a.tenant_id = s.tenant_id AND a.staff_id = s.id
        """;

    private static readonly Actor installation = Actor.System(TenantId.Installation);

    private readonly IDataProtector secrets = protection.CreateProtector("umlauf.second-factor");

    /// <summary>The id under which sessions name the person: administration and person.</summary>
    public static string IdOf(TenantId tenant, StaffMemberId staff) =>
        string.Create(CultureInfo.InvariantCulture, $"{tenant.Value}.{staff.Value:N}");

    /// <summary>Null when the text is no such id.</summary>
    public static (TenantId Tenant, StaffMemberId Staff)? ReadId(string? text) =>
        text?.Split('.') is [var tenant, var staff]
        && int.TryParse(tenant, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && Guid.TryParseExact(staff, "N", out var id)
            ? (new TenantId(number), new StaffMemberId(id))
            : null;

    public async Task<Account?> FindByIdAsync(string userId, CancellationToken cancellationToken)
    {
        if (ReadId(userId) is not var (tenant, staff))
            return null;
        await using var unit = await db.Read(Actor.System(tenant), cancellationToken);
        return await unit.One<Account>($"{Columns} WHERE s.tenant_id = @tenant AND s.id = @staff AND s.active = true", new { staff });
    }

    /// <summary>
    /// By the login alone when only one administration of this installation has it, or as <c>login@AGS</c> with the key of a municipality.
    /// </summary>
    public async Task<Account?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken)
    {
        var (login, ags) = normalizedUserName.Split('@') is [var name, var municipality]
            ? (name, municipality)
            : (normalizedUserName, null);
        await using var unit = await db.Read(installation, cancellationToken);
        var found = await unit.Query<Account>(
            $"""
            {Columns}
            WHERE s.login = @login AND s.active = true
            {(ags is null ? "" : "AND s.tenant_id IN (SELECT m.tenant_id FROM identity_municipality m WHERE m.ags = @ags)")}
            LIMIT 2
            """,
            new { login, ags }
        );
        return found is [var one] ? one : null;
    }

    public async Task<IdentityResult> UpdateAsync(Account user, CancellationToken cancellationToken)
    {
        await using var unit = await db.Write(ActorOf(user), cancellationToken);
        var before = await unit.One<Account>(
            $"{Columns} WHERE s.tenant_id = @tenant AND s.id = @StaffId AND a.revision = @Revision",
            new { user.StaffId, user.Revision }
        );
        var changed = await unit.Exec(
            """
            UPDATE identity_account
            SET revision = revision + 1, password_hash = @PasswordHash, security_stamp = @SecurityStamp, change_password = @ChangePassword,
                authenticator_key = @AuthenticatorKey, two_factor = @TwoFactor, recovery_codes = @RecoveryCodes, failures = @Failures,
                locked_until = @LockedUntil
            WHERE tenant_id = @tenant AND staff_id = @StaffId AND revision = @Revision
            """,
            new
            {
                user.StaffId,
                user.Revision,
                user.PasswordHash,
                user.SecurityStamp,
                user.ChangePassword,
                user.AuthenticatorKey,
                user.TwoFactor,
                user.RecoveryCodes,
                user.Failures,
                user.LockedUntil,
            }
        );
        if (before is null || changed == 0)
            return IdentityResult.Failed(new IdentityErrorDescriber().ConcurrencyFailure());
        Record(unit, before, user);
        await unit.Commit();
        user.Revision++;
        return IdentityResult.Success;
    }

    public Task<IdentityResult> CreateAsync(Account user, CancellationToken cancellationToken) =>
        throw new NotSupportedException("People are added by AddStaff.");

    public Task<IdentityResult> DeleteAsync(Account user, CancellationToken cancellationToken) =>
        throw new NotSupportedException("People stay on record: DeactivateStaff.");

    public Task<string> GetUserIdAsync(Account user, CancellationToken cancellationToken) =>
        Task.FromResult(IdOf(user.TenantId, user.StaffId));

    public Task<string?> GetUserNameAsync(Account user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Login);

    public Task SetUserNameAsync(Account user, string? userName, CancellationToken cancellationToken) =>
        throw new NotSupportedException("A login stays.");

    public Task<string?> GetNormalizedUserNameAsync(Account user, CancellationToken cancellationToken) =>
        Task.FromResult<string?>(user.Login);

    // The login is stored as it is compared; UserManager sets this before every update.
    public Task SetNormalizedUserNameAsync(Account user, string? normalizedName, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task SetPasswordHashAsync(Account user, string? passwordHash, CancellationToken cancellationToken)
    {
        (user.PasswordHash, user.ChangePassword) = (passwordHash, false);
        return Task.CompletedTask;
    }

    public Task<string?> GetPasswordHashAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.PasswordHash);

    public Task<bool> HasPasswordAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.PasswordHash is not null);

    public Task SetSecurityStampAsync(Account user, string stamp, CancellationToken cancellationToken)
    {
        user.SecurityStamp = stamp;
        return Task.CompletedTask;
    }

    public Task<string?> GetSecurityStampAsync(Account user, CancellationToken cancellationToken) =>
        Task.FromResult<string?>(user.SecurityStamp);

    public Task<DateTimeOffset?> GetLockoutEndDateAsync(Account user, CancellationToken cancellationToken) =>
        Task.FromResult(user.LockedUntil);

    public Task SetLockoutEndDateAsync(Account user, DateTimeOffset? lockoutEnd, CancellationToken cancellationToken)
    {
        user.LockedUntil = lockoutEnd;
        return Task.CompletedTask;
    }

    public Task<int> IncrementAccessFailedCountAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(++user.Failures);

    public Task ResetAccessFailedCountAsync(Account user, CancellationToken cancellationToken)
    {
        user.Failures = 0;
        return Task.CompletedTask;
    }

    public Task<int> GetAccessFailedCountAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.Failures);

    public Task<bool> GetLockoutEnabledAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(true);

    public Task SetLockoutEnabledAsync(Account user, bool enabled, CancellationToken cancellationToken) =>
        throw new NotSupportedException("Every account locks itself.");

    public void Dispose() { }

    private static Actor ActorOf(Account user) => new(user.TenantId, ActorKind.Staff, user.StaffId.Value);

    private void Record(Unit unit, Account before, Account after)
    {
        var person = after.StaffId.Value;
        if (before.PasswordHash != after.PasswordHash)
            journal.Append(unit, "password-changed", person);
        if (before.AuthenticatorKey != after.AuthenticatorKey)
            journal.Append(unit, "authenticator-key-changed", person);
        if (before.TwoFactor != after.TwoFactor)
            journal.Append(unit, after.TwoFactor ? "second-factor-on" : "second-factor-off", person);
        if (after.LockedUntil > (before.LockedUntil ?? unit.Now))
            journal.Append(unit, "account-locked", person);
        if (before.RecoveryCodes != after.RecoveryCodes)
            journal.Append(unit, "recovery-codes-changed", person, new { left = Codes(after).Count });
        else if (
            before.SecurityStamp != after.SecurityStamp
            && before.PasswordHash == after.PasswordHash
            && before.TwoFactor == after.TwoFactor
        )
            journal.Append(unit, "sessions-ended", person);
    }
}
