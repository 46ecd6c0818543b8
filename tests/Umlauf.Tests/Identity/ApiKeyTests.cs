using Umlauf.Identity;
using Umlauf.Platform;
using Umlauf.TestKit;
using Xunit;

namespace Umlauf.Tests.Identity;

public sealed class ApiKeyTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_key_is_shown_once_and_stored_as_a_hash(string kind)
    {
        await using var house = await House.Build(kind);

        var key = await Create(house, null, Scope.Intake, Scope.Search);
        var caller = (await Load(house).Run(key.Secret, Ct))!;

        Assert.Matches("^uml_[0-9a-f]{64}$", key.Secret);
        Assert.Equal(new Actor(house.Tenant, ActorKind.Key, key.Id.Value), caller.Actor);
        Assert.Equal(ContentHash.Of(System.Text.Encoding.UTF8.GetBytes(key.Secret)).Hex, await StoredHash(house));
        Assert.Equal(["api-key-created", "api-key-used"], await house.JournalOf(key.Id.Value));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_key_that_belongs_to_nobody_sees_what_is_normal_in_each_office(string kind)
    {
        await using var house = await House.Build(kind);
        var caller = (await Load(house).Run((await Create(house, null, Scope.Records)).Secret, Ct))!;
        var rights = Rights.Of(caller);

        Assert.True(rights.MaySee(new RecordAccess(house.Housing, Confidentiality.Normal)));
        Assert.False(rights.MaySee(new RecordAccess(house.Housing, Confidentiality.Confidential)));
        Assert.True(rights.May(Right.SeeRecords));
        Assert.False(rights.May(Right.Search));
        Assert.False(rights.May(Right.Administrate));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_key_for_a_person_follows_that_person(string kind)
    {
        await using var house = await House.Build(kind);
        var person = await house.Add("sommer", house.Housing);
        var key = await Create(house, "Sommer", Scope.Records, Scope.Desk);

        var caller = (await Load(house).Run(key.Secret, Ct))!;

        Assert.Equal(person.Actor with { ViaKey = key.Id.Value }, caller.Actor);
        Assert.True(Rights.Of(caller).May(Right.SeeDesk));
        Assert.False(Rights.Of(caller).May(Right.OwnAccount));
        await new DeactivateStaff(house.Db, house.Journal).Run(house.Admin, person.Staff!.Value, Ct);
        Assert.Null(await Load(house).Run(key.Secret, Ct));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_revoked_key_ends_within_two_seconds(string kind)
    {
        await using var house = await House.Build(kind);
        var key = await Create(house, null, Scope.Search);
        var load = Load(house);
        Assert.NotNull(await load.Run(key.Secret, Ct));

        Assert.True((await new RevokeApiKey(house.Db, house.Journal).Run(house.Admin, key.Id, Ct)).Ok);
        house.Database.Clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Null(await load.Run(key.Secret, Ct));
        Assert.Equal(RevokeApiKey.NoSuchKey, (await new RevokeApiKey(house.Db, house.Journal).Run(house.Admin, key.Id, Ct)).Refusal);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Only_administrators_make_and_list_keys(string kind)
    {
        await using var house = await House.Build(kind);
        var officer = await house.Add("sommer", house.Housing);
        await Create(house, null, Scope.Search);
        await Create(house, null, Scope.Journal);

        Assert.Equal(
            Rights.NotAllowed,
            (await new CreateApiKey(house.Db, house.Journal).Run(officer, new NewApiKey("x", [Scope.Search]), Ct)).Refusal
        );
        Assert.Equal(Rights.NotAllowed, (await new ListApiKeys(house.Db).Run(officer, null, Ct)).Refusal);
        Assert.Equal(
            ["Journal", "Search"],
            (await new ListApiKeys(house.Db).Run(house.Admin, null, Ct)).Value.Keys.Select(key => key.Scopes).Order(StringComparer.Ordinal)
        );
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Desk_and_settings_need_a_person(string kind)
    {
        await using var house = await House.Build(kind);
        var create = new CreateApiKey(house.Db, house.Journal);

        Assert.Equal(CreateApiKey.ScopeNeedsPerson, (await create.Run(house.Admin, new NewApiKey("x", [Scope.Desk]), Ct)).Refusal);
        Assert.Equal(CreateApiKey.NoScope, (await create.Run(house.Admin, new NewApiKey("x", []), Ct)).Refusal);
        Assert.Equal(ChangeStaff.NoSuchPerson, (await create.Run(house.Admin, new NewApiKey("x", [Scope.Desk], "niemand"), Ct)).Refusal);
    }

    private static LoadKey Load(House house) => new(house.Db, house.Journal, house.Database.Clock);

    private static async Task<CreatedApiKey> Create(House house, string? login, params Scope[] scopes) =>
        (await new CreateApiKey(house.Db, house.Journal).Run(house.Admin, new NewApiKey("Test", scopes, login), Ct)).Value;

    private static async Task<string?> StoredHash(House house)
    {
        await using var unit = await house.Db.Read(Actor.System(house.Tenant), Ct);
        return await unit.Scalar<string>("SELECT hash FROM identity_api_key WHERE tenant_id = @tenant");
    }
}
