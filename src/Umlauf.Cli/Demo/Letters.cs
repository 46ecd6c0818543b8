namespace Umlauf.Cli.Demo;

/// <summary>The post of Musterstadt, made from a seed: the same seed gives the same bytes, and every message can be made alone by its index.</summary>
public sealed class Letters(long seed, int count, DateTimeOffset from, DateTimeOffset to)
{
    private readonly PostTimes _times = new(from, to);

    /// <summary>Messages in order of receipt, more on Mondays and in the morning, few at night.</summary>
    public static IEnumerable<DemoArrival> Arrivals(long seed, int count, DateTimeOffset from, DateTimeOffset to)
    {
        var letters = new Letters(seed, count, from, to);
        return Enumerable.Range(0, count).Select(letters.At);
    }

    public DemoArrival At(int index) => new MailDraft(seed, index, ReceivedAt).Write();

    private DateTimeOffset ReceivedAt(int index) => _times.At(seed, index, count);

    /// <summary>Only the words, for search measurements: no mail is written.</summary>
    public static IEnumerable<(string Subject, string Body, Theme Theme)> Texts(long seed, int count)
    {
        for (var index = 0; index < count; index++)
        {
            var dice = new Dice(seed, index);
            var letter = new Letter(dice, Theme.Draw(dice), new DateOnly(2026, 1, 1).AddDays(index % 330));
            var text = LetterText.Write(letter);
            yield return (text.Subject, text.Body, letter.Theme);
        }
    }
}
