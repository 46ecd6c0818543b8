namespace Umlauf.Platform;

/// <summary>Calendar days as town halls live them (Kalendertage in deutscher Ortszeit), with summer time.</summary>
public static class LocalDays
{
    private static readonly TimeZoneInfo germany = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    /// <summary>The day on which an instant falls.</summary>
    public static DateOnly Of(DateTimeOffset instant) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, germany).DateTime);

    /// <summary>Midnight with which the day begins, in UTC. Clocks never change at midnight here, so there is exactly one.</summary>
    public static DateTimeOffset Start(DateOnly day)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(midnight, germany.GetUtcOffset(midnight)).ToUniversalTime();
    }

    /// <summary>The last millisecond of the day, in UTC: still on that day wherever it is shown.</summary>
    public static DateTimeOffset End(DateOnly day) => Start(day.AddDays(1)).AddMilliseconds(-1);
}
