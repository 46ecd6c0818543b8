using System.Globalization;

namespace Umlauf.Cli.Demo;

/// <summary>Decides what the message of one index is and puts its texts together.</summary>
internal sealed class MailDraft
{
    private readonly long _seed;
    private readonly Func<int, DateTimeOffset> _times;
    private readonly Lazy<LetterText> _text;

    public MailDraft(long seed, int index, Func<int, DateTimeOffset> times)
    {
        (_seed, Index, _times, ReceivedAt) = (seed, index, times, times(index));
        Dice = new Dice(seed, index);
        Nature = Dice.Below(200) switch
        {
            < 24 => Nature.Reply,
            < 32 => Nature.Forward,
            < 38 => Nature.Newsletter,
            < 41 => Nature.OutOfOffice,
            < 43 => Nature.Bounce,
            _ => Nature.Letter,
        };
        Letter = new Letter(Dice, Theme.Draw(Dice), DateOnly.FromDateTime(ReceivedAt.Date));
        _text = new(() => LetterText.Write(Letter));
        if (Nature is Nature.Reply or Nature.Forward)
            Parent = FindParent();
        if (Parent is null && Nature is (Nature.Reply or Nature.Forward))
            Nature = Nature.Letter;
        if (Parent is not null && Nature == Nature.Reply)
            Letter = Parent.Letter.Continue(Dice, Letter.Date);
    }

    public int Index { get; }
    public Dice Dice { get; }
    public Nature Nature { get; private set; }
    public Letter Letter { get; private set; }
    public MailDraft? Parent { get; private set; }
    public DateTimeOffset ReceivedAt { get; }
    public string MessageId => Id("m");
    public string OfficeAnswerId => Id("antwort", "musterstadt.example");
    public bool OfficeAnswered => Parent is not null && Index % 5 < 3;

    public DemoArrival Write() =>
        Nature switch
        {
            Nature.Reply => new MailWriting(this).Reply(),
            Nature.Forward => new MailWriting(this).Forward(),
            Nature.Newsletter => new MailWriting(this).Newsletter(),
            Nature.OutOfOffice => new MailWriting(this).OutOfOffice(),
            Nature.Bounce => new MailWriting(this).Bounce(),
            _ => new MailWriting(this).FirstLetter(),
        };

    public LetterText Text => _text.Value;

    // A thread continues a letter that came shortly before; the earlier letter is made again from its own index.
    private MailDraft? FindParent()
    {
        if (Index == 0)
            return null;
        var back = 1 + Dice.Below(Math.Min(Index, 90));
        var parent = new MailDraft(_seed, Index - back, _times);
        return parent.Nature == Nature.Letter ? parent : null;
    }

    private string Id(string kind, string? domain = null) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{kind}.{new Dice(_seed ^ 0x1d, Index).Next():x16}@{domain ?? Letter.Sender.Mail[(Letter.Sender.Mail.IndexOf('@', StringComparison.Ordinal) + 1)..]}"
        );
}
