using System.Collections.Immutable;
using System.Runtime.InteropServices;
using CsCheck;
using Umlauf.Circulation;
using Umlauf.Circulation.Engine;
using Umlauf.Identity;
using Umlauf.Platform;
using Umlauf.Records;

namespace Umlauf.Tests.Circulation;

/// <summary>Four numbers that become a command on whatever the folder is by then; small numbers mean plain things, so that a failure shrinks.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Move(int Kind, int Who, int What, int How)
{
    public static readonly Gen<Move> Any = Gen.Select(Gen.Int[0, 99], Gen.Int[0, 999], Gen.Int[0, 999], Gen.Int[0, 999])
        .Select((kind, who, what, how) => new Move(kind, who, what, how));
}

/// <summary>A random folder and what random people try with it, over a few weeks.</summary>
internal sealed record Play(FolderPlan Plan, Move[] Moves)
{
    public const int Persons = 6;

    public static readonly StaffMemberId[] People = [.. Enumerable.Range(1, Persons).Select(n => new StaffMemberId(Id(1, n)))];
    public static readonly OfficeId[] Offices = [new(Id(2, 1)), new(Id(2, 2))];
    public static readonly DocumentId[] Documents = [new(Id(3, 1)), new(Id(3, 2))];
    public static readonly StaffMemberId Owner = People[0];
    public static readonly CirculationFolderId FolderId = new(Id(4, 1));
    public static readonly DateTimeOffset Begin = new(2026, 3, 26, 8, 0, 0, TimeSpan.Zero);

    private static readonly WorkingDays hamburg = new(FederalState.Hamburg);
    private static readonly WorkingDays bavaria = new(FederalState.Bavaria, closed: [new DateOnly(2026, 4, 9)]);

    /// <summary>Persons with even places and the first office work in Hamburg, all others in Bavaria.</summary>
    public static WorkingDays CalendarOf(Addressee addressee) =>
        addressee.Person is { } person
            ? Array.IndexOf(People, person) % 2 == 0
                ? hamburg
                : bavaria
            : addressee.Office == Offices[0]
                ? hamburg
                : bavaria;

    /// <summary>Everybody has an own hat; the moment decides who is absent today and whose deputy one is.</summary>
    public static Acting Acting(int who, int absences)
    {
        var me = who % Persons;
        var hats = ImmutableArray.CreateBuilder<Hat>();
        hats.Add(Own(me, Capacity.Self));
        if (absences % 3 == 0)
            hats.Add(Own((me + 1) % Persons, Capacity.Absence));
        if (absences % 5 == 0)
            hats.Add(Own((me + 2) % Persons, Capacity.PermanentDeputy));
        return new Acting
        {
            Person = People[me],
            Hats = hats.ToImmutable(),
            Rank = (Rank)(me % 4),
        };
    }

    private static Hat Own(int person, Capacity capacity) =>
        new(
            People[person],
            capacity,
            person is 2 or 3 ? [Offices[0]]
                : person == 4 ? [Offices[1]]
                : [],
            person == 5 ? [Role.Mayor] : []
        );

    public static Gen<Play> Any => Gen.Select(PlanOf(), Move.Any.Array[1, 60]).Select((plan, moves) => new Play(plan, moves));

    private static readonly Addressee[] addressees =
    [
        .. People.Select(Addressee.Of),
        Addressee.Of(Offices[0]),
        Addressee.Of(Offices[1]),
        Addressee.Of(Role.Mayor),
    ];

    public static Addressee AddresseeOf(int number) => addressees[number % addressees.Length];

    private static Gen<FolderPlan> PlanOf() =>
        from shape in Gen.Select(Steps(2, conditional: true), Gen.Bool, Gen.Int[0, 4])
        from policy in Gen.Select(Gen.Enum<RefusalPolicy>(), Gen.Enum<ChangePolicy>(), Gen.Int[0, 4])
        from amount in Gen.Int[0, 20]
        from eyes in Gen.Int[0, 3]
        let route = Named(shape.Item1, shape.Item2, shape.Item3)
        select new FolderPlan
        {
            Route = route.Steps,
            Policy = new RoutePolicy(policy.Item1, policy.Item2) { AuthorMayNotSign = policy.Item3 == 0 },
            FourEyes =
                eyes == 0 && route.Keys.Length > 1
                    ?
                    [
                        [route.Keys[0], route.Keys[^1]],
                    ]
                    : [],
            Items =
            [
                new FolderItem(Documents[0], 1, Hash(0), Decisive: true) { Author = People[1] },
                new FolderItem(Documents[1], 1, Hash(1), Decisive: false),
            ],
            Fields = ImmutableSortedDictionary.Create<string, decimal>(StringComparer.Ordinal).Add("amount", amount),
            Directives = [new Directive { Kind = DirectiveKind.PutAway }],
        };

    private static Gen<StepPlan[]> Steps(int depth, bool conditional) => Step(depth, conditional).Array[1, depth == 2 ? 4 : 2];

    private static Gen<StepPlan> Step(int depth, bool conditional) =>
        from members in Member(depth).Array[1, 3]
        from rule in Gen.Int[0, 4]
        from condition in Gen.Int[0, 9]
        let blocking = members.Count(member => member.Station is not { Task: StationTask.Acknowledge, Blocking: false })
        select new StepPlan
        {
            Members = [.. members],
            Rule = rule < 3 ? CompletionRule.All : CompletionRule.Of(Math.Min(rule - 2, Math.Max(1, blocking))),
            When = conditional && condition == 0 ? new Condition { Field = "amount", Above = 10 } : null,
        };

    private static Gen<MemberPlan> Member(int depth)
    {
        var station = Station.Select(plan => new MemberPlan { Station = plan });
        return depth == 0
            ? station
            : Gen.Frequency(
                (4, station),
                (1, Steps(depth - 1, conditional: false).Select(steps => new MemberPlan { Branch = [.. steps] }))
            );
    }

    private static readonly StationTask[] tasks =
    [
        StationTask.CoSign,
        StationTask.CoSign,
        StationTask.Acknowledge,
        StationTask.Act,
        StationTask.Decide,
        StationTask.CheckFacts,
        StationTask.OrderPayment,
        StationTask.FinalSign,
    ];

    private static Gen<StationPlan> Station =>
        from task in Gen.Int[0, tasks.Length - 1].Select(index => tasks[index])
        from to in Gen.Int[0, 8]
        from due in Gen.Int[1, 4].Nullable(0.3)
        from blocking in Gen.Bool
        select new StationPlan
        {
            Addressee = AddresseeOf(to),
            Task = task,
            DueWorkingDays = due,
            Blocking = blocking && task == StationTask.Acknowledge,
            Options = task == StationTask.Decide ? ["yes", "no"] : [],
        };

    /// <summary>Numbers the stations of the top level, adds conditions on decisions there, and most often a final signature at the end.</summary>
    private static (ImmutableArray<StepPlan> Steps, string[] Keys) Named(StepPlan[] steps, bool final, int condition)
    {
        var keys = new List<string>();
        var named = new List<StepPlan>();
        string? decision = null;
        foreach (var step in steps)
        {
            var earlier = decision;
            var members = step.Members.Select(member =>
            {
                if (member.Station is not { } station)
                    return member;
                keys.Add($"k{keys.Count}");
                if (station.Task == StationTask.Decide)
                    decision = keys[^1];
                return new MemberPlan { Station = station with { Key = keys[^1] } };
            });
            var own = step with { Members = [.. members] };
            if (own.When is null && earlier is not null && condition < 2)
                own = own with
                {
                    When = new Condition { Station = earlier, Option = condition == 0 ? "yes" : "no" },
                };
            named.Add(own);
        }
        if (final)
        {
            var mayor = new StationPlan
            {
                Key = "final",
                Addressee = Addressee.Of(Role.Mayor),
                Task = StationTask.FinalSign,
                DueWorkingDays = 2,
            };
            named.Add(new StepPlan { Members = [new MemberPlan { Station = mayor }] });
        }
        return ([.. named], [.. keys]);
    }

    public static ContentHash Hash(int number) => ContentHash.Of(BitConverter.GetBytes(number));

    private static Guid Id(int kind, int number) => Guid.Parse($"01990000-0000-7000-800{kind}-{number:D12}");
}
