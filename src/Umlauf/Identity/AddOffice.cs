using Umlauf.Journal;
using Umlauf.Platform;

namespace Umlauf.Identity;

/// <summary>Adds an office below another one (Amt anlegen).</summary>
public sealed class AddOffice(Db db, JournalWriter journal)
{
    public static readonly Refusal NoSuchOffice = new(
        "identity.no-such-office",
        "Diese Organisationseinheit gibt es nicht, oder sie ist aufgelöst.",
        "There is no such office, or it is closed.",
        404
    );

    public static readonly Refusal NoCode = new(
        "identity.no-office-code",
        "Das Kurzzeichen fehlt oder ist länger als 20 Zeichen.",
        "The code is missing or has more than 20 characters."
    );

    public static readonly Refusal CodeTaken = new(
        "identity.office-code-taken",
        "Dieses Kurzzeichen hat schon eine andere Organisationseinheit, vielleicht eine aufgelöste.",
        "Another office has this code already, perhaps a closed one.",
        409
    );

    public async Task<Result<OfficeId>> Run(Caller by, OfficeId parent, string code, string name, CancellationToken ct)
    {
        if (!Rights.Of(by).May(Right.Administrate))
            return Rights.NotAllowed;
        await using var unit = await db.Write(by.Actor, ct);
        if (await Wrong(unit, code, name, except: null) is { } refusal)
            return refusal;
        if (!await IsOpen(unit, parent))
            return NoSuchOffice;
        var id = Ids.New<OfficeId>(unit.Now);
        await unit.Exec(
            "INSERT INTO identity_office (tenant_id, id, parent_id, code, name) VALUES (@tenant, @id, @parent, @code, @name)",
            new
            {
                id,
                parent,
                code = code.Trim(),
                name = name.Trim(),
            }
        );
        journal.Append(unit, "office-added", id.Value, new { parent = parent.Value });
        await unit.Commit();
        return id;
    }

    internal static async Task<Refusal?> Wrong(Unit unit, string code, string name, OfficeId? except)
    {
        if (code.Trim().Length is 0 or > 20)
            return NoCode;
        if (name.Trim().Length is 0 or > 200)
            return CreateAdministration.NoName;
        var holder = await unit.Scalar<Guid?>(
            "SELECT id FROM identity_office WHERE tenant_id = @tenant AND code = @code",
            new { code = code.Trim() }
        );
        return holder is null || holder == except?.Value ? null : CodeTaken;
    }

    internal static async Task<bool> IsOpen(Unit unit, OfficeId office) =>
        await unit.Scalar<long>(
            "SELECT count(*) FROM identity_office WHERE tenant_id = @tenant AND id = @office AND closed_at IS NULL",
            new { office }
        ) > 0;
}
