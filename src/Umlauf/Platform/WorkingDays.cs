using System.Collections.Concurrent;
using System.Collections.Frozen;

namespace Umlauf.Platform;

/// <summary>
/// The working days (Arbeitstage) of an office: Monday to Friday without the public holidays of its state and municipality and without
/// the days on which it is closed.
/// </summary>
/// <param name="state">Decides the public holidays.</param>
/// <param name="local">Holidays that only some municipalities of the state have.</param>
/// <param name="closed">Days on which the office is closed (Schließtage), e.g. Christmas Eve or the works outing.</param>
public sealed class WorkingDays(FederalState state, LocalHolidays local = LocalHolidays.None, IEnumerable<DateOnly>? closed = null)
{
    private readonly FrozenSet<DateOnly> closed = (closed ?? []).ToFrozenSet();
    private readonly ConcurrentDictionary<int, FrozenSet<DateOnly>> holidays = new();

    public bool IsWorkingDay(DateOnly day) =>
        day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !closed.Contains(day) && !HolidaysOf(day.Year).Contains(day);

    /// <summary>The day itself when it is a working day, else the next one: where a period that ends on a holiday really ends (section 193 BGB).</summary>
    public DateOnly OnOrAfter(DateOnly day) => IsWorkingDay(day) ? day : Next(day);

    /// <summary>The first working day after this one.</summary>
    public DateOnly Next(DateOnly day) => Step(day, 1);

    /// <summary>The last working day before this one.</summary>
    public DateOnly Previous(DateOnly day) => Step(day, -1);

    /// <summary>
    /// The day that lies so many working days later, or earlier when the number is negative. The day itself does not count (section 187 BGB);
    /// zero days later is <see cref="OnOrAfter"/>.
    /// </summary>
    public DateOnly Add(DateOnly day, int workingDays)
    {
        if (workingDays == 0)
            return OnOrAfter(day);
        for (var left = Math.Abs(workingDays); left > 0; left--)
            day = Step(day, Math.Sign(workingDays));
        return day;
    }

    /// <summary>Working days after <paramref name="from"/> up to and with <paramref name="to"/>; negative when <paramref name="to"/> is earlier.</summary>
    public int Count(DateOnly from, DateOnly to)
    {
        if (to < from)
            return -Count(to, from);
        var count = 0;
        for (var day = from.AddDays(1); day <= to; day = day.AddDays(1))
            count += IsWorkingDay(day) ? 1 : 0;
        return count;
    }

    private DateOnly Step(DateOnly day, int direction)
    {
        do day = day.AddDays(direction);
        while (!IsWorkingDay(day));
        return day;
    }

    private FrozenSet<DateOnly> HolidaysOf(int year) =>
        holidays.GetOrAdd(year, one => PublicHolidays.In(one, state, local).Select(holiday => holiday.Date).ToFrozenSet());
}
