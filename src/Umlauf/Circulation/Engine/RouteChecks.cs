using System.Collections.Immutable;
using Umlauf.Platform;

namespace Umlauf.Circulation.Engine;

/// <summary>Whether a planned route can be carried out at all (Laufweg prüfen): shape, limits, rules and conditions.</summary>
public static class RouteChecks
{
    public const int MostStations = 20_000;

    public const int Deepest = 8;

    public const int MostOptions = 20;

    public const int LongestKey = 60;

    public const int MostDueDays = 250;

    public const int LongestWords = Checks.LongestText;

    public static Refusal? Check(
        ImmutableArray<StepPlan> route,
        ImmutableArray<ImmutableArray<string>> fourEyes,
        IReadOnlyDictionary<string, decimal> fields
    )
    {
        var seen = new Dictionary<string, StationPlan>(StringComparer.Ordinal);
        var count = 0;
        return CheckSteps(route, fields, [], seen, ref count, depth: 0)
            ?? (
                fourEyes.Any(group => group.Any(key => !seen.ContainsKey(key)))
                    ? CirculationRefusals.BadRoute.With("Vier-Augen-Gruppe / four-eyes group")
                    : null
            );
    }

    /// <param name="earlier">Decide stations in earlier steps, which conditions may name.</param>
    private static Refusal? CheckSteps(
        ImmutableArray<StepPlan> route,
        IReadOnlyDictionary<string, decimal> fields,
        ImmutableDictionary<string, StationPlan> earlier,
        Dictionary<string, StationPlan> seen,
        ref int count,
        int depth
    )
    {
        if (route.IsDefaultOrEmpty)
            return CirculationRefusals.EmptyRoute;
        if (depth > Deepest)
            return CirculationRefusals.BadRoute.With($"höchstens {Deepest} Ebenen / at most {Deepest} levels");
        foreach (var step in route)
        {
            if (step.Members.IsDefaultOrEmpty)
                return CirculationRefusals.EmptyRoute;
            if (step.When is { } when && CheckCondition(when, fields, earlier) is { } unmet)
                return unmet;
            var decisions = earlier;
            foreach (var member in step.Members)
            {
                if (member.Station is null == member.Branch is null)
                    return CirculationRefusals.BadRoute.With("Station oder Zweig / station or branch");
                if (member.Branch is { } branch && CheckSteps(branch, fields, earlier, seen, ref count, depth + 1) is { } nested)
                    return nested;
                if (member.Station is not { } station)
                    continue;
                if (++count > MostStations)
                    return CirculationRefusals.BadRoute.With($"höchstens {MostStations:N0} Stationen / at most {MostStations:N0} stations");
                if (CheckStation(station) is { } bad)
                    return bad;
                if (station.Key.Length > 0 && !seen.TryAdd(station.Key, station))
                    return CirculationRefusals.BadRoute.With($"„{station.Key}“ zweimal / twice");
                if (station is { Task: StationTask.Decide, Key.Length: > 0 })
                    decisions = decisions.SetItem(station.Key, station);
            }
            var blocking = step.Members.Count(member => member.Station is not { Task: StationTask.Acknowledge, Blocking: false });
            if (step.Rule.Least < 0 || step.Rule.Least > Math.Max(1, blocking))
                return CirculationRefusals.BadRule;
            earlier = decisions;
        }
        return null;
    }

    internal static Refusal? CheckStation(StationPlan station)
    {
        var addressee = station.Addressee;
        var named = new object?[] { addressee.Person, addressee.Office, addressee.Role, addressee.Meant };
        if (named.Count(one => one is not null) != 1 || addressee.Meant is { Text: "" or { Length: > LongestWords } })
            return CirculationRefusals.BadRoute.With("Empfänger / addressee");
        if (station.Words?.Length > LongestWords || station.Note?.Length > LongestWords)
            return CirculationRefusals.BadRoute.With($"Text: höchstens {LongestWords:N0} Zeichen / at most {LongestWords:N0} characters");
        if (station.Task == StationTask.Reconfirm || station.Key.Length > LongestKey)
            return CirculationRefusals.BadRoute.With("Aufgabe / task");
        if (station.DueWorkingDays is < 1 or > MostDueDays)
            return CirculationRefusals.BadRoute.With($"Frist 1 bis {MostDueDays} Arbeitstage / due in 1 to {MostDueDays} working days");
        var options = station.Options.Distinct(StringComparer.Ordinal).Count(option => option.Trim().Length > 0);
        if (station.Task == StationTask.Decide ? options is < 2 or > MostOptions || options != station.Options.Length : options > 0)
            return CirculationRefusals.BadRoute.With(
                $"2 bis {MostOptions} verschiedene Möglichkeiten / 2 to {MostOptions} different options"
            );
        return null;
    }

    private static Refusal? CheckCondition(
        Condition when,
        IReadOnlyDictionary<string, decimal> fields,
        ImmutableDictionary<string, StationPlan> earlier
    )
    {
        var onField =
            when.Field is { } field && when.Above is not null && when.Station is null && when.Option is null && fields.ContainsKey(field);
        var onOption =
            when is { Field: null, Above: null, Station: { } station, Option: { } option }
            && earlier.TryGetValue(station, out var decision)
            && decision.Options.Contains(option, StringComparer.Ordinal);
        return onField || onOption ? null : CirculationRefusals.BadCondition;
    }
}
