using System.Collections.Immutable;
using System.Globalization;
using Umlauf.Circulation.Engine;

namespace Umlauf.Web.Pages.Circulation.Routes;

/// <summary>Something that a step may depend on (Bedingung zur Auswahl).</summary>
/// <param name="Value">As the form sends it.</param>
/// <param name="Plan">Without the bound of a number field, which is typed beside it.</param>
public sealed record ConditionChoice(string Value, Condition Plan)
{
    public static string Of(Condition when) =>
        when.Field is { } field
            ? "f:" + Uri.EscapeDataString(field)
            : $"o:{Uri.EscapeDataString(when.Station ?? "")}:{Uri.EscapeDataString(when.Option ?? "")}";
}

/// <summary>A route in a form as a plan, and back (Laufweg übersetzen).</summary>
public static class RouteFormPlans
{
    public static RouteForm Form(
        ImmutableArray<StepPlan> route,
        RoutePolicy policy,
        ImmutableArray<ImmutableArray<string>> fourEyes,
        IEnumerable<KeyValuePair<string, decimal>> fields
    )
    {
        var form = new RouteForm
        {
            Refusal = policy.Refusal,
            Change = policy.Change,
            AuthorMayNotSign = policy.AuthorMayNotSign,
        };
        form.Fields.AddRange(fields.Select(field => new FieldForm { Name = field.Key, Value = Write(field.Value) }));
        var number = 0;
        form.Steps.AddRange(route.Select(step => Form(step, fourEyes, ref number)));
        foreach (var station in form.Stations.Where(station => station.Key.Length == 0))
            station.Key = form.FreeKey(station.Id);
        return form;
    }

    /// <summary>The plan; parts with a fault (see <see cref="RouteFaults"/>) are not in it.</summary>
    public static ImmutableArray<StepPlan> Route(RouteForm form) => Route(form.Steps);

    public static RoutePolicy Policy(RouteForm form) => new(form.Refusal, form.Change) { AuthorMayNotSign = form.AuthorMayNotSign };

    public static ImmutableArray<ImmutableArray<string>> FourEyes(RouteForm form) =>
        [
            .. form.Groups.Select(group =>
                form.Stations.Where(station => station.FourEyes.Contains(group)).Select(station => station.Key).ToImmutableArray()
            ),
        ];

    public static ImmutableSortedDictionary<string, decimal> Fields(RouteForm form) =>
        form
            .Fields.Where(field => field.Name.Length > 0 && Number(field.Value) is not null)
            .DistinctBy(field => field.Name, StringComparer.Ordinal)
            .ToImmutableSortedDictionary(field => field.Name, field => Number(field.Value)!.Value, StringComparer.Ordinal);

    /// <summary>What a step may depend on: the number fields, and what can be decided in earlier steps (rule 19).</summary>
    public static IReadOnlyList<ConditionChoice> Conditions(RouteForm form, StepForm step)
    {
        var fields = form.Fields.Where(field => field.Name.Length > 0).Select(field => new Condition { Field = field.Name });
        var options = (Earlier(form.Steps, step) ?? []).SelectMany(station =>
            station.OptionLines.Select(option => new Condition { Station = station.Key, Option = option })
        );
        return
        [
            .. fields
                .Concat(options)
                .Select(when => new ConditionChoice(ConditionChoice.Of(when), when))
                .DistinctBy(one => one.Value, StringComparer.Ordinal),
        ];
    }

    public static StationPlan? Plan(StationForm station) =>
        station.Addressee is { } who && (station.Due.Length == 0 || Days(station.Due) is not null)
            ? new StationPlan
            {
                Key = station.Key,
                Addressee = who,
                Task = station.Task,
                DueWorkingDays = station.Due.Length == 0 ? null : Days(station.Due),
                Blocking = station is { Task: StationTask.Acknowledge, Blocking: true },
                Options = [.. station.OptionLines],
                Words = Filled(station.Words),
                Note = Filled(station.Note),
            }
            : null;

    /// <summary>Whom another system named, in one field of the form.</summary>
    public static string Write(Meant? meant) =>
        meant is null
            ? ""
            : string.Join(
                '|',
                new[] { meant.Person, meant.Role, meant.Office, meant.House }.Select(part => Uri.EscapeDataString(part ?? ""))
            );

    public static Meant? ReadMeant(string text) =>
        text.Split('|').Select(part => Filled(Uri.UnescapeDataString(part))).ToList() is [var person, var role, var office, var house]
            ? new Meant
            {
                Person = person,
                Role = role,
                Office = office,
                House = house,
            }
            : null;

    private static string? Filled(string text) => text.Length == 0 ? null : text;

    public static int? Days(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days) ? days : null;

    /// <summary>As people write numbers in the language of the page.</summary>
    public static decimal? Number(string text) =>
        decimal.TryParse(text, NumberStyles.Number, CultureInfo.CurrentCulture, out var number) ? number : null;

    public static string Write(decimal number) => number.ToString("0.############", CultureInfo.CurrentCulture);

    private static StepForm Form(StepPlan plan, ImmutableArray<ImmutableArray<string>> fourEyes, ref int number)
    {
        var step = new StepForm
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"s{++number}"),
            Rule =
                plan.Rule.IsAll ? "all"
                : plan.Rule.Least == 1 ? "any"
                : "k",
            Least = plan.Rule.Least > 1 ? plan.Rule.Least.ToString(CultureInfo.InvariantCulture) : "",
            When = plan.When is { } when ? ConditionChoice.Of(when) : "",
            Above = plan.When?.Above is { } above ? Write(above) : "",
        };
        foreach (var member in plan.Members)
        {
            if (member.Branch is { } inner)
            {
                var branch = new BranchForm { Id = string.Create(CultureInfo.InvariantCulture, $"b{++number}") };
                foreach (var below in inner)
                    branch.Steps.Add(Form(below, fourEyes, ref number));
                step.Members.Add(new MemberForm(branch));
            }
            else
                step.Members.Add(new MemberForm(Form(member.Station!, fourEyes, ++number)));
        }
        return step;
    }

    private static StationForm Form(StationPlan plan, ImmutableArray<ImmutableArray<string>> fourEyes, int number) =>
        new()
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"t{number}"),
            Key = plan.Key,
            Who = plan.Addressee.Key,
            Task = plan.Task,
            Due = plan.DueWorkingDays?.ToString(CultureInfo.InvariantCulture) ?? "",
            Blocking = plan.Blocking,
            Options = string.Join('\n', plan.Options),
            Words = plan.Words ?? "",
            Note = plan.Note ?? "",
            Meant = plan.Addressee.Meant,
            FourEyes = new SortedSet<string>(
                Enumerable
                    .Range(0, fourEyes.Length)
                    .Where(i => plan.Key.Length > 0 && fourEyes[i].Contains(plan.Key, StringComparer.Ordinal))
                    .Select(RouteForm.NameOfGroup),
                StringComparer.Ordinal
            ),
        };

    private static ImmutableArray<StepPlan> Route(List<StepForm> steps) => [.. steps.Select(Step).Where(step => step.Members.Length > 0)];

    private static StepPlan Step(StepForm step) =>
        new()
        {
            Rule = Rule(step),
            When = When(step),
            Members =
            [
                .. step
                    .Members.Select(member =>
                        member.Branch is { } branch
                            ? Route(branch.Steps) is { Length: > 0 } inner
                                ? new MemberPlan { Branch = inner }
                                : null
                            : Plan(member.Station!) is { } station
                                ? new MemberPlan { Station = station }
                                : null
                    )
                    .OfType<MemberPlan>(),
            ],
        };

    internal static CompletionRule Rule(StepForm step) =>
        step.Rule == "any" ? CompletionRule.Any
        : step.Rule == "k" && Days(step.Least) is > 0 and var least ? CompletionRule.Of(least)
        : CompletionRule.All;

    private static Condition? When(StepForm step) =>
        step.When.Split(':') switch
        {
            ["f", var field] when Number(step.Above) is { } above => new Condition { Field = Uri.UnescapeDataString(field), Above = above },
            ["o", var station, var option] => new Condition
            {
                Station = Uri.UnescapeDataString(station),
                Option = Uri.UnescapeDataString(option),
            },
            _ => null,
        };

    /// <summary>The decisions before a step: those of earlier steps beside it, and of those before the steps around it. Null when it is not there.</summary>
    private static List<StationForm>? Earlier(List<StepForm> steps, StepForm wanted)
    {
        var before = new List<StationForm>();
        foreach (var step in steps)
        {
            if (step == wanted)
                return before;
            foreach (var branch in step.Members.Select(member => member.Branch).OfType<BranchForm>())
            {
                if (Earlier(branch.Steps, wanted) is { } inner)
                    return [.. before, .. inner];
            }
            before.AddRange(
                step.Members.Select(member => member.Station).OfType<StationForm>().Where(station => station.Task == StationTask.Decide)
            );
        }
        return null;
    }
}
