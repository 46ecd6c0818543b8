using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Umlauf.Platform;

namespace Umlauf.Identity;

// Authenticator app, recovery codes and passkeys.
public sealed partial class AccountStore
{
    public Task SetTwoFactorEnabledAsync(Account user, bool enabled, CancellationToken cancellationToken)
    {
        user.TwoFactor = enabled;
        return Task.CompletedTask;
    }

    public Task<bool> GetTwoFactorEnabledAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.TwoFactor);

    public Task SetAuthenticatorKeyAsync(Account user, string key, CancellationToken cancellationToken)
    {
        user.AuthenticatorKey = secrets.Protect(key);
        return Task.CompletedTask;
    }

    public Task<string?> GetAuthenticatorKeyAsync(Account user, CancellationToken cancellationToken) =>
        Task.FromResult(user.AuthenticatorKey is { } key ? secrets.Unprotect(key) : null);

    public Task ReplaceCodesAsync(Account user, IEnumerable<string> recoveryCodes, CancellationToken cancellationToken)
    {
        user.RecoveryCodes = secrets.Protect(string.Join(';', recoveryCodes));
        return Task.CompletedTask;
    }

    public async Task<bool> RedeemCodeAsync(Account user, string code, CancellationToken cancellationToken)
    {
        var codes = Codes(user);
        if (!codes.Remove(code.Trim().ToUpperInvariant()))
            return false;
        await ReplaceCodesAsync(user, codes, cancellationToken);
        return true;
    }

    public Task<int> CountCodesAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(Codes(user).Count);

    public async Task AddOrUpdatePasskeyAsync(Account user, UserPasskeyInfo passkey, CancellationToken cancellationToken)
    {
        await using var unit = await db.Write(ActorOf(user), cancellationToken);
        var credential = ContentHash.Of(passkey.CredentialId);
        var facts = JsonSerializer.Serialize(PasskeyFacts.Of(passkey));
        var known = await unit.Exec(
            "UPDATE identity_passkey SET name = @name, facts = @facts WHERE tenant_id = @tenant AND credential = @credential AND staff_id = @StaffId",
            new
            {
                credential,
                user.StaffId,
                name = passkey.Name ?? "",
                facts,
            }
        );
        if (known == 0)
        {
            await unit.Exec(
                """
                INSERT INTO identity_passkey (tenant_id, credential, staff_id, name, created_at, facts)
                VALUES (@tenant, @credential, @StaffId, @name, @now, @facts)
                """,
                new
                {
                    credential,
                    user.StaffId,
                    name = passkey.Name ?? "",
                    now = unit.Now,
                    facts,
                }
            );
        }
        journal.Append(unit, known == 0 ? "passkey-added" : "passkey-used", user.StaffId.Value);
        await unit.Commit();
    }

    public async Task<IList<UserPasskeyInfo>> GetPasskeysAsync(Account user, CancellationToken cancellationToken)
    {
        await using var unit = await db.Read(ActorOf(user), cancellationToken);
        var facts = await unit.Query<string>(
            "SELECT facts FROM identity_passkey WHERE tenant_id = @tenant AND staff_id = @StaffId ORDER BY created_at, credential",
            new { user.StaffId }
        );
        return [.. facts.Select(PasskeyFacts.Read)];
    }

    public async Task<Account?> FindByPasskeyIdAsync(byte[] credentialId, CancellationToken cancellationToken)
    {
        await using var unit = await db.Read(installation, cancellationToken);
        var found = await unit.Query<Account>(
            $"""
            {Columns} JOIN identity_passkey k ON k.tenant_id = s.tenant_id AND k.staff_id = s.id
            WHERE k.credential = @credential AND s.active = true
            LIMIT 2
            """,
            new { credential = ContentHash.Of(credentialId) }
        );
        return found is [var one] ? one : null;
    }

    public async Task<UserPasskeyInfo?> FindPasskeyAsync(Account user, byte[] credentialId, CancellationToken cancellationToken)
    {
        await using var unit = await db.Read(ActorOf(user), cancellationToken);
        var facts = await unit.Scalar<string>(
            "SELECT facts FROM identity_passkey WHERE tenant_id = @tenant AND credential = @credential AND staff_id = @StaffId",
            new { credential = ContentHash.Of(credentialId), user.StaffId }
        );
        return facts is null ? null : PasskeyFacts.Read(facts);
    }

    public async Task RemovePasskeyAsync(Account user, byte[] credentialId, CancellationToken cancellationToken)
    {
        await using var unit = await db.Write(ActorOf(user), cancellationToken);
        var removed = await unit.Exec(
            "DELETE FROM identity_passkey WHERE tenant_id = @tenant AND credential = @credential AND staff_id = @StaffId",
            new { credential = ContentHash.Of(credentialId), user.StaffId }
        );
        if (removed == 0)
            return;
        journal.Append(unit, "passkey-removed", user.StaffId.Value);
        await unit.Commit();
    }

    private List<string> Codes(Account user) =>
        user.RecoveryCodes.Length == 0 ? [] : [.. secrets.Unprotect(user.RecoveryCodes).Split(';', StringSplitOptions.RemoveEmptyEntries)];

    /// <summary>What WebAuthn needs to know of a passkey, as it is stored.</summary>
    private sealed record PasskeyFacts
    {
        public required byte[] CredentialId { get; init; }
        public required byte[] PublicKey { get; init; }
        public string? Name { get; init; }
        public required DateTimeOffset CreatedAt { get; init; }
        public required uint SignCount { get; init; }
        public string[]? Transports { get; init; }
        public required bool IsUserVerified { get; init; }
        public required bool IsBackupEligible { get; init; }
        public required bool IsBackedUp { get; init; }
        public required byte[] AttestationObject { get; init; }
        public required byte[] ClientDataJson { get; init; }

        public static PasskeyFacts Of(UserPasskeyInfo passkey) =>
            new()
            {
                CredentialId = passkey.CredentialId,
                PublicKey = passkey.PublicKey,
                Name = passkey.Name,
                CreatedAt = passkey.CreatedAt,
                SignCount = passkey.SignCount,
                Transports = passkey.Transports,
                IsUserVerified = passkey.IsUserVerified,
                IsBackupEligible = passkey.IsBackupEligible,
                IsBackedUp = passkey.IsBackedUp,
                AttestationObject = passkey.AttestationObject,
                ClientDataJson = passkey.ClientDataJson,
            };

        public static UserPasskeyInfo Read(string json)
        {
            var facts = JsonSerializer.Deserialize<PasskeyFacts>(json)!;
            return new UserPasskeyInfo(
                facts.CredentialId,
                facts.PublicKey,
                facts.CreatedAt,
                facts.SignCount,
                facts.Transports,
                facts.IsUserVerified,
                facts.IsBackupEligible,
                facts.IsBackedUp,
                facts.AttestationObject,
                facts.ClientDataJson
            )
            {
                Name = facts.Name,
            };
        }
    }
}
