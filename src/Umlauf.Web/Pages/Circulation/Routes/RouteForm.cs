using System.Globalization;
using Umlauf.Circulation.Engine;
using Umlauf.Identity;

namespace Umlauf.Web.Pages.Circulation.Routes;

/// <summary>
/// A route as it stands in a form (Laufweg im Formular): what was typed, also where it makes no sense yet. It travels from page to page in the fields alone.
/// The field <c>weg</c> names steps, stations and branches in their order; so moving an element of the page moves it in the route.
/// </summary>
public sealed class RouteForm
{
    public const int MostStations = 300;

    public List<StepForm> Steps { get; } = [];

    public List<FieldForm> Fields { get; } = [];

    public RefusalPolicy Refusal { get; set; }

    public ChangePolicy Change { get; set; }

    public bool AuthorMayNotSign { get; set; }

    /// <summary>The list of the route itself and those of all branches.</summary>
    public IEnumerable<List<StepForm>> Lists => Below(Steps);

    public IEnumerable<StepForm> AllSteps => Lists.SelectMany(list => list);

    /// <summary>In the order of the route.</summary>
    public IEnumerable<StationForm> Stations => StationsOf(Steps);

    /// <summary>The names of the four eyes groups in use.</summary>
    public IReadOnlyList<string> Groups =>
        [.. Stations.SelectMany(station => station.FourEyes).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>Those that may be chosen: always one more than is in use.</summary>
    public IEnumerable<string> GroupChoices =>
        Groups.Concat(Enumerable.Range(0, 26).Select(NameOfGroup).Except(Groups, StringComparer.Ordinal).Take(1));

    public static string NameOfGroup(int index) =>
        index < 26 ? ((char)('A' + index)).ToString() : (index + 1).ToString(CultureInfo.InvariantCulture);

    public string NewId(char kind) => IdOf(kind, Top + 1);

    /// <summary>A new station; it has a key at once, so that conditions can refer to it.</summary>
    public StationForm NewStation(StationTask task) => NewStation(task, Top + 1);

    /// <summary>A new step with one station.</summary>
    public StepForm NewStep(StationTask task)
    {
        var step = new StepForm { Id = NewId('s') };
        step.Members.Add(new MemberForm(NewStation(task, Top + 2)));
        return step;
    }

    /// <summary>The name itself, or one that no station has yet.</summary>
    public string FreeKey(string key)
    {
        while (Stations.Any(station => station.Key == key))
            key += "x";
        return key;
    }

    private StationForm NewStation(StationTask task, int number) =>
        new()
        {
            Id = IdOf('t', number),
            Key = FreeKey(IdOf('t', number)),
            Task = task,
            Due = "3",
        };

    private int Top =>
        AllSteps.SelectMany(step => step.Members.Select(member => member.Id).Append(step.Id)).Select(Number).DefaultIfEmpty().Max();

    private static string IdOf(char kind, int number) => string.Create(CultureInfo.InvariantCulture, $"{kind}{number}");

    private static int Number(string id) => int.TryParse(id.AsSpan(1), CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static IEnumerable<List<StepForm>> Below(List<StepForm> list) =>
        list.SelectMany(step => step.Members)
            .Select(member => member.Branch)
            .OfType<BranchForm>()
            .SelectMany(branch => Below(branch.Steps))
            .Prepend(list);

    private static IEnumerable<StationForm> StationsOf(List<StepForm> steps) =>
        steps
            .SelectMany(step => step.Members)
            .SelectMany(member => member.Station is { } station ? [station] : StationsOf(member.Branch!.Steps));
}

/// <summary>A step in the form (Schritt).</summary>
public sealed class StepForm
{
    public required string Id { get; init; }

    /// <summary><c>all</c>, <c>any</c> or <c>k</c>.</summary>
    public string Rule { get; set; } = "all";

    public string Least { get; set; } = "";

    /// <summary>Empty: always; else a <see cref="ConditionChoice"/>.</summary>
    public string When { get; set; } = "";

    public string Above { get; set; } = "";

    public List<MemberForm> Members { get; } = [];
}

/// <summary>A place in a step: a station or a branch.</summary>
public sealed class MemberForm
{
    public MemberForm(StationForm station) => Station = station;

    public MemberForm(BranchForm branch) => Branch = branch;

    public StationForm? Station { get; }

    public BranchForm? Branch { get; }

    public string Id => Station?.Id ?? Branch!.Id;
}

/// <summary>Steps one after the other beside a station (Zweig).</summary>
public sealed class BranchForm
{
    public required string Id { get; init; }

    public List<StepForm> Steps { get; } = [];
}

/// <summary>A station in the form (Station).</summary>
public sealed class StationForm
{
    public required string Id { get; set; }

    public string Key { get; set; } = "";

    /// <summary>As <see cref="Addressee.Key"/> writes it; empty: nobody chosen yet.</summary>
    public string Who { get; set; } = "";

    public StationTask Task { get; set; }

    public string Due { get; set; } = "";

    public bool Blocking { get; set; }

    /// <summary>One in each line.</summary>
    public string Options { get; set; } = "";

    /// <summary>What another system asked for, word for word.</summary>
    public string Words { get; set; } = "";

    /// <summary>What another system wrote beside it.</summary>
    public string Note { get; set; } = "";

    /// <summary>Whom another system named; stands for the addressee while nobody was chosen.</summary>
    public Meant? Meant { get; set; }

    public bool IsOpen => Task == StationTask.Undecided || Addressee?.Meant is not null;

    public SortedSet<string> FourEyes { get; init; } = new(StringComparer.Ordinal);

    public IReadOnlyList<string> OptionLines =>
        Task == StationTask.Decide ? Options.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) : [];

    public Addressee? Addressee
    {
        get
        {
            if (Who.Length < 3)
                return null;
            var word = Who[2..];
            return Who[..2] switch
            {
                "p:" when Guid.TryParse(word, out var id) => Umlauf.Circulation.Engine.Addressee.Of(new StaffMemberId(id)),
                "o:" when Guid.TryParse(word, out var id) => Umlauf.Circulation.Engine.Addressee.Of(new OfficeId(id)),
                "?:" when Meant is { } meant => Umlauf.Circulation.Engine.Addressee.Of(meant),
                "r:" when Enum.TryParse<Role>(word, out var role) && Enum.IsDefined(role) => Umlauf.Circulation.Engine.Addressee.Of(role),
                _ => null,
            };
        }
    }
}

/// <summary>A number field of the folder in the form (Zahlenfeld), e.g. an amount.</summary>
public sealed class FieldForm
{
    public string Name { get; set; } = "";

    public string Value { get; set; } = "";
}
