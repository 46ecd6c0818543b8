using System.Collections.Immutable;
using Umlauf.Circulation;
using Umlauf.Circulation.Engine;
using Umlauf.Identity;
using Umlauf.Platform;
using Umlauf.Records;
using Xunit;

namespace Umlauf.Tests.Circulation;

/// <summary>A folder that goes from hand to hand in a test. A person is a letter; "A for B" acts as the deputy of B.</summary>
internal sealed class Mappe
{
    public static readonly DocumentId Draft = new(Guid.Parse("01990000-0000-7000-8003-000000000001"));
    public static readonly DocumentId Background = new(Guid.Parse("01990000-0000-7000-8003-000000000002"));

    private readonly List<Act> acts = [];

    public Mappe(ImmutableArray<StepPlan> route, RoutePolicy? policy = null, string[][]? fourEyes = null, int amount = 0, bool start = true)
    {
        var plan = new FolderPlan
        {
            Route = route,
            Policy = policy ?? new RoutePolicy(),
            FourEyes = [.. (fourEyes ?? []).Select(group => group.ToImmutableArray())],
            Items =
            [
                new FolderItem(Draft, 1, ContentHash.Of([1]), Decisive: true) { Author = Person("Z") },
                new FolderItem(Background, 1, ContentHash.Of([2]), Decisive: false),
            ],
            Fields = ImmutableSortedDictionary.Create<string, decimal>(StringComparer.Ordinal).Add("amount", amount),
            Directives = [new Directive { Kind = DirectiveKind.Dispatch }, new Directive { Kind = DirectiveKind.PutAway }],
        };
        var made = Circulate.Make(new CirculationFolderId(Guid.Empty), plan, Person("O"), Person("O"), Now);
        Assert.True(made.Ok, made.Refusal?.English + made.Refusal?.Detail);
        Folder = made.Value.Folder;
        acts.Add(made.Value.Act);
        if (start)
            Do("O", new Start());
    }

    public Folder Folder { get; private set; }

    /// <summary>A Monday morning.</summary>
    public DateTimeOffset Now { get; set; } = new(2026, 3, 23, 8, 0, 0, TimeSpan.Zero);

    public IReadOnlyList<Act> Acts => acts;

    public static StaffMemberId Person(string letter) => new(Guid.Parse($"01990000-0000-7000-8001-{(int)letter[0]:D12}"));

    public static OfficeId Office(string letter) => new(Guid.Parse($"01990000-0000-7000-8002-{(int)letter[0]:D12}"));

    public static Acting As(string who)
    {
        if (who == "program")
            return Acting.Program;
        var names = who.Split(" for ");
        var hats = new List<Hat> { new(Person(names[0]), Capacity.Self, [], []) };
        if (names.Length > 1)
            hats.Add(new Hat(Person(names[1]), Capacity.Absence, [], names[1] == "M" ? [Role.Mayor] : []));
        if (names[0] == "M")
            hats[0] = hats[0] with { Roles = [Role.Mayor] };
        return new Acting
        {
            Person = Person(names[0]),
            Hats = [.. hats],
            Rank = names[0] == "M" ? Rank.Mayor : Rank.CaseOfficer,
        };
    }

    public Result<Decision> Try(string who, Command command, long? saw = null) =>
        Circulate.Decide(
            Folder,
            command with
            {
                Revision = saw ?? Folder.Revision,
            },
            As(who),
            new Clocks(Now, _ => new WorkingDays(FederalState.Hamburg))
        );

    public Mappe Do(string who, Command command, long? saw = null)
    {
        var decided = Try(who, command, saw);
        Assert.True(decided.Ok, $"{command} by {who}: {decided.Refusal?.Code} {decided.Refusal?.Detail}");
        acts.Add(decided.Value.Act);
        Folder = decided.Value.Folder;
        Invariants.I1(Folder);
        Invariants.I2(Folder);
        Invariants.I8(Folder);
        return this;
    }

    /// <summary>Refused with the number of the rule, and nothing is changed.</summary>
    public Mappe No(int rule, string who, Command command, Refusal because, long? saw = null)
    {
        var before = Invariants.Text(Folder);
        var decided = Try(who, command, saw);
        Assert.False(decided.Ok, $"{command} by {who} was accepted");
        Assert.Equal(because.Code, decided.Refusal!.Code);
        Assert.Equal(rule, decided.Refusal.Rule);
        Assert.Equal(before, Invariants.Text(Folder));
        return this;
    }

    public Mappe Sign(string who, string key, int[]? seen = null) => Do(who, Usual(key, seen));

    public Mappe Refuse(string who, string key) => Do(who, Negative(key));

    public Complete Usual(string key, int[]? seen = null, string? option = null)
    {
        var station = this[key];
        return new Complete
        {
            Station = station.Number,
            Outcome = station.Task switch
            {
                StationTask.CoSign => OutcomeKind.CoSigned,
                StationTask.FinalSign => OutcomeKind.Signed,
                StationTask.Acknowledge => OutcomeKind.Acknowledged,
                StationTask.Act => OutcomeKind.Done,
                StationTask.Decide => OutcomeKind.Chosen,
                _ => OutcomeKind.Confirmed,
            },
            Option = option,
            ConfirmedDissents = [.. seen ?? []],
        };
    }

    public Complete Negative(string key, string? reason = "No money") =>
        new()
        {
            Station = this[key].Number,
            Outcome = this[key].Task == StationTask.Act ? OutcomeKind.HandedBack : OutcomeKind.Refused,
            Remark = reason,
        };

    public ReplaceItem NewVersion(byte content, DocumentId? document = null) =>
        new(document ?? Draft, Folder.Items[0].Version + 1, ContentHash.Of([content]));

    public Station this[string key] => Folder.Stations.Last(station => string.Equals(station.Key, key, StringComparison.Ordinal));

    /// <summary>Keys of the stations that somebody has on the desk.</summary>
    public string Active => Keys(StationState.Active);

    public string Keys(StationState state) =>
        string.Join(' ', Folder.Stations.Where(station => station.State == state).Select(station => station.Key));

    public string Stale =>
        string.Join(
            ' ',
            Folder.Stations.Where(station => station is { State: StationState.Completed, IsStale: true }).Select(one => one.Key)
        );

    /// <summary>A route as a town hall would write it: steps by comma, members by blank; "a*" signs finally, "a!" takes notice, "a?" decides, "a" co-signs.</summary>
    public static ImmutableArray<StepPlan> Route(string steps) => [.. steps.Split(", ").Select(Step)];

    /// <summary>"1 of: a b" and "2 of: a b c" are rules; the key's first letter is the person.</summary>
    public static StepPlan Step(string members)
    {
        var rule = members.Contains(" of: ", StringComparison.Ordinal) ? int.Parse(members[..1]) : 0;
        var names = rule > 0 ? members[6..] : members;
        return new StepPlan { Rule = CompletionRule.Of(rule), Members = [.. names.Split(' ').Select(Member)] };
    }

    public static MemberPlan Member(string name) =>
        new()
        {
            Station = new StationPlan
            {
                Key = name.TrimEnd('*', '!', '?'),
                Addressee = Addressee.Of(Person(name[..1].ToUpperInvariant())),
                Task =
                    name[^1] == '*' ? StationTask.FinalSign
                    : name[^1] == '!' ? StationTask.Acknowledge
                    : name[^1] == '?' ? StationTask.Decide
                    : StationTask.CoSign,
                Options = name[^1] == '?' ? ["yes", "no"] : [],
            },
        };

    public static MemberPlan Branch(string steps) => new() { Branch = Route(steps) };

    public static StationPlan Plan(string name) => Member(name).Station!;
}
