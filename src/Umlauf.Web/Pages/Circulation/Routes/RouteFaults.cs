using System.Collections.Immutable;
using Umlauf.Circulation.Engine;
using Umlauf.Platform;
using static Umlauf.Web.Language;

namespace Umlauf.Web.Pages.Circulation.Routes;

/// <summary>What is wrong in a route and where (Fehler im Laufweg): a sentence for each field, so that all is seen at once and nothing typed is lost.</summary>
public static class RouteFaults
{
    /// <param name="form">The route.</param>
    /// <param name="there">Whether an addressee can be chosen.</param>
    /// <returns>By the name of the field; what concerns the route as a whole stands under <c>weg</c>.</returns>
    public static IReadOnlyDictionary<string, string> Of(RouteForm form, Func<string, bool> there)
    {
        var faults = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < form.Fields.Count; i++)
        {
            var field = form.Fields[i];
            if (field.Name.Length is 0 or > 60 || form.Fields.Take(i).Any(other => other.Name == field.Name))
                faults[$"feld-{i}"] = T(
                    "Das Zahlenfeld braucht einen eigenen, kurzen Namen.",
                    "The number field needs a short name of its own."
                );
            if (RouteFormPlans.Number(field.Value) is null)
                faults[$"wert-{i}"] = T("Bitte eine Zahl eingeben, z. B. 1250,50.", "Please enter a number, e.g. 1250.50.");
        }
        foreach (var station in form.Stations)
            Check(form, station, there, faults);
        foreach (var step in form.AllSteps)
            Check(form, step, faults);
        if (form.Stations.Count() > RouteForm.MostStations)
            faults["weg"] = T(
                $"Hier sind höchstens {RouteForm.MostStations} Stationen möglich.",
                $"At most {RouteForm.MostStations} stations are possible here."
            );
        // Whatever else the rules say about the whole.
        if (
            faults.Count == 0
            && RouteChecks.Check(RouteFormPlans.Route(form), RouteFormPlans.FourEyes(form), RouteFormPlans.Fields(form)) is { } refusal
        )
            faults["weg"] = T(refusal);
        return faults;
    }

    private static void Check(RouteForm form, StationForm station, Func<string, bool> there, Dictionary<string, string> faults)
    {
        if (station.Addressee is null)
            faults[$"{station.Id}.wer"] = T("Bitte wählen Sie, wer die Mappe bekommt.", "Please choose who gets the folder.");
        else if (station.Addressee.Meant is null && !there(station.Who))
            faults[$"{station.Id}.wer"] = T(
                "Gibt es im Haus nicht mehr. Bitte wählen Sie jemand anderen.",
                "Is not in the house any more. Please choose somebody else."
            );
        var days = RouteFormPlans.Days(station.Due);
        if (station.Due.Length > 0 && days is not (>= 1 and <= RouteChecks.MostDueDays))
            faults[$"{station.Id}.frist"] = T(
                $"1 bis {RouteChecks.MostDueDays} Arbeitstage, oder leer für „ohne Frist“.",
                $"1 to {RouteChecks.MostDueDays} working days, or empty for no due time."
            );
        if (Options(station) is { } options)
            faults[$"{station.Id}.wahl"] = options;
        if (station.FourEyes.Any(group => form.Stations.Count(other => other.FourEyes.Contains(group)) < 2))
            faults[$"{station.Id}.augen"] = T(
                "Zu einer Vier-Augen-Gruppe gehören mindestens zwei Stationen.",
                "A four-eyes group has at least two stations."
            );
    }

    private static string? Options(StationForm station)
    {
        if (station.Task != StationTask.Decide)
            return null;
        var lines = station.OptionLines;
        return lines.Count is >= 2 and <= RouteChecks.MostOptions && lines.Distinct(StringComparer.Ordinal).Count() == lines.Count
            ? null
            : T(
                $"2 bis {RouteChecks.MostOptions} verschiedene Möglichkeiten, jede in einer Zeile.",
                $"2 to {RouteChecks.MostOptions} different options, one in each line."
            );
    }

    private static void Check(RouteForm form, StepForm step, Dictionary<string, string> faults)
    {
        var blocking = step.Members.Count(member => member.Station is not { Task: StationTask.Acknowledge, Blocking: false });
        if (step.Rule == "k" && RouteFormPlans.Days(step.Least) is var least && (least is null or 0 || least > Math.Max(1, blocking)))
            faults[$"{step.Id}.k"] = T(
                $"Eine Zahl von 1 bis {Math.Max(1, blocking)}: so viele Stationen halten diesen Schritt auf.",
                $"A number from 1 to {Math.Max(1, blocking)}: so many stations block this step."
            );
        if (step.When.Length == 0)
            return;
        if (RouteFormPlans.Conditions(form, step).All(choice => choice.Value != step.When))
            faults[$"{step.Id}.wenn"] = T(CirculationRefusals.BadCondition);
        else if (step.When.StartsWith("f:", StringComparison.Ordinal) && RouteFormPlans.Number(step.Above) is null)
            faults[$"{step.Id}.ueber"] = T("Über welchem Betrag? Bitte eine Zahl eingeben.", "Above which amount? Please enter a number.");
    }
}
