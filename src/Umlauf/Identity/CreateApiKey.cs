using System.Security.Cryptography;
using System.Text;
using Umlauf.Journal;
using Umlauf.Platform;

namespace Umlauf.Identity;

/// <summary>A key to be made (neuer Zugangsschlüssel).</summary>
/// <param name="Name">What it is for, as the list of keys shows it.</param>
/// <param name="Scopes">What it may be used for.</param>
/// <param name="For">The login of the person for whom it acts; null: it belongs to nobody.</param>
public sealed record NewApiKey(string Name, IReadOnlyList<Scope> Scopes, string? For = null);

/// <summary>A key and its secret, which is shown once and stored nowhere.</summary>
public sealed record CreatedApiKey(ApiKeyId Id, string Secret);

/// <summary>Makes a key for programs (Zugangsschlüssel anlegen): 256 random bits, of which only the SHA-256 is kept.</summary>
public sealed class CreateApiKey(Db db, JournalWriter journal)
{
    /// <summary>Begins every key, so that scanners for leaked secrets recognise it.</summary>
    public const string Prefix = "uml_";

    public static readonly Refusal NoScope = new(
        "identity.no-scope",
        "Nennen Sie, wofür der Schlüssel gelten soll: deliver, intake, search, records, desk, folders, journal, settings, operations.",
        "Say what the key is for: deliver, intake, search, records, desk, folders, journal, settings, operations."
    );

    public static readonly Refusal ScopeNeedsPerson = new(
        "identity.scope-needs-person",
        "Schreibtisch und Einstellungen gehören zu einer Person. Legen Sie den Schlüssel für einen Anmeldenamen an.",
        "Desk and settings belong to a person. Make the key for a login."
    );

    public async Task<Result<CreatedApiKey>> Run(Caller by, NewApiKey key, CancellationToken ct)
    {
        if (!Rights.Of(by).May(Right.Administrate))
            return Rights.NotAllowed;
        if (key.Name.Trim().Length is 0 or > 100)
            return CreateAdministration.NoName;
        if (key.Scopes.Count == 0)
            return NoScope;
        if (key.For is null && key.Scopes.Any(scope => scope is Scope.Desk or Scope.Settings))
            return ScopeNeedsPerson;

        await using var unit = await db.Write(by.Actor, ct);
        Guid? staff = null;
        if (key.For is { } login)
        {
            staff = await unit.Scalar<Guid?>(
                "SELECT id FROM identity_staff WHERE tenant_id = @tenant AND login = @login AND active = true",
                new { login = Login.Normal(login) }
            );
            if (staff is null)
                return ChangeStaff.NoSuchPerson;
        }
        var created = new CreatedApiKey(Ids.New<ApiKeyId>(unit.Now), Prefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)));
        var scopes = key.Scopes.Distinct().Select(scope => scope.ToString()).ToList();
        await unit.Exec(
            """
            INSERT INTO identity_api_key (tenant_id, id, hash, name, scopes, staff_id, created_at)
            VALUES (@tenant, @Id, @hash, @name, @scopes, @staff, @now)
            """,
            new
            {
                created.Id,
                hash = HashOf(created.Secret),
                name = key.Name.Trim(),
                scopes = string.Join(',', scopes),
                staff,
                now = unit.Now,
            }
        );
        journal.Append(unit, "api-key-created", created.Id.Value, new { scopes, staff });
        await unit.Commit();
        return created;
    }

    internal static ContentHash HashOf(string secret) => ContentHash.Of(Encoding.UTF8.GetBytes(secret));
}
