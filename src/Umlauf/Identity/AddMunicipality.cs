using Umlauf.Journal;
using Umlauf.Platform;

namespace Umlauf.Identity;

/// <summary>Adds a municipality that the administration serves (Kommune aufnehmen).</summary>
public sealed class AddMunicipality(Db db, JournalWriter journal)
{
    public static readonly Refusal NoKey = new(
        "identity.no-municipality-key",
        "Das ist kein Amtlicher Gemeindeschlüssel: acht Ziffern, die ersten beiden nennen das Land (01 bis 16).",
        "This is no official municipality key: eight digits, the first two name the state (01 to 16)."
    );

    public static readonly Refusal AlreadyServed = new(
        "identity.municipality-already-served",
        "Diese Kommune gehört hier schon zu einer Verwaltung.",
        "This municipality already belongs to an administration here.",
        409
    );

    public async Task<Result<MunicipalityId>> Run(Caller by, string ags, string name, CancellationToken ct)
    {
        if (!Rights.Of(by).May(Right.Administrate))
            return Rights.NotAllowed;
        if (await Served(ags, ct))
            return AlreadyServed;
        await using var unit = await db.Write(by.Actor, ct);
        var added = await Within(unit, ags, name);
        if (added.Ok)
            await unit.Commit();
        return added;
    }

    /// <summary>By any administration of this installation.</summary>
    internal async Task<bool> Served(string ags, CancellationToken ct)
    {
        await using var unit = await db.Read(Actor.System(TenantId.Installation), ct);
        return await unit.Scalar<long>(
                "SELECT count(*) FROM identity_municipality WHERE ags = @ags -- in all administrations",
                new { ags = ags.Trim() }
            ) > 0;
    }

    internal async Task<Result<MunicipalityId>> Within(Unit unit, string ags, string name)
    {
        if (FederalStates.Of(ags.Trim()) is null)
            return NoKey;
        if (name.Trim().Length is 0 or > 200)
            return CreateAdministration.NoName;
        var id = Ids.New<MunicipalityId>(unit.Now);
        await unit.Exec(
            "INSERT INTO identity_municipality (tenant_id, id, ags, name) VALUES (@tenant, @id, @ags, @name)",
            new
            {
                id,
                ags = ags.Trim(),
                name = name.Trim(),
            }
        );
        journal.Append(unit, "municipality-added", id.Value, new { ags = ags.Trim() });
        return id;
    }
}
