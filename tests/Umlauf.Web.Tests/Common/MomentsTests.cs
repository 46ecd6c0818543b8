using System.Globalization;

namespace Umlauf.Web.Tests.Common;

public sealed class MomentsTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 10, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly Today = new(2026, 11, 20);

    public MomentsTests() => CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("de-DE");

    [Theory]
    [InlineData(0, "Fr, 20.11.2026 (heute)")]
    [InlineData(1, "Sa, 21.11.2026 (morgen)")]
    [InlineData(2, "So, 22.11.2026 (übermorgen)")]
    [InlineData(3, "Mo, 23.11.2026 (in 3 Tagen)")]
    [InlineData(-1, "Do, 19.11.2026 (gestern)")]
    [InlineData(-8, "Do, 12.11.2026 (vor 8 Tagen)")]
    [InlineData(-90, "Sa, 22.08.2026 (vor 3 Monaten)")]
    [InlineData(800, "So, 28.01.2029 (in 2 Jahren)")]
    public void A_date_is_given_in_figures_and_in_words(int days, string expected) =>
        Assert.Equal(expected, Moments.DateInWords(Today.AddDays(days), Today));

    [Theory]
    [InlineData("2026-11-20T09:59:30Z", "gerade eben")]
    [InlineData("2026-11-20T09:59:00Z", "seit 1 Minute")]
    [InlineData("2026-11-20T09:13:00Z", "seit 47 Minuten")]
    [InlineData("2026-11-20T05:00:00Z", "seit 5 Stunden")]
    [InlineData("2026-11-19T22:30:00Z", "seit gestern")]
    [InlineData("2026-11-17T10:00:00Z", "seit 3 Tagen")]
    public void An_age_is_given_as_people_say_it(string since, string expected) => Assert.Equal(expected, Moments.Age(Instant(since), Now));

    [Theory]
    [InlineData("2026-11-19T22:59:00Z", "2026-11-19")]
    [InlineData("2026-11-19T23:01:00Z", "2026-11-20")]
    [InlineData("2026-07-19T22:01:00Z", "2026-07-20")]
    public void The_day_is_the_day_in_germany(string instant, string expected) =>
        Assert.Equal(DateOnly.Parse(expected, CultureInfo.InvariantCulture), Moments.DayOf(Instant(instant)));

    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(820, "820 B")]
    [InlineData(75_400, "75 kB")]
    [InlineData(1_234_567, "1,2 MB")]
    [InlineData(25_000_000_000, "25 GB")]
    public void A_size_is_given_in_decimal_units(long bytes, string expected) =>
        Assert.Equal(expected, Moments.Bytes(bytes).Replace('\u00a0', ' '));

    [Fact]
    public void English_says_the_same_in_english()
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en-GB");

        Assert.Equal("Mon, 23 Nov 2026 (in 3 days)", Moments.DateInWords(Today.AddDays(3), Today));
        Assert.Equal("for 3 days", Moments.Age(Now.AddDays(-3), Now));
        Assert.Equal("1.2 MB", Moments.Bytes(1_234_567).Replace('\u00a0', ' '));
    }

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
