using System.Runtime.InteropServices;
using Umlauf.Platform;

namespace Umlauf.Circulation.Engine;

/// <summary>Something that the clock does with a station, and from when on (Schritt der Frist, rule 10).</summary>
/// <param name="At">Always on a working day.</param>
/// <param name="Reminder"><see cref="ReminderKind.None"/>: the due time has passed, the superior sees it.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct DueStep(DateTimeOffset At, ReminderKind Reminder);

/// <summary>What the clock does with an open station (Erinnern, rule 10): half time, last working day, and the working day after the due time.</summary>
public static class DueSteps
{
    /// <summary>The steps that are left, in their order; none while a question is open. A later one makes those before it superfluous.</summary>
    public static IEnumerable<DueStep> Of(Station station, WorkingDays days)
    {
        if (station is not { State: StationState.Active, DueAt: { } due, PausedAt: null, Superior: null })
            yield break;
        // A day that was closed only after the folder had begun gives the time back.
        var last = days.OnOrAfter(LocalDays.Of(due));
        // Counted back from the due time, so that a pause before it has moved it too. With one or two days, half time is the last day.
        if (station.Reminded == ReminderKind.None && station.DueWorkingDays is { } all and > 2)
        {
            var half =
                all % 2 == 0 ? LocalDays.Start(days.Add(last, 1 - all / 2)) : LocalDays.Start(days.Add(last, -(all / 2))).AddHours(12);
            yield return new DueStep(half, ReminderKind.HalfTime);
        }
        if (station.Reminded != ReminderKind.LastDay)
            yield return new DueStep(LocalDays.Start(last), ReminderKind.LastDay);
        yield return new DueStep(LocalDays.Start(days.Next(last)), ReminderKind.None);
    }

    /// <summary>What is to be done now; null: nothing, or this is no working day of the addressee.</summary>
    public static DueStep? Now(Station station, Clocks clocks)
    {
        var days = clocks.Calendar(station.Addressee);
        DueStep? now = null;
        if (days.IsWorkingDay(LocalDays.Of(clocks.Now)))
        {
            foreach (var step in Of(station, days).Where(step => step.At <= clocks.Now))
                now = step;
        }
        return now;
    }

    /// <summary>When to look again; null: never. What was missed is made up for on the next working day.</summary>
    public static DateTimeOffset? Next(Station station, Clocks clocks)
    {
        var days = clocks.Calendar(station.Addressee);
        var today = LocalDays.Of(clocks.Now);
        var soon = days.IsWorkingDay(today) ? clocks.Now : LocalDays.Start(days.Next(today));
        foreach (var step in Of(station, days))
            return step.At > soon ? step.At : soon;
        return null;
    }
}
