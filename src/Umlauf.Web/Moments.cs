using System.Globalization;

namespace Umlauf.Web;

/// <summary>Times and sizes as people say them: "Mo, 23.11.2026 (in 3 Tagen)", "seit 2 Stunden", "75 kB".</summary>
public static class Moments
{
    private static readonly TimeZoneInfo Germany = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    /// <summary>The calendar day in Germany on which an instant falls.</summary>
    public static DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(Local(instant).DateTime);

    public static DateTimeOffset Local(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, Germany);

    /// <summary>"Mo, 23.11.2026" or "Mon, 23/11/2026".</summary>
    public static string Date(DateOnly day) =>
        day.ToString(Language.IsEnglish ? "ddd, dd MMM yyyy" : "ddd, dd.MM.yyyy", CultureInfo.CurrentCulture);

    /// <summary>"Mo, 23.11.2026, 14:05 Uhr".</summary>
    public static string DateAndTime(DateTimeOffset instant) => $"{Date(DayOf(instant))}, {Time(instant)}";

    /// <summary>"14:05 Uhr".</summary>
    public static string Time(DateTimeOffset instant) =>
        Local(instant).ToString("HH:mm", CultureInfo.InvariantCulture) + (Language.IsEnglish ? "" : " Uhr");

    /// <summary>"Mo, 23.11.2026 (in 3 Tagen)".</summary>
    public static string DateInWords(DateOnly day, DateOnly today) => $"{Date(day)} ({Distance(day, today)})";

    /// <summary>"heute", "morgen", "in 3 Tagen", "vor 2 Monaten".</summary>
    public static string Distance(DateOnly day, DateOnly today)
    {
        var days = day.DayNumber - today.DayNumber;
        return days switch
        {
            0 => Language.T("heute", "today"),
            1 => Language.T("morgen", "tomorrow"),
            2 when !Language.IsEnglish => "übermorgen",
            -1 => Language.T("gestern", "yesterday"),
            -2 when !Language.IsEnglish => "vorgestern",
            > 0 => Language.T($"in {Span(days)}", $"in {Span(days)}"),
            _ => Language.T($"vor {Span(-days)}", $"{Span(-days)} ago"),
        };
    }

    /// <summary>"seit 5 Minuten", "seit gestern", "seit 3 Tagen": how long something has been waiting.</summary>
    public static string Age(DateTimeOffset since, DateTimeOffset now)
    {
        var waited = now - since;
        if (waited < TimeSpan.FromMinutes(1))
            return Language.T("gerade eben", "just now");
        if (waited < TimeSpan.FromHours(1))
            return Language.T((int)waited.TotalMinutes, "seit 1 Minute", "seit {0} Minuten", "for 1 minute", "for {0} minutes");
        var days = DayOf(now).DayNumber - DayOf(since).DayNumber;
        return days switch
        {
            0 => Language.T((int)waited.TotalHours, "seit 1 Stunde", "seit {0} Stunden", "for 1 hour", "for {0} hours"),
            1 => Language.T("seit gestern", "since yesterday"),
            _ => Language.T($"seit {Span(days)}", $"for {Span(days)}"),
        };
    }

    /// <summary>"820 B", "75 kB", "1,2 MB": decimal units, as on every operating system's file list since 2009.</summary>
    public static string Bytes(long bytes)
    {
        if (bytes < 1000)
            return $"{bytes} B";
        var (value, unit) = bytes switch
        {
            < 1_000_000 => (bytes / 1e3, "kB"),
            < 1_000_000_000 => (bytes / 1e6, "MB"),
            < 1_000_000_000_000 => (bytes / 1e9, "GB"),
            _ => (bytes / 1e12, "TB"),
        };
        return value.ToString(value < 10 && unit != "kB" ? "0.#" : "0", CultureInfo.CurrentCulture) + "\u00a0" + unit;
    }

    private static string Span(int days) =>
        days switch
        {
            < 61 => Language.T(days, "1 Tag", "{0} Tagen", "1 day", "{0} days"),
            < 730 => Language.T(days / 30, "1 Monat", "{0} Monaten", "1 month", "{0} months"),
            _ => Language.T(days / 365, "1 Jahr", "{0} Jahren", "1 year", "{0} years"),
        };
}
