using Umlauf.Identity;
using Umlauf.Journal;
using Umlauf.Platform;
using Umlauf.TestKit;
using Xunit;

namespace Umlauf.Tests.Identity;

/// <summary>
/// A small administration on a test database: at the top the house, below it social and building, below social housing benefit.
/// </summary>
public sealed class House : IAsyncDisposable
{
    /// <summary>Hashed once for all tests: hashing is slow on purpose.</summary>
    public static readonly PasswordHash Password = PasswordHash.Of("ein langes Kennwort");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private House(TestDatabase database) => Database = database;

    public TestDatabase Database { get; }
    public Db Db => Database.Db;
    public JournalWriter Journal { get; } = new();
    public TenantId Tenant { get; private set; }
    public OfficeId Top { get; private set; }
    public OfficeId Social { get; private set; }
    public OfficeId Housing { get; private set; }
    public OfficeId Building { get; private set; }
    public Caller Admin { get; private set; } = null!;

    public LoadCaller LoadCaller => new(Db);
    public AddStaff AddStaff => new(Db, Journal);
    public AddOffice AddOffice => new(Db, Journal);

    public static async Task<House> Build(string kind)
    {
        var house = new House(await TestDatabase.Create(kind));
        var created = (await house.Create("Musterstadt", "06412000")).Value;
        house.Tenant = created.Tenant;
        house.Top = created.Top;
        house.Admin = await house.Caller("admin");
        house.Social = (await house.AddOffice.Run(house.Admin, house.Top, "50", "Sozialamt", Ct)).Value;
        house.Housing = (await house.AddOffice.Run(house.Admin, house.Social, "50.2", "Wohngeldstelle", Ct)).Value;
        house.Building = (await house.AddOffice.Run(house.Admin, house.Top, "60", "Bauamt", Ct)).Value;
        return house;
    }

    public Task<Result<CreatedAdministration>> Create(string name, string ags) =>
        new CreateAdministration(Db, Journal, new AddMunicipality(Db, Journal), AddStaff).Run(
            new NewAdministration
            {
                Name = name,
                Ags = ags,
                Login = "admin",
                AdministratorName = "Andrea Admin",
                Password = Password,
            },
            Ct
        );

    public async Task<Caller> Add(
        string login,
        OfficeId? office = null,
        bool heads = false,
        Confidentiality clearance = default,
        params Role[] roles
    )
    {
        var added = await AddStaff.Run(
            Admin,
            new NewStaff
            {
                Login = login,
                Name = login,
                Posts = office is { } one ? [new Post(one, heads)] : [],
                Roles = roles,
                Clearance = clearance,
                Password = Password,
            },
            Ct
        );
        Assert.True(added.Ok, added.Refusal?.Code);
        return await Caller(login);
    }

    public async Task<Caller> Caller(string login) =>
        await LoadCaller.Of(Tenant, login, Ct) ?? throw new InvalidOperationException($"No active person {login}");

    public async Task<IReadOnlyList<string>> JournalOf(Guid subject) =>
        [.. (await new ReadJournal(Db).Of(Tenant, subject, Ct)).Select(entry => entry.Kind)];

    public ValueTask DisposeAsync() => Database.DisposeAsync();
}
