using System.Collections.Frozen;
using System.Text;

namespace Umlauf.Cli.Demo;

/// <summary>
/// Lists of German phrases that refer to each other, read from the text files in Phrases/ (Formulierungsschatz).
/// </summary>
/// <remarks>
/// <c>= name</c> starts a list with one phrase per line, all equally likely; <c>: name</c> starts a list of words between commas, the first ones
/// likelier (Zipf). In a phrase: <c>{name}</c> writes one phrase of that list, <c>{name?}</c> writes it half of the time, <c>{name*2-4}</c> writes two
/// to four different ones, <c>{a|b}</c> writes one of the two, <c>{%Mieter|Mieterin}</c> follows the sender's gender, <c>{^name}</c> starts with a
/// capital, <c>{$x}</c> draws from the list shared.x once per letter, <c>{~c}</c> from the list theme.c, <c>{@fact}</c> and <c>{#kind}</c> ask the letter, <c>¶</c> breaks the line.
/// <c>[a,b]</c> before a phrase names the topics of a letter that it fits.
/// </remarks>
public sealed class PhraseBook
{
    private readonly FrozenDictionary<string, PhraseList> _lists;

    public PhraseBook(IEnumerable<string> texts)
    {
        var lines = new Dictionary<string, (List<string> Phrases, bool Ranked)>(StringComparer.Ordinal);
        foreach (var text in texts)
            Collect(text, lines);
        var lists = lines.ToDictionary(l => l.Key, l => new PhraseList(l.Value.Ranked), StringComparer.Ordinal);
        foreach (var (name, list) in lists)
        {
            var split = lines[name].Phrases.ConvertAll(Topics);
            list.Fill(split.Select(p => new PhraseReader(p.Phrase, lists).Read()).ToArray(), split.Select(p => p.Topics).ToArray());
        }
        _lists = lists.ToFrozenDictionary(StringComparer.Ordinal);
    }

    public static PhraseBook German { get; } = new(Resources.Texts("Phrases"));

    public bool Has(string name) => _lists.ContainsKey(name);

    public string Write(string name, Letter letter)
    {
        var to = new StringBuilder(256);
        _lists[name].Write(letter, to);
        return to.ToString();
    }

    public void WriteTo(string name, Letter letter, StringBuilder to) => _lists[name].Write(letter, to);

    /// <summary>Writes one phrase of the list; from now on the letter is about the topics of that phrase.</summary>
    public string Settle(string name, Letter letter)
    {
        var to = new StringBuilder(256);
        _lists[name].Settle(letter, to);
        return to.ToString();
    }

    /// <summary>Several different phrases of one list that fit the letter's topics.</summary>
    public IEnumerable<string> WriteSeveral(string name, int count, Letter letter)
    {
        foreach (var phrase in _lists[name].Draw(letter, count))
        {
            var to = new StringBuilder(256);
            phrase.Write(letter, to);
            yield return to.ToString();
        }
    }

    private static (string[] Topics, string Phrase) Topics(string line) =>
        line.StartsWith('[') && line.IndexOf(']', StringComparison.Ordinal) is var close and > 0
            ? (line[1..close].Split(','), line[(close + 1)..].TrimStart())
            : ([], line);

    private static void Collect(string text, Dictionary<string, (List<string> Phrases, bool Ranked)> lines)
    {
        List<string>? phrases = null;
        var ranked = false;
        foreach (var raw in text.Split('\n'))
        {
            var line = raw.Trim();
            if (line.Length == 0 || line.StartsWith("//", StringComparison.Ordinal))
                continue;
            if (line[0] is '=' or ':')
            {
                ranked = line[0] == ':';
                var name = line[1..].Trim();
                if (!lines.TryGetValue(name, out var list))
                    lines[name] = list = ([], ranked);
                phrases = list.Phrases;
            }
            else if (phrases is null)
                throw new InvalidDataException($"A phrase stands before the first list: {line}");
            else if (ranked)
                phrases.AddRange(line.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
            else
                phrases.Add(line);
        }
    }
}
