using Umlauf.Formats.German;

namespace Umlauf.Records.Model;

/// <summary>
/// Reads the query language (Suchsprache): words, "phrases", beginnings*, AND/OR/NOT or UND/ODER/NICHT in capitals, -without, parentheses and the fields
/// betreff: von: an: az: art: amt: datum:. It never fails: what cannot be read as an operator is a word.
/// </summary>
internal sealed class SearchParser
{
    private const int ShortestPrefix = 3;
    private const int MostLeaves = 40;
    private const int DeepestNesting = 12;

    private readonly List<string> tokens;
    private readonly Func<string, string?> officeByName;
    private int at;
    private int leaves;
    private int depth;

    private SearchParser(List<string> tokens, Func<string, string?> officeByName) =>
        (this.tokens, this.officeByName) = (tokens, officeByName);

    /// <param name="query">As typed.</param>
    /// <param name="officeByName">The key of an office, 32 digits, by what stands behind amt:.</param>
    /// <returns>The tree; null when nothing is asked for (only filler words, or nothing).</returns>
    public static SearchNode? Parse(string query, Func<string, string?> officeByName)
    {
        var parser = new SearchParser(Split(Joined(query)), officeByName);
        var nodes = new List<SearchNode>();
        // A closing parenthesis too many ends nothing.
        while (parser.at < parser.tokens.Count)
        {
            if (parser.Any() is { } node)
                nodes.Add(node);
            else
                parser.at++;
        }
        return All(nodes);
    }

    /// <summary>The offices that a query names behind amt:, to be looked up before parsing.</summary>
    public static IReadOnlyList<string> Offices(string query) =>
        [
            .. Split(query)
                .Where(token => FieldOf(token) is "amt")
                .Select(token => Unquoted(token[(token.IndexOf(':', StringComparison.Ordinal) + 1)..])),
        ];

    private SearchNode? Any()
    {
        var nodes = new List<SearchNode>();
        do
        {
            if (Every() is { } node)
                nodes.Add(node);
        } while (Take("OR", "ODER"));
        return nodes.Count switch
        {
            0 => null,
            1 => nodes[0],
            _ => new SearchAny(nodes),
        };
    }

    private SearchNode? Every()
    {
        var nodes = new List<SearchNode>();
        while (at < tokens.Count && tokens[at] is not (")" or "OR" or "ODER"))
        {
            if (!Take("AND", "UND") && One() is { } node)
                nodes.Add(node);
        }
        return All(nodes);
    }

    private SearchNode? One()
    {
        if (Take("NOT", "NICHT") || Take("-", "-"))
            return at < tokens.Count && tokens[at] is not (")" or "OR" or "ODER") && One() is { } not ? new SearchNot(not) : null;
        if (Take("(", "("))
        {
            depth++;
            var inside = depth > DeepestNesting ? null : Any();
            depth--;
            Take(")", ")");
            return inside;
        }
        return leaves++ < MostLeaves ? Leaf(tokens[at++]) : SkipLeaf();
    }

    private SearchNode? SkipLeaf()
    {
        at++;
        return null;
    }

    private SearchNode? Leaf(string token)
    {
        if (FieldOf(token) is { } field)
        {
            var value = token[(token.IndexOf(':', StringComparison.Ordinal) + 1)..];
            return SearchFields.Read(field, Unquoted(value), officeByName);
        }
        if (token.StartsWith('"'))
        {
            var words = GermanAnalyser.Tokens(Unquoted(token)).ConvertAll(found => found.Word);
            return words.Count > 1 && words.Exists(word => !word.IsStopWord) ? new SearchPhrase(words) : Words(words);
        }
        if (token.EndsWith('*') && GermanFolding.Fold(token.AsSpan().TrimEnd('*')) is var letters && letters.All(char.IsLetterOrDigit))
            return letters.Length >= ShortestPrefix ? new SearchPrefix(letters) : null;
        return Words(GermanAnalyser.Tokens(token).ConvertAll(found => found.Word));
    }

    private static SearchNode? Words(IEnumerable<GermanWord> words) =>
        All([.. words.Where(word => !word.IsStopWord).Select(word => new SearchWord(word))]);

    private static SearchNode? All(List<SearchNode> nodes) =>
        nodes.Count switch
        {
            0 => null,
            1 => nodes[0],
            _ => new SearchAll(nodes),
        };

    private bool Take(string word, string german)
    {
        if (at >= tokens.Count || (tokens[at] != word && tokens[at] != german))
            return false;
        at++;
        return true;
    }

    private static string? FieldOf(string token)
    {
        var colon = token.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && colon + 1 < token.Length ? SearchFields.NameOf(token[..colon]) : null;
    }

    private static string Unquoted(string token) => token.Trim('"');

    /// <summary>An account number is typed in groups as often as in one piece.</summary>
    private static string Joined(string query)
    {
        foreach (var (start, length, _, word) in GermanAnalyser.Tokens(query))
            if (word.IsNumber && char.IsAsciiLetter(query[start]) && query.AsSpan(start, length).Contains(' '))
                return Joined(string.Concat(query.AsSpan(0, start), word.Key, query.AsSpan(start + length)));
        return query;
    }

    /// <summary>Blanks separate; quotes hold together, also behind a field; parentheses and a leading minus stand alone, except inside a word.</summary>
    private static List<string> Split(string query)
    {
        var found = new List<string>();
        for (var i = 0; i < query.Length; )
        {
            if (char.IsWhiteSpace(query[i]))
                i++;
            else if (query[i] is '(' or ')' || (query[i] == '-' && i + 1 < query.Length && !char.IsWhiteSpace(query[i + 1])))
                found.Add(query[i++].ToString());
            else
            {
                var start = i;
                var open = 0;
                for (var quoted = false; i < query.Length && (quoted || !char.IsWhiteSpace(query[i])); i++)
                {
                    if (query[i] == '"' && query.IndexOf('"', i + 1) is var closing && (quoted || closing > 0))
                        quoted = !quoted;
                    // Bürger(innen) is one word; the parenthesis of a group ends it.
                    open += !quoted && query[i] == '(' ? 1 : 0;
                    if (!quoted && query[i] == ')' && open-- == 0)
                        break;
                }
                found.Add(query[start..i]);
            }
        }
        return found;
    }
}
