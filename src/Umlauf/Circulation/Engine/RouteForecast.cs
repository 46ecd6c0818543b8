using System.Collections.Immutable;
using Umlauf.Platform;

namespace Umlauf.Circulation.Engine;

/// <summary>Whether a planned station will be asked at all.</summary>
public enum ForecastKind
{
    Sure,

    /// <summary>Depends on a decision that has not been taken yet.</summary>
    Perhaps,

    /// <summary>Its condition on a number field is not met.</summary>
    Skipped,
}

/// <summary>When a station gets the folder if everybody before it takes all of the time (wer bekommt es wann).</summary>
/// <param name="Station">Who is asked for what.</param>
/// <param name="Step">Number of the step, in branches with that of the step around it: 2, 2a.1.</param>
/// <param name="From">The day on which it arrives.</param>
/// <param name="Until">The last day; null without a due time.</param>
/// <param name="Kind">Whether it is asked at all.</param>
public sealed record ForecastStation(StationPlan Station, string Step, DateOnly From, DateOnly? Until, ForecastKind Kind);

/// <summary>The whole route in days (Vorschau des Laufwegs).</summary>
/// <param name="Stations">In the order of the route.</param>
/// <param name="End">The day on which the last step is complete.</param>
/// <param name="Open">A station that holds the route up has no due time: the days after it are the earliest possible ones.</param>
public sealed record Forecast(ImmutableArray<ForecastStation> Stations, DateOnly End, bool Open);

/// <summary>Says how a route would run (Vorschau): pure, from the plan, the first day and the working days of whoever is asked.</summary>
public sealed class RouteForecast
{
    private readonly Func<Addressee, WorkingDays> calendar;
    private readonly IReadOnlyDictionary<string, decimal> fields;
    private readonly ImmutableArray<ForecastStation>.Builder stations = ImmutableArray.CreateBuilder<ForecastStation>();
    private bool open;

    private RouteForecast(Func<Addressee, WorkingDays> calendar, IReadOnlyDictionary<string, decimal> fields) =>
        (this.calendar, this.fields) = (calendar, fields);

    public static Forecast Of(
        ImmutableArray<StepPlan> route,
        IReadOnlyDictionary<string, decimal> fields,
        DateOnly start,
        Func<Addressee, WorkingDays> calendar
    )
    {
        var forecast = new RouteForecast(calendar, fields);
        var end = forecast.Walk(route, start, "", ForecastKind.Sure);
        return new Forecast(forecast.stations.ToImmutable(), end, forecast.open);
    }

    /// <returns>The day on which the last step is complete.</returns>
    private DateOnly Walk(ImmutableArray<StepPlan> route, DateOnly day, string prefix, ForecastKind around)
    {
        for (var i = 0; i < route.Length; i++)
        {
            var kind = Worse(around, KindOf(route[i].When));
            var end = Walk(route[i], day, $"{prefix}{i + 1}", kind);
            if (kind != ForecastKind.Skipped)
                day = end;
        }
        return day;
    }

    private DateOnly Walk(StepPlan step, DateOnly day, string label, ForecastKind kind)
    {
        var ends = new List<DateOnly>();
        var branch = 'a';
        foreach (var member in step.Members)
        {
            if (member.Branch is { } inner)
            {
                ends.Add(Walk(inner, day, $"{label}{branch++}.", kind));
                continue;
            }
            var station = member.Station!;
            DateOnly? until = station.DueWorkingDays is { } days ? calendar(station.Addressee).Add(day, days) : null;
            stations.Add(new ForecastStation(station, label, day, until, kind));
            if (station is { Task: StationTask.Acknowledge, Blocking: false })
                continue;
            open |= until is null && kind != ForecastKind.Skipped;
            ends.Add(until ?? day);
        }
        ends.Sort();
        return ends.Count == 0 ? day : ends[Math.Max(1, step.Rule.Needed(ends.Count)) - 1];
    }

    private ForecastKind KindOf(Condition? when) =>
        when is null ? ForecastKind.Sure
        : when.Field is not { } field ? ForecastKind.Perhaps
        : fields.TryGetValue(field, out var value) && value > when.Above ? ForecastKind.Sure
        : ForecastKind.Skipped;

    private static ForecastKind Worse(ForecastKind one, ForecastKind other) => one > other ? one : other;
}
