using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Umlauf.Circulation;
using Umlauf.Circulation.Engine;
using Umlauf.Formats.Xdomea;
using Umlauf.Identity;
using Umlauf.Platform;
using Umlauf.Records;
using Umlauf.TestKit;
using Xunit;
using static Umlauf.Tests.Circulation.RouteMessages;
using CompletionRule = Umlauf.Circulation.Engine.CompletionRule;
using RefusalPolicy = Umlauf.Circulation.Engine.RefusalPolicy;

namespace Umlauf.Tests.Circulation;

/// <summary>Routes go to other systems and come from them (Laufwege austauschen), on both databases.</summary>
public sealed class RouteExchangeTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_running_folder_goes_out_with_its_parallel_stations_and_what_was_done(string database)
    {
        await using var house = await FolderHouse.On(database);
        var id = await house.Make();
        await house.Acted(house.Kaya, id, await house.Signing(id, 1, remark: "Gern."));

        var (four, none) = await Exported(house, id, XdomeaVersion.V40);
        var (three, lost) = await Exported(house, id, XdomeaVersion.V31);

        Assert.Equal(["zur Mitzeichnung", "zur Mitzeichnung", "zur Mitzeichnung", "zur Schlusszeichnung"], Texts(four));
        Assert.Equal(
            [
                ["2", "3"],
                ["1", "3"],
                ["1", "2"],
                [],
            ],
            four.Steps.Select(step => step.ParallelTo.ToArray())
        );
        Assert.Equal(
            [StepStatus.Finished, StepStatus.Current, StepStatus.Current, StepStatus.Future],
            four.Steps.Select(step => step.Status)
        );
        Assert.Equal(("mitgezeichnet", "Gern."), (four.Steps[0].Handling!.Remark, four.Steps[0].Handling!.Note));
        Assert.Empty(none);
        Assert.Equal(Texts(four), Texts(three));
        Assert.All(three.Steps, step => Assert.Empty(step.ParallelTo));
        Assert.Contains(lost, note => note.Code == "xdomea.flattened-parallel");
        var stranger = await house.House.Add("fremd", house.House.Building);
        Assert.Equal(FolderRefusals.NoSuchFolder.Code, (await Export(house).Run(stranger, id, XdomeaVersion.V40, Ct)).Refusal!.Code);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Our_own_route_comes_back_as_it_was_from_both_versions(string database)
    {
        await using var house = await FolderHouse.On(database);
        var matter = await Matter(house);
        var plan = Everything(house);
        var made = await house.MakeFolder.Run(
            house.Officer,
            new NewFolder
            {
                Subject = "Alles",
                Matter = matter,
                Route = plan.Route,
                Policy = plan.Policy,
                FourEyes = plan.FourEyes,
                Fields = plan.Fields,
            },
            Guid.CreateVersion7(),
            Ct
        );
        Assert.True(made.Ok, made.Refusal?.Detail);

        foreach (var version in Enum.GetValues<XdomeaVersion>())
        {
            var message = (await Export(house).Run(house.Officer, made.Value, version, Ct)).Value;
            var imported = await Imported(house, house.Officer, message.Xml, new RouteTarget.Folder(matter, null));

            var first = (await house.Shown(house.Officer, made.Value)).Folder;
            var again = (await house.Shown(house.Officer, imported.Folder!.Value)).Folder;
            Assert.Equal(Json(first), Json(again));
            Assert.Empty(imported.Open);
            Assert.Empty(imported.Notes);
            Assert.Equal("Antrag auf Wohngeld", (await house.Shown(house.Officer, imported.Folder!.Value)).Subject);
        }
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task What_is_not_known_here_survives_word_for_word_and_must_be_decided_before_the_start(string database)
    {
        await using var house = await FolderHouse.On(database);
        var foreign = new XdomeaCirculation
        {
            Id = Guid.CreateVersion7(),
            Steps =
            [
                Step(
                    "1",
                    "zur Stellungnahme",
                    new Contact { Institution = "Kreis Auental", Unit = "Bauaufsicht" },
                    "Bitte bis Freitag.",
                    "2"
                ),
                Step("2", "z.Mz.", new Contact { FamilyName = "kaya" }, "Umlauf: Fremdes=7", "1"),
                Step("3", "z.d.A.", new Contact { GivenName = "Dirk", FamilyName = "Probe" }, null),
                Step("4", "zur Entscheidung", new Contact { Role = "Bürgermeisterin" }, null),
            ],
        };

        var template = await Imported(house, house.Kaya, Message(foreign), new RouteTarget.Template(house.House.Social, "Vom Kreis"));

        Assert.Equal(
            [
                new OpenStation(1, "Bauaufsicht, Kreis Auental", "zur Stellungnahme"),
                new OpenStation(3, "Dirk Probe", null),
                new OpenStation(4, null, "zur Entscheidung"),
            ],
            template.Open
        );
        var plan = (await new ShowTemplate(house.Db).Run(house.Kaya, template.Template!.Id, null, Ct)).Value.Plan;
        var wanted = new NewFolder { Subject = "Regionalplan", Route = plan.Route };
        var draft = await house.MakeFolder.Run(house.Kaya, wanted, Guid.CreateVersion7(), Ct);
        Assert.True(draft.Ok, draft.Refusal?.Detail);
        var begun = await house.Act(house.Kaya, draft.Value, new Start { Revision = 1 });
        Assert.Equal((CirculationRefusals.Undecided.Code, "Station 1, 3, 4"), (begun.Refusal!.Code, begun.Refusal.Detail));
        var atOnce = await house.MakeFolder.Run(house.Kaya, wanted with { Start = true }, Guid.CreateVersion7(), Ct);
        Assert.Equal(CirculationRefusals.Undecided.Code, atOnce.Refusal!.Code);

        var (four, nothing) = await Exported(house, draft.Value, XdomeaVersion.V40, house.Kaya);
        Assert.Equal(Texts(foreign), Texts(four));
        Assert.Equal(foreign.Steps.Select(step => step.ParallelTo), four.Steps.Select(step => step.ParallelTo));
        Assert.Equal("Kreis Auental", four.Steps[0].Order.Addressee.Institution);
        Assert.Equal(("Dirk", "Probe"), (four.Steps[2].Order.Addressee.GivenName, four.Steps[2].Order.Addressee.FamilyName));
        Assert.StartsWith("Bitte bis Freitag.", four.Steps[0].Order.Note, StringComparison.Ordinal);
        Assert.Contains("Fremdes=7", four.Steps[1].Order.Note, StringComparison.Ordinal);
        Assert.Empty(nothing);
        var (three, lost) = await Exported(house, draft.Value, XdomeaVersion.V31, house.Kaya);
        Assert.Equal(Texts(foreign), Texts(three));
        Assert.NotEmpty(lost);

        var decided = plan.Route.Select(step => step with { Members = [.. step.Members.Select(member => Decided(member, house))] });
        Assert.True((await house.Act(house.Kaya, draft.Value, new SetRoute([.. decided], new RoutePolicy(), []) { Revision = 1 })).Ok);
        await house.Acted(house.Kaya, draft.Value, new Start { Revision = 2 });
        Assert.Equal(Texts(foreign), Texts((await Exported(house, draft.Value, XdomeaVersion.V40, house.Kaya)).Circulation));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Only_who_is_certain_is_found_in_the_house(string database)
    {
        await using var house = await FolderHouse.On(database);
        var at = house.House;
        var here = (
            await Named(house, "Dr. Petra Weber", at.Social),
            await Named(house, "Jan Muster", at.Social),
            await Named(house, "Jan Muster", at.Building)
        );
        Contact[] contacts =
        [
            new() { GivenName = "petra", FamilyName = "Weber" },
            new()
            {
                GivenName = "Jan",
                FamilyName = "Muster",
                Unit = "Sozialamt",
            },
            new() { GivenName = "Jan", FamilyName = "Muster" },
            new() { Unit = "60" },
            new() { Unit = "Amt, das es nicht gibt" },
            new() { Role = "Oberbürgermeisterin" },
            new() { FamilyName = "kaya", Institution = "Stadt Anderswo" },
            new(),
        ];
        var steps = contacts.Select((contact, i) => Step($"{i + 1}", "zK", contact, null));

        var imported = await Imported(
            house,
            at.Admin,
            Message(new XdomeaCirculation { Id = Guid.CreateVersion7(), Steps = [.. steps] }),
            new RouteTarget.Template(null, "Wer")
        );

        var plan = (await new ShowTemplate(house.Db).Run(at.Admin, imported.Template!.Id, null, Ct)).Value.Plan;
        var found = plan.Route.Select(step => step.Members[0].Station!.Addressee).ToList();
        Assert.Equal(Addressee.Of(here.Item1), found[0]);
        Assert.Equal(Addressee.Of(here.Item2), found[1]);
        Assert.Equal(Addressee.Of(at.Building), found[3]);
        Assert.Equal(Addressee.Of(Role.Mayor), found[5]);
        Assert.Equal(
            ["Jan Muster", "Amt, das es nicht gibt", "kaya, Stadt Anderswo", "ohne Namen"],
            imported.Open.Select(open => open.Addressee)
        );
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task The_route_of_a_draft_is_replaced_by_its_owner_alone_and_only_while_it_is_a_draft(string database)
    {
        await using var house = await FolderHouse.On(database);
        var draft = (
            await house.MakeFolder.Run(house.Officer, new NewFolder { Subject = "x", Route = house.UsualRoute }, Guid.CreateVersion7(), Ct)
        ).Value;
        var message = Message(Simple("zur Schlusszeichnung", "weber"));

        var into = new RouteTarget.Draft(draft, null);
        Assert.Equal(FolderRefusals.NoSuchFolder.Code, (await Import(house).Run(house.Yilmaz, message, into, null, Ct)).Refusal!.Code);
        Assert.Equal(CirculationRefusals.NotOwner.Code, (await Import(house).Run(house.Kaya, message, into, null, Ct)).Refusal!.Code);
        Assert.Equal(draft, (await Imported(house, house.Officer, message, into)).Folder);
        Assert.Equal(StationTask.FinalSign, Assert.Single((await house.Shown(house.Officer, draft)).Folder.Stations).Task);

        var amount = Simple("zK", "weber", "Umlauf: Bedingung=Betrag > 10000 EUR");
        Assert.Equal(
            CirculationRefusals.BadCondition.Code,
            (await Import(house).Run(house.Officer, Message(amount), into, null, Ct)).Refusal!.Code
        );
        await house.Acted(house.Officer, draft, new Start { Revision = 2 });
        Assert.Equal(
            CirculationRefusals.AlreadyStarted.Code,
            (await Import(house).Run(house.Officer, message, into, null, Ct)).Refusal!.Code
        );
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Conditions_bring_their_number_fields_and_a_condition_nobody_understands_stops_all(string database)
    {
        await using var house = await FolderHouse.On(database);
        var by = house.House.Admin;

        var good = await Imported(
            house,
            by,
            Message(Simple("zK", "weber", "Umlauf: Bedingung=Betrag > 10000 EUR")),
            new RouteTarget.Template(null, "a")
        );
        var bad = await Import(house)
            .Run(by, Message(Simple("zK", "weber", "Umlauf: Bedingung=wenn es eilt")), new RouteTarget.Template(null, "b"), null, Ct);

        var plan = (await new ShowTemplate(house.Db).Run(by, good.Template!.Id, null, Ct)).Value.Plan;
        Assert.Equal(new Condition { Field = "Betrag", Above = 10_000 }, plan.Route[0].When);
        Assert.Equal(["Betrag"], plan.Fields.Keys);
        Assert.Equal((ImportRoute.BadCondition.Code, "„wenn es eilt“"), (bad.Refusal!.Code, bad.Refusal.Detail));
        Assert.Equal(["a"], (await new ListTemplates(house.Db).Run(by, true, Ct)).Value.Rows.Select(row => row.Name));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Of_several_circulations_somebody_says_which_and_what_was_done_elsewhere_begins_anew(string database)
    {
        await using var house = await FolderHouse.On(database);
        var by = house.House.Admin;
        var xml = Encoding.UTF8.GetString(
            Message(Simple("zK", "kaya") with { Steps = [Simple("zK", "kaya").Steps[0] with { Status = StepStatus.Finished }] }).Span
        );
        var start = xml.IndexOf("<xdomea:InternerGeschaeftsgang>", StringComparison.Ordinal);
        var end = xml.IndexOf("</xdomea:InternerGeschaeftsgang>", StringComparison.Ordinal) + "</xdomea:InternerGeschaeftsgang>".Length;
        var second = xml[start..end].Replace(">zK<", ">zur Schlusszeichnung<", StringComparison.Ordinal);
        var both = Encoding.UTF8.GetBytes(xml.Insert(end, second));

        async Task<Result<ImportedRoute>> Take(int? which) =>
            await Import(house).Run(by, both, new RouteTarget.Template(null, "x"), which, Ct);

        Assert.Equal((ImportRoute.WhichOne.Code, "1–2"), ((await Take(null)).Refusal!.Code, (await Take(null)).Refusal!.Detail));
        Assert.Equal(ImportRoute.WhichOne.Code, (await Take(3)).Refusal!.Code);
        Assert.Equal(ImportRoute.WhichOne.Code, (await Take(0)).Refusal!.Code);
        var taken = (await Take(2)).Value;
        var plan = (await new ShowTemplate(house.Db).Run(by, taken.Template!.Id, null, Ct)).Value.Plan;
        Assert.Equal(StationTask.FinalSign, plan.Route[0].Members[0].Station!.Task);
        Assert.Equal("route.begins-anew", Assert.Single(taken.Notes).Code);
    }

    public static TheoryData<string, string> Hostile =>
        new()
        {
            { "", "Die Nachricht ist leer." },
            { "kein XML", "kein gültiges XML" },
            { """<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>""", "Dokumenttyp-Angabe" },
            {
                """<!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;&x;&x;&x;&x;&x;&x;"><!ENTITY z "&y;&y;&y;&y;&y;&y;&y;&y;">]><a>&z;</a>""",
                "Dokumenttyp-Angabe"
            },
            { "<html/>", "keine xdomea-Nachricht" },
            { """<a xmlns="urn:xoev-de:xdomea:schema:4.0.0"/>""", "keinen Geschäftsgang" },
            {
                """<a xmlns="urn:xoev-de:xdomea:schema:4.0.0"><Geschaeftsgang><Beteiligungsschritt/></Geschaeftsgang></a>""",
                "Pflichtangabe"
            },
            { string.Concat(Enumerable.Repeat("<a>", 200)), "tiefer verschachtelt" },
            { new string(' ', ImportRoute.Largest + 1), "größer" },
        };

    [Theory, MemberData(nameof(Hostile))]
    public async Task What_is_no_message_or_would_harm_is_refused_in_plain_words(string message, string why)
    {
        await using var house = await FolderHouse.On(Databases.Sqlite);
        var by = house.House.Admin;

        var refused = await Import(house).Run(by, Encoding.UTF8.GetBytes(message), new RouteTarget.Template(null, "x"), null, Ct);

        Assert.Equal(ImportRoute.Unreadable.Code, refused.Refusal!.Code);
        Assert.Contains(why, refused.Refusal.German, StringComparison.Ordinal);
        Assert.Empty((await new ListTemplates(house.Db).Run(by, true, Ct)).Value.Rows);
    }

    [Fact]
    public async Task Every_sample_with_a_circulation_comes_in_and_its_words_go_out_again()
    {
        var samples = Directory
            .EnumerateFiles(Component.SharedFolder("standards/xdomea/samples"), "*.xml", SearchOption.AllDirectories)
            .Select(File.ReadAllBytes)
            .Select(bytes => (Bytes: bytes, Reading: XdomeaReader.Read(bytes)))
            .Where(sample => sample.Reading.Circulations.Count > 0)
            .ToList();
        Assert.NotEmpty(samples);
        await using var house = await FolderHouse.On(Databases.Sqlite);
        var matter = await Matter(house);

        foreach (var (bytes, reading) in samples)
        {
            for (var i = 0; i < reading.Circulations.Count; i++)
            {
                var imported = await Imported(house, house.Officer, bytes, new RouteTarget.Folder(matter, null), i + 1);

                var (circulation, _) = await Exported(house, imported.Folder!.Value, XdomeaVersion.V40);
                var foreign = reading.Circulations[i].Circulation;
                Assert.Equal(Texts(foreign), Texts(circulation));
                Assert.Equal(
                    foreign.Steps.Select(step => step.Order.Addressee.FamilyName),
                    circulation.Steps.Select(step => step.Order.Addressee.FamilyName)
                );
            }
        }
    }

    /// <summary>Each thing a route can say, at least once.</summary>
    private static TemplatePlan Everything(FolderHouse house)
    {
        var decide = FolderHouse.Station(house.Brandt, StationTask.Decide, "wahl") with { Options = ["ja; sofort", "nein = später"] };
        var office = new StationPlan
        {
            Addressee = Addressee.Of(house.House.Social),
            Task = StationTask.Acknowledge,
            Blocking = true,
        };
        var role = new StationPlan
        {
            Addressee = Addressee.Of(Role.Mayor),
            Task = StationTask.FinalSign,
            Key = "ende",
        };
        var branch = ImmutableArray.Create(
            FolderHouse.Step(FolderHouse.Station(house.Kaya, StationTask.CheckFacts, "fakten")),
            FolderHouse.Step(FolderHouse.Station(house.Yilmaz, StationTask.Act)) with
            {
                When = new Condition { Field = "Betrag: netto", Above = 0.5m },
            }
        );
        return new TemplatePlan
        {
            Route =
            [
                FolderHouse.Step(decide, FolderHouse.CoSign(house.Kaya)),
                new StepPlan
                {
                    Rule = CompletionRule.Of(2),
                    When = new Condition { Station = "wahl", Option = "nein = später" },
                    Members =
                    [
                        new MemberPlan { Station = FolderHouse.CoSign(house.Kaya) },
                        new MemberPlan { Station = office },
                        new MemberPlan { Branch = branch },
                    ],
                },
                new StepPlan
                {
                    Rule = CompletionRule.Any,
                    When = new Condition { Field = "Betrag: netto", Above = 10_000 },
                    Members = [new MemberPlan { Branch = branch2(house) }, new MemberPlan { Branch = branch2(house) }],
                },
                FolderHouse.Step(role),
            ],
            Policy = new RoutePolicy(RefusalPolicy.Dissent, Umlauf.Circulation.Engine.ChangePolicy.Reconfirm),
            FourEyes =
            [
                ["fakten", "ende"],
            ],
            Fields = ImmutableSortedDictionary<string, decimal>.Empty.Add("Betrag: netto", 12_500.25m),
        };

        static ImmutableArray<StepPlan> branch2(FolderHouse house) =>
            [
                FolderHouse.Step(
                    FolderHouse.Station(house.Brandt, StationTask.CheckSums),
                    FolderHouse.Station(house.Yilmaz, StationTask.OrderPayment)
                ),
            ];
    }

    /// <summary>Route, rules and numbers; keys that nothing refers to are made up and may differ.</summary>
    private static string Json(Folder folder)
    {
        string[] named = ["wahl"];
        var groups = folder.FourEyes.Select(group => group.Select(key => folder.Stations.First(station => station.Key == key).Number));
        var plan = new TemplatePlan
        {
            Route = Nameless(PlannedRoute.Of(folder), named),
            Policy = folder.Policy,
            Fields = folder.Fields,
        };
        return TemplateJson.Write(plan) + JsonSerializer.Serialize(groups);
    }

    private static ImmutableArray<StepPlan> Nameless(ImmutableArray<StepPlan> route, string[] named) =>
        [
            .. route.Select(step =>
                step with
                {
                    Members =
                    [
                        .. step.Members.Select(member =>
                            member.Branch is { } branch
                                ? new MemberPlan { Branch = Nameless(branch, named) }
                                : new MemberPlan
                                {
                                    Station = member.Station! with
                                    {
                                        Key = named.Contains(member.Station.Key) ? member.Station.Key : "",
                                        // What 3.1 has no field for stands there in words as well.
                                        Note =
                                            member.Station.Note?.StartsWith("xdomea 3.1: ", StringComparison.Ordinal) == true
                                                ? null
                                                : member.Station.Note,
                                    },
                                }
                        ),
                    ],
                }
            ),
        ];

    private static MemberPlan Decided(MemberPlan member, FolderHouse house)
    {
        var station = member.Station!;
        return new MemberPlan
        {
            Station = station with
            {
                Addressee = station.Addressee.Meant is null ? station.Addressee : Addressee.Of(house.Brandt.Staff!.Value),
                Task =
                    station.Task != StationTask.Undecided ? station.Task
                    : station.Words == "zur Entscheidung" ? StationTask.Decide
                    : StationTask.CoSign,
                Options = station.Words == "zur Entscheidung" ? ["ja", "nein"] : [],
            },
        };
    }

    private static async Task<StaffMemberId> Named(FolderHouse house, string name, OfficeId office)
    {
        var added = await house.House.AddStaff.Run(
            house.House.Admin,
            new NewStaff
            {
                Login = $"p{Guid.CreateVersion7():N}"[..20],
                Name = name,
                Posts = [new Post(office, false)],
                Roles = [],
                Clearance = default,
                Password = Umlauf.Tests.Identity.House.Password,
            },
            Ct
        );
        Assert.True(added.Ok, added.Refusal?.German);
        return added.Value.Id;
    }
}
