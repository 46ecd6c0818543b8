using Umlauf.Journal;

namespace Umlauf.Identity;

/// <summary>What the journal vouches for in this room (versiegelte Zeilen). Counters of failed sign-ins and locks come and go and are left out.</summary>
internal sealed class IdentitySeals : ISealedTables
{
    private static readonly SealedBy[] place = ["staff-added", "staff-changed"];

    public IReadOnlyList<SealedTable> Tables { get; } =
    [
        new("identity_administration", null, "name, created_at", "administration-created"),
        new("identity_municipality", "id", "id, ags, name, local_holidays", "municipality-added", "local-holidays-set"),
        new(
            "identity_office",
            "id",
            "id, parent_id, code, name, closed_at",
            "office-added",
            "office-renamed",
            "office-moved",
            "office-closed"
        ),
        new("identity_staff", "id", "id, login, name, clearance, active, created_at", [.. place, "staff-deactivated", "staff-reactivated"]),
        new("identity_post", "staff_id", "staff_id, office_id, heads, place", place),
        new("identity_role", "staff_id", "staff_id, role", place),
        new(
            "identity_account",
            "staff_id",
            "staff_id, password_hash, security_stamp, authenticator_key, change_password, two_factor, recovery_codes",
            "staff-added",
            "staff-deactivated",
            "staff-reactivated",
            "access-reset",
            "password-changed",
            "authenticator-key-changed",
            "second-factor-on",
            "second-factor-off",
            "recovery-codes-changed",
            "sessions-ended"
        ),
        new(
            "identity_passkey",
            "staff_id",
            "staff_id, credential, name, created_at, facts",
            "passkey-added",
            "passkey-used",
            "passkey-removed",
            "access-reset"
        ),
        new(
            "identity_api_key",
            "id",
            "id, hash, name, scopes, staff_id, created_at, revoked_at, last_used_at",
            "api-key-created",
            "api-key-revoked",
            "api-key-used"
        ),
        new(
            "identity_absence",
            "id",
            "id, staff_id, from_on, back_on, kind, deputy_id, began_at, ended_at",
            "absence-entered",
            "absence-cancelled",
            "absence-shortened",
            new SealedBy("absence-began", "absence"),
            new SealedBy("absence-ended", "absence")
        ),
        new("identity_deputy", "staff_id", "staff_id, deputy_id, place, always", "deputy-appointed", "deputy-dismissed"),
        new("identity_closing_day", "office_id", "office_id, day, name", "closing-days-set", "closing-day-removed"),
    ];
}
