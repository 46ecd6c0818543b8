using CsCheck;
using Umlauf.Platform;
using Xunit;

namespace Umlauf.Tests.Platform;

public sealed class PublicHolidaysTests
{
    [Theory]
    [InlineData("1998-04-12")]
    [InlineData("2000-04-23")]
    [InlineData("2008-03-23")]
    [InlineData("2011-04-24")]
    [InlineData("2024-03-31")]
    [InlineData("2025-04-20")]
    [InlineData("2026-04-05")]
    [InlineData("2027-03-28")]
    [InlineData("2038-04-25")]
    public void Easter_falls_where_the_almanac_has_it(string day) =>
        Assert.Equal(DateOnly.Parse(day), PublicHolidays.Easter(DateOnly.Parse(day).Year));

    [Theory]
    [InlineData(FederalState.BadenWuerttemberg, 12)]
    [InlineData(FederalState.Bavaria, 12)]
    [InlineData(FederalState.Berlin, 10)]
    [InlineData(FederalState.Brandenburg, 12)]
    [InlineData(FederalState.Bremen, 10)]
    [InlineData(FederalState.Hamburg, 10)]
    [InlineData(FederalState.Hesse, 10)]
    [InlineData(FederalState.MecklenburgWesternPomerania, 11)]
    [InlineData(FederalState.LowerSaxony, 10)]
    [InlineData(FederalState.NorthRhineWestphalia, 11)]
    [InlineData(FederalState.RhinelandPalatinate, 11)]
    [InlineData(FederalState.Saarland, 12)]
    [InlineData(FederalState.Saxony, 11)]
    [InlineData(FederalState.SaxonyAnhalt, 11)]
    [InlineData(FederalState.SchleswigHolstein, 10)]
    [InlineData(FederalState.Thuringia, 11)]
    public void Each_state_has_its_number_of_holidays(FederalState state, int holidays) =>
        Assert.Equal(holidays, PublicHolidays.In(2026, state).Count);

    [Theory]
    [InlineData(FederalState.Berlin, "2018-03-08", null)]
    [InlineData(FederalState.Berlin, "2026-03-08", "Internationaler Frauentag")]
    [InlineData(FederalState.MecklenburgWesternPomerania, "2022-03-08", null)]
    [InlineData(FederalState.MecklenburgWesternPomerania, "2023-03-08", "Internationaler Frauentag")]
    [InlineData(FederalState.Berlin, "2025-05-08", "Tag der Befreiung")]
    [InlineData(FederalState.Brandenburg, "2025-05-08", null)]
    [InlineData(FederalState.Berlin, "2028-06-17", "75. Jahrestag des Volksaufstandes")]
    [InlineData(FederalState.Thuringia, "2026-09-20", "Weltkindertag")]
    [InlineData(FederalState.Saxony, "2026-11-18", "Buß- und Bettag")]
    [InlineData(FederalState.Saxony, "2023-11-22", "Buß- und Bettag")]
    [InlineData(FederalState.Saxony, "2028-11-22", "Buß- und Bettag")]
    [InlineData(FederalState.Saxony, "2029-11-21", "Buß- und Bettag")]
    [InlineData(FederalState.Bavaria, "2026-11-18", null)]
    [InlineData(FederalState.Hamburg, "2016-10-31", null)]
    [InlineData(FederalState.Bavaria, "2017-10-31", "Reformationstag")]
    [InlineData(FederalState.Bavaria, "2018-10-31", null)]
    [InlineData(FederalState.Hamburg, "2018-10-31", "Reformationstag")]
    [InlineData(FederalState.NorthRhineWestphalia, "2026-06-04", "Fronleichnam")]
    [InlineData(FederalState.Saarland, "2026-08-15", "Mariä Himmelfahrt")]
    [InlineData(FederalState.Bavaria, "2026-08-15", null)]
    [InlineData(FederalState.Hesse, "2026-05-14", "Christi Himmelfahrt")]
    [InlineData(FederalState.Hesse, "2026-05-25", "Pfingstmontag")]
    [InlineData(FederalState.Brandenburg, "2026-05-24", "Pfingstsonntag")]
    [InlineData(FederalState.SaxonyAnhalt, "2026-01-06", "Heilige Drei Könige")]
    public void A_day_is_a_holiday_only_where_and_when_the_law_says_so(FederalState state, string day, string? name) =>
        Assert.Equal(name, Name(state, LocalHolidays.None, day));

    [Theory]
    [InlineData(FederalState.Bavaria, LocalHolidays.Assumption, "2026-08-15", "Mariä Himmelfahrt")]
    [InlineData(FederalState.Bavaria, LocalHolidays.PeaceFestival, "2026-08-08", "Augsburger Hohes Friedensfest")]
    [InlineData(FederalState.Hesse, LocalHolidays.PeaceFestival, "2026-08-08", null)]
    [InlineData(FederalState.Thuringia, LocalHolidays.CorpusChristi, "2026-06-04", "Fronleichnam")]
    [InlineData(FederalState.Berlin, LocalHolidays.CorpusChristi, "2026-06-04", null)]
    public void A_municipality_adds_what_its_state_allows(FederalState state, LocalHolidays local, string day, string? name) =>
        Assert.Equal(name, Name(state, local, day));

    [Fact]
    public void No_day_is_named_twice_and_all_are_in_order() =>
        Gen.Select(Gen.Int[1996, 2200], Gen.Enum<FederalState>(), Gen.Int[0, 7])
            .Sample(
                (year, state, local) =>
                {
                    var days = PublicHolidays.In(year, state, (LocalHolidays)local).Select(holiday => holiday.Date).ToList();
                    // Ascension and Labour Day fell on one day in 2008 and will again.
                    return days.SequenceEqual(days.Order())
                        && days.GroupBy(day => day).All(day => day.Count() == 1 || day.Key is { Month: 5, Day: 1 });
                }
            );

    [Theory]
    [InlineData("09162000", FederalState.Bavaria)]
    [InlineData("11000000", FederalState.Berlin)]
    [InlineData("16055000", FederalState.Thuringia)]
    [InlineData("17000000", null)]
    [InlineData("00000000", null)]
    [InlineData("0916200", null)]
    [InlineData("0x162000", null)]
    [InlineData(null, null)]
    public void The_municipality_key_names_the_state(string? key, FederalState? state) => Assert.Equal(state, FederalStates.Of(key));

    private static string? Name(FederalState state, LocalHolidays local, string day) =>
        PublicHolidays
            .In(DateOnly.Parse(day).Year, state, local)
            .Where(holiday => holiday.Date == DateOnly.Parse(day))
            .Select(holiday => holiday.German)
            .SingleOrDefault();
}
