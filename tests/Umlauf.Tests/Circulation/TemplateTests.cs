using Umlauf.Circulation;
using Umlauf.Circulation.Engine;
using Umlauf.Identity;
using Umlauf.Platform;
using Umlauf.TestKit;
using Xunit;

namespace Umlauf.Tests.Circulation;

public sealed class TemplateTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Rule_18_a_running_folder_keeps_the_version_that_it_began_with(string database)
    {
        await using var house = await FolderHouse.On(database);
        var first = await Saved(house, house.Kaya, house.House.Social, Plan(house.Kaya, house.Mayor));
        var id = await Started(house, first.Id);

        var second = await Saved(house, house.Kaya, house.House.Social, Plan(house.Brandt, house.Yilmaz, house.Mayor), first.Id);
        await Retire(house, house.Kaya, first.Id);

        var folder = await house.Shown(house.Kaya, id);
        Assert.Equal((first.Id, 1), (folder.Template!.Value, folder.TemplateVersion!.Value));
        Assert.Equal(2, folder.Folder.Stations.Length);
        Assert.Equal(2, second.Version);
        var old = (await Show(house).Run(house.Kaya, first.Id, 1, Ct)).Value;
        Assert.Equal(TemplateJson.Write(Plan(house.Kaya, house.Mayor)), TemplateJson.Write(old.Plan));
        Assert.Equal([2, 1], old.Versions.Select(version => version.Version));
        Assert.Equal(2, (await Show(house).Run(house.Kaya, first.Id, null, Ct)).Value.Version);
        Assert.Equal(["template-saved", "template-saved", "template-retired"], await house.House.JournalOf(first.Id));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_folder_begins_with_the_version_that_its_author_saw_and_not_with_one_that_is_not_there(string database)
    {
        await using var house = await FolderHouse.On(database);
        var saved = await Saved(house, house.Kaya, house.House.Social, Plan(house.Mayor));
        await Saved(house, house.Kaya, house.House.Social, Plan(house.Kaya, house.Mayor), saved.Id);

        var pinned = await house.Shown(house.Kaya, await Started(house, saved.Id, 1, house.Kaya));
        var missing = await Make(house, saved.Id, 3, house.Kaya);
        var unknown = await Make(house, Guid.CreateVersion7(), null, house.Kaya);

        Assert.Equal(1, pinned.TemplateVersion);
        Assert.Equal(SaveTemplate.NoSuchTemplate.Code, missing.Refusal!.Code);
        Assert.Equal(SaveTemplate.NoSuchTemplate.Code, unknown.Refusal!.Code);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Heads_keep_the_templates_of_their_offices_and_administrators_those_of_the_house(string database)
    {
        await using var house = await FolderHouse.On(database);
        var (plan, at) = (Plan(house.Mayor), house.House);

        Assert.Equal(SaveTemplate.NotAllowed.Code, (await Save(house, house.Officer, at.Housing, plan)).Refusal!.Code);
        Assert.Equal(SaveTemplate.NotAllowed.Code, (await Save(house, house.Kaya, at.Building, plan)).Refusal!.Code);
        Assert.Equal(SaveTemplate.NotAllowed.Code, (await Save(house, house.Kaya, null, plan)).Refusal!.Code);
        Assert.True((await Save(house, house.Kaya, at.Housing, plan)).Ok, "a head, for an office below");
        Assert.True((await Save(house, house.Mayor, null, plan)).Ok, "the head of the house");
        Assert.True((await Save(house, at.Admin, null, plan)).Ok, "an administrator");
        var building = await Saved(house, house.Yilmaz, at.Building, plan);
        Assert.Equal(SaveTemplate.NoSuchTemplate.Code, (await Save(house, house.Kaya, at.Social, plan, building.Id)).Refusal!.Code);
        Assert.Equal(
            SaveTemplate.NoSuchTemplate.Code,
            (await new RetireTemplate(house.Db, at.Journal).Run(house.Kaya, building.Id, Ct)).Refusal!.Code
        );
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Everybody_finds_the_templates_of_the_own_office_and_of_the_house(string database)
    {
        await using var house = await FolderHouse.On(database);
        var at = house.House;
        await Saved(house, at.Admin, null, Plan(house.Mayor), name: "Haus");
        await Saved(house, house.Kaya, at.Housing, Plan(house.Mayor), name: "Wohngeld");
        var building = await Saved(house, house.Yilmaz, at.Building, Plan(house.Mayor), name: "Bau");

        Assert.Equal(["Haus", "Wohngeld"], await Names(house, house.Officer));
        Assert.Equal(["Bau", "Haus"], await Names(house, house.Yilmaz));
        Assert.Equal(["Bau", "Haus", "Wohngeld"], await Names(house, at.Admin));
        Assert.Equal(SaveTemplate.NoSuchTemplate.Code, (await Show(house).Run(house.Officer, building.Id, null, Ct)).Refusal!.Code);
        Assert.Equal(SaveTemplate.NoSuchTemplate.Code, (await Make(house, building.Id, null, house.Officer)).Refusal!.Code);

        await Retire(house, house.Yilmaz, building.Id);
        Assert.Equal(["Haus"], await Names(house, house.Yilmaz));
        Assert.Equal(["Haus", "Bau"], await Names(house, house.Yilmaz, retired: true));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task What_could_not_be_carried_out_is_not_saved(string database)
    {
        await using var house = await FolderHouse.On(database);
        var plan = Plan(house.Mayor);

        async Task<string> Refused(TemplatePlan bad, string name = "x") =>
            (await Save(house, house.House.Admin, null, bad, name: name)).Refusal!.Code;

        Assert.Equal(SaveTemplate.NoName.Code, await Refused(plan, " "));
        Assert.Equal(CirculationRefusals.EmptyRoute.Code, await Refused(plan with { Route = [] }));
        Assert.Equal(
            SaveTemplate.BadDirective.Code,
            await Refused(plan with { Directives = [new Directive { Kind = DirectiveKind.BringForward, On = new(2027, 1, 1) }] })
        );
        Assert.Equal(
            SaveTemplate.BadDirective.Code,
            await Refused(plan with { Directives = [new Directive { Kind = DirectiveKind.FollowUp, Target = Guid.CreateVersion7() }] })
        );
        Assert.Empty(await Names(house, house.House.Admin));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Ten_saves_at_once_are_ten_versions(string database)
    {
        await using var house = await FolderHouse.On(database);
        var saved = await Saved(house, house.House.Admin, null, Plan(house.Mayor));

        var versions = await Task.WhenAll(
            Enumerable.Range(0, 10).Select(_ => Task.Run(() => Saved(house, house.House.Admin, null, Plan(house.Mayor), saved.Id)))
        );

        Assert.Equal(Enumerable.Range(2, 10), versions.Select(version => version.Version).Order());
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task The_route_of_a_draft_is_its_plan_again(string database)
    {
        await using var house = await FolderHouse.On(database);
        var plan = Plan(house.Kaya, house.Brandt, house.Mayor);
        var made = await Make(house, null, null, house.Officer, plan.Route, start: false);

        var route = PlannedRoute.Of((await house.Shown(house.Officer, made.Value)).Folder);

        Assert.Equal(TemplateJson.Write(plan), TemplateJson.Write(plan with { Route = route }));
    }

    private static TemplatePlan Plan(params Caller[] signers) =>
        new()
        {
            Route =
            [
                .. signers.SkipLast(1).Select((signer, i) => FolderHouse.Step(FolderHouse.CoSign(signer, $"k{i}")) with { When = Large }),
                new StepPlan { Rule = CompletionRule.Any, Members = [new MemberPlan { Station = FolderHouse.Sign(signers[^1], "ende") }] },
            ],
            Policy = new RoutePolicy(RefusalPolicy.Dissent) { AuthorMayNotSign = true },
            Fields = Amount,
            Directives = [new Directive { Kind = DirectiveKind.PutAway }],
        };

    private static Condition Large => new() { Field = "Betrag", Above = 0.5m };

    private static System.Collections.Immutable.ImmutableSortedDictionary<string, decimal> Amount =>
        System.Collections.Immutable.ImmutableSortedDictionary<string, decimal>.Empty.Add("Betrag", 1);

    private static ShowTemplate Show(FolderHouse house) => new(house.Db);

    private static Task<Result<SavedTemplate>> Save(
        FolderHouse house,
        Caller by,
        OfficeId? office,
        TemplatePlan plan,
        Guid? id = null,
        string name = "Vorlage"
    ) =>
        new SaveTemplate(house.Db, house.House.Journal).Run(
            by,
            new NewTemplate
            {
                Id = id,
                Name = name,
                Office = office,
                Plan = plan,
            },
            Ct
        );

    private static async Task<SavedTemplate> Saved(
        FolderHouse house,
        Caller by,
        OfficeId? office,
        TemplatePlan plan,
        Guid? id = null,
        string name = "Vorlage"
    )
    {
        var saved = await Save(house, by, office, plan, id, name);
        Assert.True(saved.Ok, saved.Refusal?.Code);
        return saved.Value;
    }

    private static async Task Retire(FolderHouse house, Caller by, Guid id) =>
        Assert.True((await new RetireTemplate(house.Db, house.House.Journal).Run(by, id, Ct)).Ok);

    private static async Task<IEnumerable<string>> Names(FolderHouse house, Caller by, bool retired = false) =>
        (await new ListTemplates(house.Db).Run(by, retired, Ct)).Value.Rows.Select(row => row.Name);

    private static async Task<CirculationFolderId> Started(FolderHouse house, Guid template, int? version = null, Caller? by = null)
    {
        var made = await Make(house, template, version, by ?? house.Kaya);
        Assert.True(made.Ok, made.Refusal?.Code);
        return made.Value;
    }

    private static async Task<Result<CirculationFolderId>> Make(
        FolderHouse house,
        Guid? template,
        int? version,
        Caller by,
        System.Collections.Immutable.ImmutableArray<StepPlan>? route = null,
        bool start = true
    )
    {
        route ??=
            template is { } id && (await Show(house).Run(by, id, version, Ct)) is { Ok: true } shown
                ? shown.Value.Plan.Route
                : Plan(house.Mayor).Route;
        return await house.MakeFolder.Run(
            by,
            new NewFolder
            {
                Subject = "Mit Vorlage",
                Route = route.Value,
                Fields = Amount,
                Template = template,
                TemplateVersion = version,
                Start = start,
            },
            Guid.CreateVersion7(),
            Ct
        );
    }
}
