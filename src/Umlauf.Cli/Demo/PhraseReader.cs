using System.Globalization;

namespace Umlauf.Cli.Demo;

/// <summary>Reads one phrase of a <see cref="PhraseBook"/> with its references in braces.</summary>
internal sealed class PhraseReader(string text, IReadOnlyDictionary<string, PhraseList> lists)
{
    public Phrase Read() => Read(text);

    private Phrase Read(string part)
    {
        var parts = new List<Phrase>();
        var at = 0;
        while (at < part.Length)
        {
            var open = part.IndexOf('{', at);
            if (open < 0)
                open = part.Length;
            if (open > at)
                parts.Add(new Words(part[at..open].Replace('¶', '\n')));
            if (open == part.Length)
                break;
            var close = Closing(part, open);
            parts.Add(Brace(part[(open + 1)..close]));
            at = close + 1;
        }
        return parts.Count == 1 ? parts[0] : new Sequence([.. parts]);
    }

    private Phrase Brace(string inner)
    {
        var choices = Choices(inner);
        if (inner.StartsWith('%'))
            return new ByGender(Read(choices[0][1..]), Read(choices[1]));
        if (choices.Count > 1)
            return new EitherOr(choices.Select(Read).ToArray());
        return inner[0] switch
        {
            '$' => new Shared(inner[1..], List($"shared.{inner[1..]}")),
            '~' => new OfTheme(Of(inner[1..])),
            '@' => new Fact(inner[1..]),
            '^' => new Capital(Brace(inner[1..])),
            '#' => Figure(inner[1..]),
            _ when inner.EndsWith('?') => new Perhaps(List(inner[..^1])),
            _ when inner.Split('*') is [var list, var count] && count.Split('-') is [var least, var most] => new Several(
                List(list),
                Number(least),
                Number(most)
            ),
            _ => List(inner),
        };
    }

    private static Figure Figure(string inner) =>
        inner.Split(' ') is [var kind, var range] && range.Split('-') is [var low, var high]
            ? new Figure(kind, Number(low), Number(high))
            : new Figure(inner, 0, 0);

    private PhraseList List(string name) =>
        lists.TryGetValue(name, out var list) ? list : throw new InvalidDataException($"No list is called {name}: {text}");

    private Dictionary<string, PhraseList> Of(string part) =>
        lists
            .Where(list => list.Key.EndsWith($".{part}", StringComparison.Ordinal))
            .ToDictionary(list => list.Key[..^(part.Length + 1)], list => list.Value, StringComparer.Ordinal);

    private static int Number(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);

    private int Closing(string part, int open)
    {
        var depth = 0;
        for (var i = open; i < part.Length; i++)
        {
            depth += part[i] switch
            {
                '{' => 1,
                '}' => -1,
                _ => 0,
            };
            if (depth == 0)
                return i;
        }
        throw new InvalidDataException($"A brace stays open: {text}");
    }

    private static List<string> Choices(string inner)
    {
        var choices = new List<string>();
        var depth = 0;
        var start = 0;
        for (var i = 0; i < inner.Length; i++)
        {
            if (inner[i] == '{')
                depth++;
            else if (inner[i] == '}')
                depth--;
            else if (inner[i] == '|' && depth == 0)
            {
                choices.Add(inner[start..i]);
                start = i + 1;
            }
        }
        choices.Add(inner[start..]);
        return choices;
    }
}
