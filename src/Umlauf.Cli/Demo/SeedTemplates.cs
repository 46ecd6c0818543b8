using System.Collections.Immutable;
using Umlauf.Circulation;
using Umlauf.Circulation.Engine;
using Umlauf.Identity;

namespace Umlauf.Cli.Demo;

/// <summary>The ways that folders of Musterstadt usually go: a decision of benefits, an invoice, a paper for the council, a note for everybody.</summary>
internal sealed class SeedTemplates(SaveTemplate saveTemplate)
{
    private const string Amount = "Betrag";

    public async Task Run(Town town, CancellationToken ct)
    {
        await Save(town, "kaya", "50", "Bescheid mit Schlusszeichnung", Decision(town), ct);
        await Save(town, "admin", null, "Rechnung (vier Augen)", Invoice(town), ct);
        await Save(town, "admin", null, "Vorlage an den Rat", Council(town), ct);
        await Save(town, "admin", null, "Umlauf zur Kenntnis", Information(town), ct);
    }

    private static TemplatePlan Decision(Town town) =>
        new()
        {
            Route =
            [
                Step(Station(Person(town, "koenig"), StationTask.CoSign, 2)),
                Step(Station(Person(town, "kaya"), StationTask.FinalSign, 3)),
            ],
            Policy = new RoutePolicy { AuthorMayNotSign = true },
            Directives = [new Directive { Kind = DirectiveKind.PutAway }],
        };

    private static TemplatePlan Invoice(Town town) =>
        new()
        {
            Route =
            [
                Step(
                    Station(Office(town, "20.1"), StationTask.CheckFacts, 3, "sachlich"),
                    Station(Person(town, "petersen"), StationTask.CheckSums, 3, "rechnerisch")
                ),
                Step(Station(Person(town, "lorenz"), StationTask.CoSign, 2)) with
                {
                    When = new Condition { Field = Amount, Above = 10_000 },
                },
                Step(Station(Person(town, "brandt"), StationTask.OrderPayment, 2, "anordnung")),
                Step(Station(Person(town, "lorenz"), StationTask.FinalSign, 2)),
            ],
            Policy = new RoutePolicy(Change: ChangePolicy.Reconfirm),
            FourEyes =
            [
                ["sachlich", "rechnerisch", "anordnung"],
            ],
            Fields = ImmutableSortedDictionary<string, decimal>.Empty.Add(Amount, 0),
            Directives = [new Directive { Kind = DirectiveKind.Pay }, new Directive { Kind = DirectiveKind.PutAway }],
        };

    private static TemplatePlan Council(Town town)
    {
        var draft = new MemberPlan
        {
            Branch =
            [
                Step(Station(Person(town, "yilmaz"), StationTask.CoSign, 3)),
                Step(Station(Person(town, "baumann"), StationTask.CoSign, 3)),
            ],
        };
        return new TemplatePlan
        {
            Route =
            [
                new StepPlan { Members = [draft, new MemberPlan { Station = Station(Person(town, "brandt"), StationTask.CoSign, 5) }] },
                Step(
                    Station(Addressee.Of(Role.Mayor), StationTask.Decide, 3, "sitzung") with
                    {
                        Options = ["öffentlich", "nichtöffentlich"],
                    }
                ),
                Step(Station(Office(town, "01"), StationTask.Act, 2)) with
                {
                    When = new Condition { Station = "sitzung", Option = "öffentlich" },
                },
                Step(Station(Person(town, "weber"), StationTask.FinalSign, 5)),
            ],
            Policy = new RoutePolicy(RefusalPolicy.Dissent),
        };
    }

    private static readonly string[] heads = ["brandt", "oeztuerk", "schaefer", "jansen", "kaya", "thiele", "baumann", "feldkamp"];

    private static TemplatePlan Information(Town town) =>
        new()
        {
            Route =
            [
                Step(Station(Person(town, "lorenz"), StationTask.FinalSign, 2)),
                Step([.. heads.Select(login => Station(Person(town, login), StationTask.Acknowledge, 5))]),
            ],
        };

    private async Task Save(Town town, string by, string? office, string name, TemplatePlan plan, CancellationToken ct) =>
        SeedTown.Must(
            await saveTemplate.Run(
                town.People[by],
                new NewTemplate
                {
                    Name = name,
                    Office = office is null ? null : town.Offices[office],
                    Plan = plan,
                },
                ct
            )
        );

    private static StepPlan Step(params StationPlan[] stations) =>
        new() { Members = [.. stations.Select(station => new MemberPlan { Station = station })] };

    private static StationPlan Station(Addressee who, StationTask task, int days, string key = "") =>
        new()
        {
            Key = key,
            Addressee = who,
            Task = task,
            DueWorkingDays = days,
        };

    private static Addressee Person(Town town, string login) => Addressee.Of(town.People[login].Staff!.Value);

    private static Addressee Office(Town town, string code) => Addressee.Of(town.Offices[code]);
}
