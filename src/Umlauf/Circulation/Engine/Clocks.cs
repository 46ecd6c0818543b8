using Umlauf.Platform;

namespace Umlauf.Circulation.Engine;

/// <summary>The time of an act and the calendars of those whose clocks it starts (rule 10). Plain values: the engine asks no clock.</summary>
/// <param name="Now">When the command came.</param>
/// <param name="Calendar">The working days of an addressee's office.</param>
public sealed record Clocks(DateTimeOffset Now, Func<Addressee, WorkingDays> Calendar)
{
    /// <summary>The end of the last day for a station that gets its turn now; null without a due time.</summary>
    public DateTimeOffset? Due(Station station) =>
        station.DueWorkingDays is { } days ? LocalDays.End(Calendar(station.Addressee).Add(LocalDays.Of(Now), days)) : null;

    /// <summary>The due time moved by the working days that the clock stood still (rule 4).</summary>
    public DateTimeOffset? AfterPause(Station station) =>
        station is { DueAt: { } due, PausedAt: { } paused }
            ? Later(station.Addressee, due, Math.Max(0, Calendar(station.Addressee).Count(LocalDays.Of(paused), LocalDays.Of(Now))))
            : station.DueAt;

    /// <summary>The due time moved by working days, counted from today if it has passed.</summary>
    public DateTimeOffset Extended(Station station, int workingDays) =>
        Later(station.Addressee, station.DueAt!.Value > Now ? station.DueAt.Value : Now, workingDays);

    /// <summary>Where a due time moves whose day is none of work for the addressee; null when it stays.</summary>
    public DateTimeOffset? OnWorkingDay(Station station)
    {
        if (station.DueAt is not { } due || Calendar(station.Addressee).IsWorkingDay(LocalDays.Of(due)))
            return null;
        return Later(station.Addressee, due, 0);
    }

    private DateTimeOffset Later(Addressee addressee, DateTimeOffset due, int workingDays) =>
        LocalDays.End(Calendar(addressee).Add(LocalDays.Of(due), workingDays));
}
