using Umlauf.Circulation;
using Umlauf.Circulation.Engine;
using Umlauf.Identity;
using Umlauf.Platform;
using Umlauf.Web.Hosting;
using static Umlauf.Web.Language;

namespace Umlauf.Web.Pages.Circulation;

/// <summary>A folder as pages show it (Ansicht der Mappe): the document that is open, the route, and what the person may do.</summary>
public sealed class FolderPane
{
    private readonly ILookup<int?, Allowed> ofStation;

    public FolderPane(FolderView view, Names names)
    {
        (View, Names) = (view, names);
        Allowed = [.. view.Allowed];
        ofStation = Allowed.ToLookup(one => one.Station);
    }

    public FolderView View { get; }

    public Names Names { get; }

    public Folder Folder => View.Folder;

    /// <summary>Everything that the person may do, and why not the rest. The forms are made of nothing else.</summary>
    public IReadOnlyList<Allowed> Allowed { get; }

    /// <summary>What was sent and refused; else empty.</summary>
    public ActForm Form { get; init; } = new();

    /// <summary>Where it goes on afterwards: the query of every form.</summary>
    public string Query { get; init; } = "";

    /// <summary>The same for links to another document of the folder: without the one that is open.</summary>
    public string KeptQuery { get; init; } = "";

    /// <summary>The document in the middle; null in a folder without documents.</summary>
    public FolderItem? Item { get; init; }

    /// <summary>Its version that is shown.</summary>
    public int Version { get; init; }

    public DocumentView? Document { get; init; }

    /// <summary>Why the document cannot be shown.</summary>
    public string? Unseen { get; init; }

    /// <summary>Whether the person may bring new versions of documents at all.</summary>
    public bool MayChangeRecords { get; init; }

    /// <summary>What the new version of a document would do, before it is saved.</summary>
    public ReplacePreview? Replace { get; init; }

    public string Address => $"/mappen/{Folder.Id.Value}";

    public bool May(string type) => Allowed.Any(one => one.Is && one.Type == type);

    /// <summary>The open stations of the person.</summary>
    public IEnumerable<Station> Mine => Folder.Stations.Where(station => May("question", station));

    public bool May(string type, Station station) => ofStation[station.Number].Any(one => one.Is && one.Type == type);

    /// <summary>The outcomes of a station, each allowed or with the reason why not.</summary>
    public IEnumerable<Allowed> Outcomes(Station station) => ofStation[station.Number].Where(one => one.Type == "complete");

    /// <summary>The stations for which a command is allowed.</summary>
    public IReadOnlyList<Station> StationsFor(string type) =>
        [.. Allowed.Where(one => one.Is && one.Type == type).Select(one => Folder.Station(one.Station!.Value))];

    public IEnumerable<Question> Answerable =>
        Allowed.Where(one => one is { Is: true, Type: "answer" }).Select(one => Folder.Questions[one.Question!.Value - 1]);

    /// <summary>What is not allowed: each reason once, with what it forbids. Of stations that are done it goes without saying.</summary>
    public IEnumerable<(string Acts, string Why)> Refused =>
        Allowed
            .Where(one => !one.Is && one.Refusal!.Code != CirculationRefusals.Overtaken.Code)
            .GroupBy(one => one.Refusal!.Code)
            .Select(same =>
                (string.Join(", ", same.GroupBy(one => FolderWords.Act(one.Type, one.Outcome)).Select(Forbidden)), T(same.First().Refusal!))
            );

    private static string Forbidden(IGrouping<string, Allowed> act)
    {
        var stations = act.Select(one => one.Station).OfType<int>().Distinct().ToList();
        return stations.Count is > 0 and <= 3
            ? T($"{act.Key} (Station {string.Join(", ", stations)})", $"{act.Key} (station {string.Join(", ", stations)})")
            : act.Key;
    }

    public string NameOf(Addressee addressee) =>
        addressee.Role is { } role ? Show.Role(role)
        : addressee.Meant is { } meant ? T($"noch offen: {meant.Text}", $"still open: {meant.Text}")
        : View.NameOf(addressee);

    /// <summary>"Katharina Lorenz i. V. für Matthias Weber".</summary>
    public string Actor(Outcome outcome)
    {
        var actor = View.NameOf(outcome.ActedBy);
        if (outcome.OnBehalfOf is not { } other)
            return actor;
        return outcome.Capacity == Capacity.Superior
            ? T($"{actor}, vorgesetzt, für {View.NameOf(other)}", $"{actor}, as superior, for {View.NameOf(other)}")
            : T($"{actor} i. V. für {View.NameOf(other)}", $"{actor} as deputy of {View.NameOf(other)}");
    }

    /// <summary>Under whose name the person would act at a station, as a sentence; null under the own one.</summary>
    public string? ActingFor(Station station) =>
        View.Acting.HatFor(station) switch
        {
            { Capacity: Capacity.Superior } => T(
                $"Die Frist ist abgelaufen; Sie handeln vorgesetzt für {NameOf(station.Addressee)}.",
                $"The due time has passed; you act as superior for {NameOf(station.Addressee)}."
            ),
            { Capacity: not Capacity.Self } hat => T(
                $"Sie handeln i. V. für {Names.Person(hat.Person)}.",
                $"You act as deputy of {Names.Person(hat.Person)}."
            ),
            _ => null,
        };

    /// <summary>The documents that were different when somebody signed: document, version then, version now.</summary>
    public IEnumerable<(FolderItem Item, int Then)> ChangedSince(Outcome outcome)
    {
        var then = Folder.Contents[outcome.Content - 1].Decisive;
        return Folder
            .Items.Where(item => item.Decisive)
            .Zip(then)
            .Where(pair => pair.First.Hash != pair.Second)
            .Select(pair => (pair.First, View.Versions.GetValueOrDefault((pair.First.Document, pair.Second))))
            .Where(pair => pair.Item2 > 0);
    }

    /// <summary>What became of the decisive documents after somebody signed: each replacement with who, when, and the version before and after.</summary>
    public IEnumerable<Replacement> ReplacedSince(Outcome outcome)
    {
        var decisive = Folder.Items.Where(item => item.Decisive).ToList();
        foreach (var content in Folder.Contents.Skip(Math.Max(outcome.Content, outcome.CountsFor)))
        {
            if ((content.ChangedBy, content.ChangedAt) is not ({ } by, { } at))
                continue;
            var before = Folder.Contents[content.Number - 2].Decisive;
            for (var i = 0; i < decisive.Count; i++)
            {
                if (before[i] != content.Decisive[i])
                    yield return new(decisive[i], Version(i, before[i]), Version(i, content.Decisive[i]), by, at);
            }
        }

        int Version(int i, ContentHash hash) => View.Versions.GetValueOrDefault((decisive[i].Document, hash));
    }

    /// <summary>The outcome of an open station that stopped counting, so that its addressee is asked again; null when it is asked for the first time.</summary>
    public static Outcome? AskedAgain(Station station) =>
        station.Outcomes is [.., { Standing: Umlauf.Circulation.Engine.Standing.Stale } last] ? last : null;

    public string Compare(FolderItem item, int then) =>
        $"{Address}/dokumente/{item.Document.Value}/vergleich?von={then}&nach={item.Version}";

    public string TitleOf(FolderItem item) =>
        View.Titles.TryGetValue(item.Document, out var title) ? title.Title : T("Dokument", "Document");

    /// <summary>"Schritt 2: Ayşe Kaya, Jörg Brandt", for choices.</summary>
    public string StepName(int id)
    {
        var step = Folder.Step(id);
        var names = step
            .Stations.Select(Folder.Station)
            .Where(one => one.State != StationState.Removed)
            .Select(one => NameOf(one.Addressee))
            .ToList();
        var some = string.Join(", ", names.Take(3)) + (names.Count > 3 ? " …" : "");
        if (step.IsReconfirmation)
            return T($"Bestätigung der Änderung: {some}", $"Confirmation of the change: {some}");
        return T($"Schritt {Place(step)}: {some}", $"Step {Place(step)}: {some}");
    }

    /// <summary>Steps count from 1 in their branch; those that only confirm a change do not count.</summary>
    public int Place(Step step) =>
        Folder.Branches[step.Branch].Steps.TakeWhile(id => id != step.Id).Count(id => !Folder.Step(id).IsReconfirmation) + 1;

    public string StationName(Station station) => $"{station.Number}: {NameOf(station.Addressee)}, {FolderWords.Task(station.Task)}";

    /// <summary>Steps where a station may be put in: those that are not over.</summary>
    public IEnumerable<int> OpenSteps =>
        Folder.Steps.Where(step => step.State is StepState.Waiting or StepState.Active).Select(step => step.Id);

    /// <summary>The step where the person is asked to act, else the first that is open.</summary>
    public int? StepAtHand =>
        Mine.Select(station => (int?)station.Step).FirstOrDefault() ?? OpenSteps.Select(step => (int?)step).FirstOrDefault();

    /// <summary>Whether the person is asked for anything.</summary>
    public bool HasTask => Answerable.Any() || Mine.Any() || May("mark-editorial") || May("start") || May("resume");

    /// <summary>Where the folder stands, in a sentence.</summary>
    public string Standing
    {
        get
        {
            switch (Folder.State)
            {
                case FolderState.Draft:
                    return T("Entwurf, noch nicht unterwegs.", "Draft, not on its way yet.");
                case FolderState.Completed:
                    return T("Abgeschlossen.", "Completed.");
                case FolderState.Withdrawn:
                    return T($"Zurückgezogen: {Folder.WithdrawnWhy}", $"Withdrawn: {Folder.WithdrawnWhy}");
                case FolderState.Returned:
                    var owner = View.NameOf(Folder.Owner);
                    return Folder.Returned switch
                    {
                        ReturnReason.Refused when Folder.ReturnedBy is { } by => T(
                            $"Zurück bei {owner}: abgelehnt von {NameOf(Folder.Station(by).Addressee)}.",
                            $"Back with {owner}: refused by {NameOf(Folder.Station(by).Addressee)}."
                        ),
                        ReturnReason.NoFinalSignature => T(
                            $"Zurück bei {owner}: Am Ende fehlt eine gültige Schlusszeichnung.",
                            $"Back with {owner}: the final signature is missing."
                        ),
                        _ => T($"Von {owner} zurückgeholt.", $"Called back by {owner}."),
                    };
                default:
                    var active = Folder.Stations.Where(one => one.State == StationState.Active).ToList();
                    var now = active.Any(one => one.IsBlocking) ? active.FindAll(one => one.IsBlocking) : active;
                    var names = string.Join(", ", now.Take(3).Select(one => NameOf(one.Addressee)));
                    return now.Count > 3
                        ? T(
                            $"Unterwegs, jetzt bei {names} und {now.Count - 3} weiteren.",
                            $"Under way, now with {names} and {now.Count - 3} more."
                        )
                        : T($"Unterwegs, jetzt bei {names}.", $"Under way, now with {names}.");
            }
        }
    }

    /// <summary>How many stations of the route are settled.</summary>
    public (int Done, int All) Progress
    {
        get
        {
            var all = Folder.Stations.Where(one => one.State != StationState.Removed).ToList();
            return (all.Count(one => one.State is StationState.Completed or StationState.Skipped or StationState.Obsolete), all.Count);
        }
    }
}

/// <summary>One replacement of a decisive document (Austausch).</summary>
/// <param name="Item">The document.</param>
/// <param name="Before">Its version until then.</param>
/// <param name="After">Its version from then on.</param>
/// <param name="By">Who did it.</param>
/// <param name="At">When.</param>
public sealed record Replacement(FolderItem Item, int Before, int After, StaffMemberId By, DateTimeOffset At);
