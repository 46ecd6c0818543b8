using System.Text;

namespace Umlauf.Cli.Demo;

/// <summary>The words of one letter to the town hall: subject and body, put together in the tone of its writer.</summary>
public sealed class LetterText
{
    private static readonly PhraseBook _book = PhraseBook.German;
    private readonly Letter _letter;
    private readonly Tone _tone;
    private readonly string _start;
    private readonly Queue<string> _details;
    private readonly Queue<string> _asides;

    private LetterText(Letter letter)
    {
        _letter = letter;
        _tone = ToneOf(letter);
        var about = _book.Settle($"{letter.Theme.Name}.start", letter).Split(" » ");
        (Subject, _start) = (about[0], about[1]);
        _details = new(_book.WriteSeveral($"{letter.Theme.Name}.detail", 9, letter));
        _asides = new(_book.WriteSeveral(_tone == Tone.Company ? "aside.company" : "aside", 4, letter));
        Body = Habits(_tone == Tone.Phone ? PhoneBody() : LongBody());
    }

    private enum Tone
    {
        Polite,
        Angry,
        OldFashioned,
        Phone,
        Company,
        Club,
    }

    public string Subject { get; }

    public string Body { get; }

    public static LetterText Write(Letter letter) => new(letter);

    private static Tone ToneOf(Letter letter) =>
        letter.Theme.Writer switch
        {
            Writer.Company => Tone.Company,
            Writer.Club => Tone.Club,
            _ => letter.Dice.Below(100) switch
            {
                < 18 => Tone.Phone,
                < 31 => Tone.Angry,
                < 39 => Tone.OldFashioned,
                _ => Tone.Polite,
            },
        };

    private string PhoneBody()
    {
        var to = new StringBuilder(600);
        to.Append(_letter.Say("opening.phone")).Append('\n').Append(_start);
        for (var i = _letter.Dice.Below(3); i > 0 && _details.TryDequeue(out var detail); i--)
            to.Append(' ').Append(detail);
        if (_letter.Dice.Chance(60))
            to.Append(' ').Append(_letter.Say("ask"));
        return to.Append('\n').Append(_letter.Say("closing.phone")).Append('\n').Append(_letter.Say("signature.phone")).ToString();
    }

    private string LongBody()
    {
        var dice = _letter.Dice;
        var to = new StringBuilder(2400);
        var opening = _letter.Say(
            _tone switch
            {
                Tone.Angry => "opening.angry",
                Tone.OldFashioned => "opening.old",
                Tone.Company => "opening.company",
                _ => "opening",
            }
        );
        to.Append(opening).Append("\n\n");
        var start = _start;
        if (_letter.Theme.Writer == Writer.Citizen && dice.Chance(22))
            start = $"{_letter.Say("smalltalk")} {Capital(start)}";
        to.Append(opening.EndsWith('!') ? Capital(start) : start);
        for (var i = dice.Below(3); i > 0 && _details.TryDequeue(out var detail); i--)
            to.Append(' ').Append(detail);

        for (var paragraphs = dice.Below(_tone == Tone.Company ? 2 : 4); paragraphs > 0; paragraphs--)
            Paragraph(to);

        to.Append("\n\n").AppendJoin(' ', _book.WriteSeveral(AskList(), dice.Between(1, 3), _letter));
        if (dice.Chance(25))
            to.Append(' ').Append(_letter.Say("enclosed"));
        var (closing, signature) = _tone switch
        {
            Tone.Angry => ("closing.angry", "signature"),
            Tone.OldFashioned => ("closing.old", "signature"),
            Tone.Company => ("closing", "signature.company"),
            Tone.Club => ("closing", "signature.club"),
            _ => ("closing", "signature"),
        };
        to.Append("\n\n").Append(_letter.Say(closing)).Append(dice.Chance(35) ? "\n\n" : "\n").Append(_letter.Say(signature));
        return to.ToString();
    }

    private void Paragraph(StringBuilder to)
    {
        var dice = _letter.Dice;
        to.Append("\n\n");
        for (var sentences = dice.Between(2, 4); sentences > 0; sentences--)
        {
            var draw = dice.Below(100);
            if (draw < 18 && _tone is not (Tone.Company or Tone.Club))
                to.Append(_letter.Say("life"));
            else if (draw < 45 && _asides.TryDequeue(out var aside))
                to.Append(aside);
            else if (_details.TryDequeue(out var detail))
                to.Append(detail);
            else
                continue;
            to.Append(sentences > 1 ? " " : "");
        }
    }

    private string AskList() =>
        _tone switch
        {
            Tone.Angry => _letter.Dice.Chance(70) ? "ask.angry" : "ask",
            Tone.OldFashioned => "ask.old",
            Tone.Company => "ask.company",
            _ => "ask",
        };

    private string Habits(string body)
    {
        var dice = _letter.Dice;
        if (_letter.Theme.Writer == Writer.Citizen && dice.Chance(_tone == Tone.Phone ? 45 : 12))
            body = Typing.WithSlips(body, dice);
        if (dice.Chance(5))
            body = Typing.WithoutUmlauts(body);
        if (_tone == Tone.Phone && dice.Chance(20))
            body = body.ToLowerInvariant();
        return body;
    }

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
