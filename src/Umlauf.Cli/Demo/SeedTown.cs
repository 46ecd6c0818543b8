using Umlauf.Identity;
using Umlauf.Platform;
using Umlauf.Records;

namespace Umlauf.Cli.Demo;

/// <summary>A seeded town and the keys of what is in it.</summary>
internal sealed record Town(
    TenantId Tenant,
    Caller Program,
    IReadOnlyDictionary<string, OfficeId> Offices,
    IReadOnlyDictionary<string, Caller> People,
    IReadOnlyDictionary<string, FilingPlanUnitId> Plan
);

/// <summary>The house refused what the story needs.</summary>
internal sealed class SeedRefusedException(Refusal refusal) : Exception($"{refusal.Code}: {refusal.English} {refusal.Detail}")
{
    public Refusal Refusal => refusal;
}

/// <summary>Sets up an administration like Musterstadt: offices, people, filing plan.</summary>
internal sealed class SeedTown(
    CreateAdministration createAdministration,
    AddOffice addOffice,
    AddStaff addStaff,
    ChangeStaff changeStaff,
    LoadCaller loadCaller,
    AppointDeputy appointDeputy,
    ImportFilingPlan importPlan,
    ShowFilingPlan showPlan
)
{
    // One hash for all: making one takes long on purpose, and the password is printed on the first page anyway.
    private readonly PasswordHash _password = PasswordHash.Of(Musterstadt.Password);

    public async Task<Town> Run(string name, string ags, CancellationToken ct)
    {
        var admin = Musterstadt.People.Single(p => p.Login == "admin");
        var created = Must(
            await createAdministration.Run(
                new NewAdministration
                {
                    Name = name,
                    Ags = ags,
                    Login = admin.Login,
                    AdministratorName = admin.Name,
                    Password = _password,
                },
                ct
            )
        );
        var program = Caller.Program(created.Tenant);
        var offices = new Dictionary<string, OfficeId>(StringComparer.Ordinal) { ["0"] = created.Top };
        foreach (var office in Musterstadt.Offices)
            offices[office.Code] = Must(await addOffice.Run(program, offices[office.Above], office.Code, office.Name, ct));

        // All at once share the disk's syncs.
        await Task.WhenAll(Musterstadt.People.Where(p => p != admin).Select(p => Add(program, p, offices, ct)));
        await Task.WhenAll(
            Task.Run(async () => Must(await changeStaff.Run(program, created.Administrator, Change(admin, offices), ct)), ct),
            Task.Run(async () => await Import(program, ct), ct)
        );

        var people = new Dictionary<string, Caller>(StringComparer.Ordinal);
        foreach (var person in Musterstadt.People)
            people[person.Login] = (await loadCaller.Of(created.Tenant, person.Login, ct))!;
        foreach (var one in Musterstadt.Deputies)
            Must(await appointDeputy.Run(program, Id(one.Login), Id(one.Deputy), one.Always, null, ct));
        return new Town(created.Tenant, program, offices, people, await Plan(program, ct));

        StaffMemberId Id(string login) => people[login].Staff!.Value;
    }

    /// <exception cref="SeedRefusedException">The story of the town asks for something that the house refuses.</exception>
    public static T Must<T>(Result<T> result) => result.Ok ? result.Value : throw new SeedRefusedException(result.Refusal!);

    private async Task Add(Caller program, DemoPerson person, IReadOnlyDictionary<string, OfficeId> offices, CancellationToken ct)
    {
        var change = Change(person, offices);
        Must(
            await addStaff.Run(
                program,
                new NewStaff
                {
                    Login = person.Login,
                    Name = change.Name,
                    Posts = change.Posts,
                    Roles = change.Roles,
                    Clearance = change.Clearance,
                    Password = _password,
                },
                ct
            )
        );
    }

    private static StaffChange Change(DemoPerson person, IReadOnlyDictionary<string, OfficeId> offices) =>
        new(
            person.Name,
            [new Post(offices[person.Office], person.Heads)],
            person.Roles.Select(role => Enum.Parse<Role>(role, ignoreCase: true)).ToList(),
            person.Heads ? Confidentiality.Confidential : Confidentiality.Normal
        );

    private async Task Import(Caller program, CancellationToken ct)
    {
        var plan = Must(await importPlan.Run(program, Musterstadt.FilingPlan, dryRun: false, ct));
        if (!plan.Ok)
            throw new InvalidOperationException(plan.Problems[0].English);
    }

    private async Task<IReadOnlyDictionary<string, FilingPlanUnitId>> Plan(Caller program, CancellationToken ct)
    {
        var units = new Dictionary<string, FilingPlanUnitId>(StringComparer.Ordinal);
        var below = new Queue<FilingPlanUnitId?>([null]);
        while (below.TryDequeue(out var above))
            foreach (var unit in await showPlan.Run(program, above, ct))
            {
                units[unit.Code] = unit.Id;
                if (unit.Branches)
                    below.Enqueue(unit.Id);
            }
        return units;
    }
}
