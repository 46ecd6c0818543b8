using Microsoft.Extensions.Primitives;
using Umlauf.Circulation.Engine;

namespace Umlauf.Web.Pages.Circulation.Routes;

/// <summary>Reads a route from the fields of a form (Laufweg lesen). Whatever is sent, something comes of it: what makes no sense is left out.</summary>
public static class RouteFormReading
{
    /// <summary>Deeper than the rules allow, so that the rules can say so.</summary>
    private const int Deepest = RouteChecks.Deepest + 2;

    private const int MostParts = 4 * RouteForm.MostStations;

    public static RouteForm Read(Func<string, StringValues> field)
    {
        var form = new RouteForm
        {
            Refusal = Word<RefusalPolicy>(field("ablehnung")),
            Change = Word<ChangePolicy>(field("aenderung")),
            AuthorMayNotSign = field("verfasser") == "true",
        };
        foreach (var (name, value) in field("feld").Zip(field("wert")))
        {
            if (!string.IsNullOrWhiteSpace(name) || !string.IsNullOrWhiteSpace(value))
                form.Fields.Add(new FieldForm { Name = name?.Trim() ?? "", Value = value?.Trim() ?? "" });
        }
        Read(form, field);
        Prune(form.Steps);
        foreach (var station in form.Stations.Where(station => station.Key.Length == 0))
            station.Key = form.FreeKey(station.Id);
        return form;
    }

    /// <summary>The fields of one station, for a form that puts in a single one.</summary>
    public static StationForm Station(string id, Func<string, StringValues> field) =>
        new()
        {
            Id = id,
            Key = One(field($"{id}.name")),
            Who = One(field($"{id}.wer")),
            Task = Word<StationTask>(field($"{id}.aufgabe")),
            Due = One(field($"{id}.frist")).Trim(),
            Blocking = field($"{id}.haelt") == "true",
            Options = One(field($"{id}.wahl")).ReplaceLineEndings("\n"),
            Words = One(field($"{id}.worte")).ReplaceLineEndings("\n"),
            Note = One(field($"{id}.notiz")).ReplaceLineEndings("\n"),
            Meant = RouteFormPlans.ReadMeant(One(field($"{id}.gemeint"))),
            FourEyes = new SortedSet<string>(
                field($"{id}.augen").OfType<string>().Where(group => group.Length is 1 or 2),
                StringComparer.Ordinal
            ),
        };

    private static void Read(RouteForm form, Func<string, StringValues> field)
    {
        var open = new Stack<List<StepForm>>([form.Steps]);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var tooDeep = 0;
        foreach (var part in field("weg").OfType<string>().Take(MostParts))
        {
            if (part == "/" && tooDeep > 0)
                tooDeep--;
            else if (part == "/" && open.Count > 1)
                open.Pop();
            else if (part.Length is < 2 or > 9 || tooDeep > 0 || !seen.Add(part))
                tooDeep += part.StartsWith('b') ? 1 : 0;
            else if (part[0] == 's')
                open.Peek().Add(Step(part, field));
            else if (open.Peek() is [.., var step])
            {
                if (part[0] == 't')
                    step.Members.Add(new MemberForm(Station(part, field)));
                else if (part[0] == 'b' && open.Count > Deepest)
                    tooDeep++;
                else if (part[0] == 'b')
                {
                    var branch = new BranchForm { Id = part };
                    step.Members.Add(new MemberForm(branch));
                    open.Push(branch.Steps);
                }
            }
        }
    }

    private static StepForm Step(string id, Func<string, StringValues> field) =>
        new()
        {
            Id = id,
            Rule = One(field($"{id}.regel")) is "any" or "k" ? One(field($"{id}.regel")) : "all",
            Least = One(field($"{id}.k")).Trim(),
            When = One(field($"{id}.wenn")),
            Above = One(field($"{id}.ueber")).Trim(),
        };

    /// <summary>A step whose last station was dragged away is none any more.</summary>
    public static void Prune(List<StepForm> steps)
    {
        foreach (var step in steps)
        {
            foreach (var branch in step.Members.Select(member => member.Branch).OfType<BranchForm>())
                Prune(branch.Steps);
            step.Members.RemoveAll(member => member.Branch is { Steps.Count: 0 });
        }
        steps.RemoveAll(step => step.Members.Count == 0);
    }

    private static string One(StringValues values) => values.Count > 0 ? values[0] ?? "" : "";

    private static T Word<T>(StringValues values)
        where T : struct, Enum => Enum.TryParse<T>(One(values), out var word) && Enum.IsDefined(word) ? word : default;
}
