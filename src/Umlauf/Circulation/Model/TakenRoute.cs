using System.Collections.Immutable;
using System.Globalization;
using Umlauf.Circulation.Engine;
using Umlauf.Formats.Xdomea;
using Umlauf.Platform;
using CompletionRule = Umlauf.Circulation.Engine.CompletionRule;
using Route = Umlauf.Formats.Xdomea;

namespace Umlauf.Circulation.Model;

/// <summary>A route of the exchange format as a plan of ours (Laufweg übernehmen): whole or not at all. What <see cref="CarriedFolder"/> writes comes back the same.</summary>
internal sealed class TakenRoute
{
    private readonly Func<Contact, Addressee> whom;
    private readonly HashSet<string> keys;
    private readonly List<string> decisions = [];
    private readonly SortedDictionary<string, List<string>> groups = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, decimal> fields = new(StringComparer.Ordinal);
    private Refusal? refusal;
    private int number;

    private TakenRoute(Func<Contact, Addressee> whom, IEnumerable<CarriedStation> stations)
    {
        this.whom = whom;
        keys = stations.Select(station => Other(station, StepTasks.Key)).OfType<string>().ToHashSet(StringComparer.Ordinal);
    }

    /// <param name="route">What was read.</param>
    /// <param name="whom">Who is meant by a contact.</param>
    public static Result<TemplatePlan> Of(CarriedRoute route, Func<Contact, Addressee> whom)
    {
        var taken = new TakenRoute(whom, Stations(route.Steps));
        var steps = taken.Steps(route.Steps);
        if (taken.refusal is { } refusal)
            return refusal;
        return new TemplatePlan
        {
            Route = steps,
            Policy = new RoutePolicy(
                route.OnRefusal == Route.RefusalPolicy.Dissent ? Engine.RefusalPolicy.Dissent : Engine.RefusalPolicy.Return,
                route.OnChange switch
                {
                    Route.ChangePolicy.Reconfirm => Engine.ChangePolicy.Reconfirm,
                    Route.ChangePolicy.Continue => Engine.ChangePolicy.Continue,
                    _ => Engine.ChangePolicy.Restart,
                }
            ),
            FourEyes = [.. taken.groups.Values.Select(group => group.ToImmutableArray())],
            Fields = taken.fields.ToImmutableSortedDictionary(StringComparer.Ordinal),
        };
    }

    /// <summary>All stations, in the order of the route.</summary>
    public static IEnumerable<CarriedStation> Stations(IEnumerable<CarriedStep> steps) =>
        steps
            .SelectMany(step => step.Parts)
            .SelectMany(part => part is CarriedBranch branch ? Stations(branch.Steps) : [(CarriedStation)part]);

    private ImmutableArray<StepPlan> Steps(IEnumerable<CarriedStep> steps)
    {
        var plans = ImmutableArray.CreateBuilder<StepPlan>();
        foreach (var step in steps)
        {
            foreach (var pair in Stations([step]).SelectMany(station => station.Terms.Other).Where(pair => pair.Key == StepTasks.Field))
                Field(pair.Value);
            var when = step.Condition is { } condition ? When(condition) : null;
            plans.Add(
                new StepPlan
                {
                    Rule = step.Rule.Kind switch
                    {
                        RuleKind.All => CompletionRule.All,
                        RuleKind.Any => CompletionRule.Any,
                        _ => CompletionRule.Of(step.Rule.Needed),
                    },
                    When = when,
                    Members = [.. step.Parts.Select(Member)],
                }
            );
        }
        return plans.ToImmutable();
    }

    private MemberPlan Member(CarriedPart part) =>
        part is CarriedBranch branch
            ? new MemberPlan { Branch = Steps(branch.Steps) }
            : new MemberPlan { Station = Station((CarriedStation)part) };

    private StationPlan Station(CarriedStation station)
    {
        number++;
        var terms = station.Terms;
        var task = Task(station);
        var key = Other(station, StepTasks.Key) ?? (terms.FourEyes.Count > 0 ? FreeKey() : "");
        foreach (var group in terms.FourEyes)
        {
            if (!groups.TryGetValue(group, out var members))
                groups[group] = members = [];
            members.Add(key);
        }
        if (task == StationTask.Decide && key.Length > 0)
            decisions.Add(key);
        var words = station.Order.Text;
        return new StationPlan
        {
            Key = key,
            Addressee = whom(station.Order.Addressee),
            Task = task,
            DueWorkingDays = terms.DueWorkingDays,
            Blocking = task == StationTask.Acknowledge && terms.Blocking,
            Options = task == StationTask.Decide ? [.. terms.Options] : [],
            Words = StepTasks.Of(task) is { } usual && words == StepText.Of(usual) ? null : words,
            Note = Note(station, task),
        };
    }

    /// <summary>Words that are not known, and a decision between nothing, are for a person to decide.</summary>
    private static StationTask Task(CarriedStation station) =>
        station.Task is not { } task || task == StepTask.Decide && station.Terms.Options.Distinct(StringComparer.Ordinal).Count() < 2
            ? StationTask.Undecided
            : StepTasks.Of(task);

    /// <summary>What people wrote, a date that no working days say, and what only the sender understands.</summary>
    private static string? Note(CarriedStation station, StationTask task)
    {
        var (terms, text) = (station.Terms, station.Order.Note);
        if (terms.DueWorkingDays is null && station.Order.DueOn is { } due)
        {
            var line = $"Termin: {due.ToString("dd.MM.yyyy", CultureInfo.InvariantCulture)}";
            text = text is null ? line : $"{text}\n{line}";
        }
        var options = task == StationTask.Decide ? [] : terms.Options.Select(option => new RouteKey("Auswahl", option));
        var other = options.Concat(terms.Other.Where(pair => pair.Key is not (StepTasks.Key or StepTasks.Field)));
        return RouteNote.Write(text, new RouteNote { Terms = new StationTerms { Other = [.. other] } });
    }

    private Condition? When(string text)
    {
        foreach (var key in decisions)
        {
            if (text.StartsWith($"{key} = ", StringComparison.Ordinal))
                return new Condition { Station = key, Option = text[(key.Length + 3)..] };
        }
        var bound = text.LastIndexOf(" > ", StringComparison.Ordinal);
        if (bound > 0 && Number(text[(bound + 3)..].Replace(" EUR", "", StringComparison.Ordinal)) is { } above)
        {
            fields.TryAdd(text[..bound], 0);
            return new Condition { Field = text[..bound], Above = above };
        }
        refusal ??= ImportRoute.BadCondition.With($"„{text}“");
        return null;
    }

    private void Field(string text)
    {
        if (text.LastIndexOf(" = ", StringComparison.Ordinal) is > 0 and var cut && Number(text[(cut + 3)..]) is { } value)
            fields[text[..cut]] = value;
    }

    private static decimal? Number(string text) =>
        decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    private string FreeKey()
    {
        var key = string.Create(CultureInfo.InvariantCulture, $"s{number}");
        while (!keys.Add(key))
            key += "x";
        return key;
    }

    private static string? Other(CarriedStation station, string key) =>
        station.Terms.Other.Where(pair => pair.Key == key).Select(pair => pair.Value).FirstOrDefault();
}
