using System.Text;

namespace Umlauf.Cli.Demo;

internal abstract class Phrase
{
    public abstract void Write(Letter letter, StringBuilder to);
}

internal sealed class PhraseList(bool ranked) : Phrase
{
    private Phrase[] _phrases = [];
    private string[][] _topics = [];
    private double[] _reach = [];

    public void Fill(Phrase[] phrases, string[][] topics)
    {
        _phrases = phrases;
        _topics = topics;
        if (!ranked)
            return;
        var sum = 0.0;
        _reach = phrases.Select((_, rank) => sum += 1.0 / (rank + 8)).ToArray();
    }

    public override void Write(Letter letter, StringBuilder to) => _phrases[One(letter.Dice)].Write(letter, to);

    /// <summary>Writes one phrase and makes its topics those of the letter.</summary>
    public void Settle(Letter letter, StringBuilder to)
    {
        var drawn = One(letter.Dice);
        letter.Topics = _topics[drawn];
        _phrases[drawn].Write(letter, to);
    }

    /// <summary>Different phrases in chance order that fit the letter's topics.</summary>
    public IEnumerable<Phrase> Draw(Letter letter, int count)
    {
        var order = new int[_phrases.Length];
        for (var i = 0; i < order.Length; i++)
            order[i] = i;
        for (var i = 0; i < order.Length && count > 0; i++)
        {
            var other = letter.Dice.Between(i, order.Length - 1);
            (order[i], order[other]) = (order[other], order[i]);
            if (!Fits(_topics[order[i]], letter.Topics))
                continue;
            count--;
            yield return _phrases[order[i]];
        }
    }

    private int One(Dice dice)
    {
        if (!ranked)
            return dice.Below(_phrases.Length);
        var at = Array.BinarySearch(_reach, dice.Fraction() * _reach[^1]);
        return Math.Min(at < 0 ? ~at : at, _phrases.Length - 1);
    }

    private static bool Fits(string[] phrase, string[] letter) =>
        phrase.Length == 0 || letter.Length == 0 || phrase.AsSpan().IndexOfAny(letter) >= 0;
}

internal sealed class Words(string text) : Phrase
{
    public override void Write(Letter letter, StringBuilder to) => to.Append(text);
}

internal sealed class Sequence(Phrase[] parts) : Phrase
{
    public override void Write(Letter letter, StringBuilder to)
    {
        foreach (var part in parts)
            part.Write(letter, to);
    }
}

internal sealed class EitherOr(Phrase[] choices) : Phrase
{
    public override void Write(Letter letter, StringBuilder to) => choices[letter.Dice.Below(choices.Length)].Write(letter, to);
}

internal sealed class ByGender(Phrase male, Phrase female) : Phrase
{
    public override void Write(Letter letter, StringBuilder to) => (letter.Sender.Female ? female : male).Write(letter, to);
}

internal sealed class Several(PhraseList list, int least, int most) : Phrase
{
    public override void Write(Letter letter, StringBuilder to)
    {
        var first = true;
        foreach (var phrase in list.Draw(letter, letter.Dice.Between(least, most)))
        {
            if (!first)
                to.Append(' ');
            phrase.Write(letter, to);
            first = false;
        }
    }
}

internal sealed class Perhaps(PhraseList list) : Phrase
{
    public override void Write(Letter letter, StringBuilder to)
    {
        if (letter.Dice.Chance(50))
            list.Write(letter, to);
    }
}

internal sealed class Capital(Phrase inner) : Phrase
{
    public override void Write(Letter letter, StringBuilder to)
    {
        var start = to.Length;
        inner.Write(letter, to);
        if (to.Length > start)
            to[start] = char.ToUpperInvariant(to[start]);
    }
}

internal sealed class Shared(string name, PhraseList list) : Phrase
{
    public override void Write(Letter letter, StringBuilder to)
    {
        if (!letter.Shared.TryGetValue(name, out var text))
        {
            var drawn = new StringBuilder();
            list.Write(letter, drawn);
            letter.Shared[name] = text = drawn.ToString();
        }
        to.Append(text);
    }
}

internal sealed class OfTheme(IReadOnlyDictionary<string, PhraseList> lists) : Phrase
{
    public override void Write(Letter letter, StringBuilder to) => lists[letter.Theme.Name].Write(letter, to);
}

internal sealed class Fact(string name) : Phrase
{
    public override void Write(Letter letter, StringBuilder to) => letter.WriteFact(name, to);
}

internal sealed class Figure(string kind, int low, int high) : Phrase
{
    public override void Write(Letter letter, StringBuilder to) => Figures.Write(kind, low, high, letter, to);
}
