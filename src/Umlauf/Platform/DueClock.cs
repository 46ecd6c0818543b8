using System.Runtime.InteropServices;

namespace Umlauf.Platform;

/// <summary>A stretch of time in which a clock stands still, e.g. while a question is open.</summary>
/// <param name="From">When it stopped.</param>
/// <param name="To">When it went on; null: it still stands.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Pause(DateTimeOffset From, DateTimeOffset? To);

/// <summary>What a due clock shows at a moment.</summary>
/// <param name="Due">The last millisecond of the last working day.</param>
/// <param name="HalfTime">When half of the time is used up: always on a working day.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct DueTimes(DateTimeOffset Due, DateTimeOffset HalfTime)
{
    /// <summary>The last working day on which the work can be done in time.</summary>
    public DateOnly LastDay => LocalDays.Of(Due);
}

/// <summary>
/// A time limit in working days (Frist in Arbeitstagen). It ends with a working day, never runs on a day that is none and never during a pause:
/// the working time of the pauses is added, up to the end of the day on which it is used up. Working time is every hour of a working day, because
/// offices publish no hours. It never runs backwards: neither a longer pause nor a later look ever makes it end earlier.
/// </summary>
/// <param name="days">The calendar of the office.</param>
public sealed class DueClock(WorkingDays days)
{
    /// <param name="start">When the limit was set. This day does not count (section 187 BGB): the clock runs from the midnight after it.</param>
    /// <param name="workingDays">How many working days it runs, at least one.</param>
    /// <param name="pauses">In any order; they may overlap. One that is still open lasts at least until now.</param>
    /// <param name="now">The moment of looking.</param>
    public DueTimes Of(DateTimeOffset start, int workingDays, IEnumerable<Pause> pauses, DateTimeOffset now)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(workingDays);
        var limit = TimeSpan.FromDays(workingDays);
        var used = TimeSpan.Zero;
        DateTimeOffset? half = null;
        foreach (var stretch in Stretches(LocalDays.Of(start).AddDays(1), Joined(pauses, now)))
        {
            // Strictly more: an instant at the very end of a stretch would already be in the pause or in the weekend after it.
            if (half is null && used + stretch.Length > limit / 2)
                half = stretch.From + (limit / 2 - used);
            used += stretch.Length;
            if (used >= limit && half is { } found)
                return new DueTimes(LocalDays.End(stretch.Day), found);
        }
        throw new InvalidOperationException("Working days never end.");
    }

    /// <summary>Working days that are left after today: 0 on the last day, negative when it is over.</summary>
    public int Remaining(DueTimes times, DateTimeOffset now) => days.Count(LocalDays.Of(now), times.LastDay);

    /// <summary>
    /// The working time from a day on without the pauses, day by day, without end. A working day has 24 hours: clocks change on Sundays.
    /// </summary>
    private IEnumerable<Stretch> Stretches(DateOnly first, List<(DateTimeOffset From, DateTimeOffset To)> stops)
    {
        var next = 0;
        for (var day = days.OnOrAfter(first); ; day = days.Next(day))
        {
            var (from, end) = (LocalDays.Start(day), LocalDays.Start(day.AddDays(1)));
            while (next < stops.Count && stops[next].From < end)
            {
                if (stops[next].From > from)
                    yield return new Stretch(day, from, stops[next].From - from);
                if (stops[next].To > from)
                    from = stops[next].To;
                // It reaches into the next day: look at it there again.
                if (from >= end)
                    break;
                next++;
            }
            if (from < end)
                yield return new Stretch(day, from, end - from);
        }
    }

    /// <summary>In order, without overlaps and without those that never were.</summary>
    private static List<(DateTimeOffset From, DateTimeOffset To)> Joined(IEnumerable<Pause> pauses, DateTimeOffset now)
    {
        var joined = new List<(DateTimeOffset From, DateTimeOffset To)>();
        foreach (
            var (from, to) in pauses
                .Select(pause => (pause.From, To: pause.To ?? now))
                .Where(one => one.To > one.From)
                .OrderBy(one => one.From)
        )
        {
            if (joined.Count > 0 && from <= joined[^1].To)
                joined[^1] = (joined[^1].From, to > joined[^1].To ? to : joined[^1].To);
            else
                joined.Add((from, to));
        }
        return joined;
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Stretch(DateOnly Day, DateTimeOffset From, TimeSpan Length);
}
