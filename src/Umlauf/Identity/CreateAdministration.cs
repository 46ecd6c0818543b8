using Umlauf.Journal;
using Umlauf.Platform;

namespace Umlauf.Identity;

/// <summary>An administration to be created, with its first municipality and its first person (neue Verwaltung).</summary>
public sealed record NewAdministration
{
    public required string Name { get; init; }

    /// <summary>Key of the first municipality that it serves (AGS, 8 digits).</summary>
    public required string Ags { get; init; }

    /// <summary>The municipality's own name; null: that of the administration.</summary>
    public string? Municipality { get; init; }

    /// <summary>Sign-in of the first administrator.</summary>
    public required string Login { get; init; }
    public required string AdministratorName { get; init; }

    /// <summary>Null: a start password is made and handed back.</summary>
    public PasswordHash? Password { get; init; }
}

/// <summary>An administration, the office at its top, and who can sign in.</summary>
public sealed record CreatedAdministration(TenantId Tenant, OfficeId Top, StaffMemberId Administrator, string? StartPassword);

/// <summary>Creates an administration (Verwaltung anlegen). Only the program and its operator can: there is nobody in it yet who could be asked.</summary>
public sealed class CreateAdministration(Db db, JournalWriter journal, AddMunicipality addMunicipality, AddStaff addStaff)
{
    public static readonly Refusal NoName = new(
        "identity.no-name",
        "Der Name fehlt oder ist länger als 200 Zeichen.",
        "The name is missing or has more than 200 characters."
    );

    public async Task<Result<CreatedAdministration>> Run(NewAdministration administration, CancellationToken ct)
    {
        if (administration.Name.Trim().Length is 0 or > 200)
            return NoName;
        if (await addMunicipality.Served(administration.Ags, ct))
            return AddMunicipality.AlreadyServed;
        while (true)
        {
            var next = await Next(ct);
            await using var unit = await db.Write(Actor.System(next), ct);
            var taken = await unit.Exec(
                "INSERT INTO identity_administration (tenant_id, name, created_at) VALUES (@tenant, @name, @now) ON CONFLICT (tenant_id) DO NOTHING",
                new { name = administration.Name.Trim(), now = unit.Now }
            );
            // Another node took the same number at the same moment.
            if (taken == 0)
                continue;
            var created = await Fill(unit, administration);
            if (created.Ok)
                await unit.Commit();
            return created;
        }
    }

    private async Task<Result<CreatedAdministration>> Fill(Unit unit, NewAdministration administration)
    {
        journal.Append(unit, "administration-created", Guid.Empty, new { tenant = unit.Tenant.Value });
        var municipality = await addMunicipality.Within(unit, administration.Ags, administration.Municipality ?? administration.Name);
        if (!municipality.Ok)
            return municipality.Refusal!;
        var top = Ids.New<OfficeId>(unit.Now);
        await unit.Exec(
            "INSERT INTO identity_office (tenant_id, id, parent_id, code, name) VALUES (@tenant, @top, NULL, '0', @name)",
            new { top, name = administration.Name.Trim() }
        );
        journal.Append(unit, "office-added", top.Value);
        var administrator = await addStaff.Within(
            unit,
            new NewStaff
            {
                Login = administration.Login,
                Name = administration.AdministratorName,
                Roles = [Role.Administrator, Role.Operator],
                Password = administration.Password,
            }
        );
        return administrator.Ok
            ? new CreatedAdministration(unit.Tenant, top, administrator.Value.Id, administrator.Value.StartPassword)
            : administrator.Refusal!;
    }

    private async Task<TenantId> Next(CancellationToken ct)
    {
        await using var unit = await db.Read(Actor.System(TenantId.Installation), ct);
        return new TenantId(await unit.Scalar<int>("SELECT coalesce(max(tenant_id), 0) + 1 FROM identity_administration"));
    }
}
