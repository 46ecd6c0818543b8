using static Umlauf.Platform.FederalState;

namespace Umlauf.Platform;

/// <summary>A public holiday by law (gesetzlicher Feiertag).</summary>
public sealed record PublicHoliday(DateOnly Date, string German, string English);

/// <summary>Holidays that the law gives only to some municipalities of a state; each municipality says which it has.</summary>
[Flags]
public enum LocalHolidays
{
    None = 0,

    /// <summary>Fronleichnam in Catholic municipalities of Saxony and Thuringia.</summary>
    CorpusChristi = 1,

    /// <summary>Mariä Himmelfahrt in municipalities of Bavaria with more Catholic than Protestant inhabitants (about 1,700 of 2,056).</summary>
    Assumption = 2,

    /// <summary>Friedensfest in the city of Augsburg.</summary>
    PeaceFestival = 4,
}

/// <summary>The public holidays of the 16 states by their holiday acts, for 1996 and later years.</summary>
public static class PublicHolidays
{
    /// <summary>The holidays of one year, in order.</summary>
    public static IReadOnlyList<PublicHoliday> In(int year, FederalState state, LocalHolidays local = LocalHolidays.None) =>
        [.. Nationwide(year).Concat(OfStates(year, state, local)).OrderBy(holiday => holiday.Date)];

    /// <summary>The holidays that in this state each municipality may have or not.</summary>
    public static LocalHolidays LocalIn(FederalState state) =>
        state switch
        {
            Saxony or Thuringia => LocalHolidays.CorpusChristi,
            Bavaria => LocalHolidays.Assumption | LocalHolidays.PeaceFestival,
            _ => LocalHolidays.None,
        };

    /// <summary>Easter Sunday in the Gregorian calendar (algorithm of Meeus, Jones and Butcher).</summary>
    public static DateOnly Easter(int year)
    {
        var golden = year % 19;
        var century = year / 100;
        var epact = (19 * golden + century - century / 4 - (century - (century + 8) / 25 + 1) / 3 + 15) % 30;
        var weekday = (32 + 2 * (century % 4) + 2 * (year % 100 / 4) - epact - year % 4) % 7;
        var correction = (golden + 11 * epact + 22 * weekday) / 451;
        var day = epact + weekday - 7 * correction + 114;
        return new DateOnly(year, day / 31, day % 31 + 1);
    }

    private static IEnumerable<PublicHoliday> Nationwide(int year)
    {
        var easter = Easter(year);
        return
        [
            new(new(year, 1, 1), "Neujahr", "New Year's Day"),
            new(easter.AddDays(-2), "Karfreitag", "Good Friday"),
            new(easter.AddDays(1), "Ostermontag", "Easter Monday"),
            new(new(year, 5, 1), "Tag der Arbeit", "Labour Day"),
            new(easter.AddDays(39), "Christi Himmelfahrt", "Ascension Day"),
            new(easter.AddDays(50), "Pfingstmontag", "Whit Monday"),
            new(new(year, 10, 3), "Tag der Deutschen Einheit", "Day of German Unity"),
            new(new(year, 12, 25), "1. Weihnachtstag", "Christmas Day"),
            new(new(year, 12, 26), "2. Weihnachtstag", "Second Day of Christmas"),
        ];
    }

    private static IEnumerable<PublicHoliday> OfStates(int year, FederalState state, LocalHolidays local)
    {
        var easter = Easter(year);
        if (state is BadenWuerttemberg or Bavaria or SaxonyAnhalt)
            yield return new(new(year, 1, 6), "Heilige Drei Könige", "Epiphany");
        if ((state is Berlin && year >= 2019) || (state is MecklenburgWesternPomerania && year >= 2023))
            yield return new(new(year, 3, 8), "Internationaler Frauentag", "International Women's Day");
        if (state is Brandenburg)
            yield return new(easter, "Ostersonntag", "Easter Sunday");
        if (state is Brandenburg)
            yield return new(easter.AddDays(49), "Pfingstsonntag", "Whit Sunday");
        if (state is Berlin && year is 2020 or 2025)
            yield return new(new(year, 5, 8), "Tag der Befreiung", "Liberation Day");
        if (state is Berlin && year is 2028)
            yield return new(new(year, 6, 17), "75. Jahrestag des Volksaufstandes", "75th Anniversary of the Uprising of 1953");
        if (HasCorpusChristi(state, local))
            yield return new(easter.AddDays(60), "Fronleichnam", "Corpus Christi");
        if (state is Bavaria && local.HasFlag(LocalHolidays.PeaceFestival))
            yield return new(new(year, 8, 8), "Augsburger Hohes Friedensfest", "Augsburg Peace Festival");
        if (state is Saarland || (state is Bavaria && local.HasFlag(LocalHolidays.Assumption)))
            yield return new(new(year, 8, 15), "Mariä Himmelfahrt", "Assumption Day");
        if (state is Thuringia && year >= 2019)
            yield return new(new(year, 9, 20), "Weltkindertag", "World Children's Day");
        if (HasReformationDay(state, year))
            yield return new(new(year, 10, 31), "Reformationstag", "Reformation Day");
        if (state is BadenWuerttemberg or Bavaria or NorthRhineWestphalia or RhinelandPalatinate or Saarland)
            yield return new(new(year, 11, 1), "Allerheiligen", "All Saints' Day");
        if (state is Saxony)
            yield return new(DayOfRepentance(year), "Buß- und Bettag", "Day of Repentance and Prayer");
    }

    private static bool HasCorpusChristi(FederalState state, LocalHolidays local) =>
        state is BadenWuerttemberg or Bavaria or Hesse or NorthRhineWestphalia or RhinelandPalatinate or Saarland
        || (state is Saxony or Thuringia && local.HasFlag(LocalHolidays.CorpusChristi));

    // 2017, 500 years after the theses, all states had it; the four northern ones kept it.
    private static bool HasReformationDay(FederalState state, int year) =>
        year == 2017
        || state is Brandenburg or MecklenburgWesternPomerania or Saxony or SaxonyAnhalt or Thuringia
        || (state is Bremen or Hamburg or LowerSaxony or SchleswigHolstein && year >= 2018);

    /// <summary>The Wednesday before 23 November.</summary>
    private static DateOnly DayOfRepentance(int year)
    {
        var last = new DateOnly(year, 11, 22);
        return last.AddDays(-(((int)last.DayOfWeek - (int)DayOfWeek.Wednesday + 7) % 7));
    }
}
