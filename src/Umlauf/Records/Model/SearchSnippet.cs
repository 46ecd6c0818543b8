using System.Text;
using Umlauf.Formats.German;

namespace Umlauf.Records.Model;

/// <summary>Cuts the telling piece out of a text and marks the words that were found (Fundstelle).</summary>
internal sealed class SearchSnippet
{
    private const int WordsBefore = 6;
    private const int WordsShown = 28;
    private const int LongestWord = 80;
    private const int MostTextRead = 200_000;

    private readonly HashSet<string> asked;
    private readonly (string Front, string Rear)[] cuts;
    private readonly string[] prefixes;

    public SearchSnippet(SearchNode query)
    {
        asked = query.Wanted.Select(word => word.Key).ToHashSet(StringComparer.Ordinal);
        cuts = [.. query.Wanted.SelectMany(SearchApart.Cuts)];
        prefixes = [.. query.WantedPrefixes];
    }

    /// <summary>The whole text, for titles.</summary>
    public IReadOnlyList<SearchMark> Whole(string text) => Mark(text, 0, text.Length, Find(GermanAnalyser.Tokens(text)));

    /// <summary>The piece of the text with the most different words that were asked for; its beginning when none stands in it.</summary>
    public IReadOnlyList<SearchMark> Best(string text, List<GermanToken>? words)
    {
        var tokens = words ?? ReadFarEnough(text);
        if (tokens.Count == 0)
            return [];
        var found = Find(tokens);
        var first = BestStart(tokens.Count, found);
        var last = Math.Min(tokens.Count, first + WordsShown) - 1;
        var to = tokens[last].Start + tokens[last].Length;
        var marks = Mark(text, tokens[first].Start, to, found.Where(word => word.Index >= first && word.Index <= last));
        if (first > 0)
            marks.Insert(0, new SearchMark("… ", null));
        if (last < tokens.Count - 1)
            marks.Add(new SearchMark(" …", null));
        return marks;
    }

    /// <summary>Reads until every word that was asked for has occurred, which for most hits is long before the end.</summary>
    private List<GermanToken> ReadFarEnough(string text)
    {
        var tokens = new List<GermanToken>();
        var missing = new HashSet<string>(asked, StringComparer.Ordinal);
        var enough = int.MaxValue;
        GermanAnalyser.ReadWhile(
            text.AsSpan(0, Math.Min(text.Length, MostTextRead)),
            token =>
            {
                tokens.Add(token);
                if (missing.Count > 0 && Found(token.Word) is { } term && missing.Remove(term) && missing.Count == 0)
                    enough = tokens.Count + WordsShown;
                return tokens.Count < enough;
            }
        );
        return tokens;
    }

    /// <summary>The words to be marked, in the order of the text.</summary>
    private List<FoundWord> Find(List<GermanToken> tokens)
    {
        var found = new SortedDictionary<int, FoundWord>();
        for (var i = 0; i < tokens.Count; i++)
        {
            var token = tokens[i];
            if (Found(token.Word) is { } term)
                found[i] = new FoundWord(i, token, term, term == token.Word.Key ? SearchMatch.Word : SearchMatch.PartOfWord);
            else if (cuts.Length > 0 && SearchApart.Partner(tokens, i, cuts) is { } partner)
            {
                found.TryAdd(i, new FoundWord(i, token, token.Word.Key, SearchMatch.Apart));
                found[partner] = new FoundWord(partner, tokens[partner], tokens[partner].Word.Key, SearchMatch.Apart);
            }
        }
        return [.. found.Values];
    }

    private static int BestStart(int words, List<FoundWord> found)
    {
        var (best, most) = (0, 0);
        var inWindow = new List<FoundWord>();
        foreach (var word in found)
        {
            inWindow.RemoveAll(before => before.Index <= word.Index - (WordsShown - WordsBefore) || before.Term == word.Term);
            inWindow.Add(word);
            // A word as it was asked for tells more than all parts of a compound together.
            var telling = inWindow.Sum(one => one.Match == SearchMatch.Apart ? 1 : 10);
            if (telling > most)
                (best, most) = (inWindow[0].Index, telling);
        }
        return Math.Clamp(best - WordsBefore, 0, words - 1);
    }

    private static List<SearchMark> Mark(string text, int from, int to, IEnumerable<FoundWord> found)
    {
        var marks = new List<SearchMark>();
        var plain = from;
        foreach (var word in found)
        {
            var token = word.Token;
            if (token.Start > plain)
                marks.Add(new SearchMark(OneLine(text[plain..token.Start]), null));
            marks.Add(new SearchMark(OneLine(text.Substring(token.Start, Math.Min(token.Length, LongestWord))), word.Match));
            plain = token.Start + token.Length;
        }
        if (plain < to)
            marks.Add(new SearchMark(OneLine(text[plain..to]), null));
        return marks;
    }

    /// <summary>The term by which a word of the text was found; its own key when it was found as a whole.</summary>
    private string? Found(GermanWord word)
    {
        foreach (var term in word.Terms)
        {
            if (asked.Contains(term) || Array.Exists(prefixes, prefix => term.StartsWith(prefix, StringComparison.Ordinal)))
                return term;
        }
        return null;
    }

    private static string OneLine(string text)
    {
        var line = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            var isBlank = char.IsWhiteSpace(c) || char.IsControl(c);
            if (!isBlank)
                line.Append(c);
            else if (line.Length == 0 || line[^1] != ' ')
                line.Append(' ');
        }
        return line.ToString();
    }

    private readonly record struct FoundWord(int Index, GermanToken Token, string Term, SearchMatch Match);
}
