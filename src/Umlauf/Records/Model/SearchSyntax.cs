using Umlauf.Formats.German;

namespace Umlauf.Records.Model;

/// <summary>How closely a document must match; the order of the hits (Rang).</summary>
internal enum SearchRank
{
    /// <summary>The words stand in the number of its matter.</summary>
    Number,

    /// <summary>The words stand in its title.</summary>
    Title,

    /// <summary>The words stand in it.</summary>
    Words,

    /// <summary>The parts of a compound stand in it side by side: "Antrag auf Wohngeld" for "Wohngeldantrag". The index knows only that both are there.</summary>
    Parts,
}

/// <summary>Writes a query in the language of the database's index: FTS5's or tsquery's.</summary>
internal sealed class SearchSyntax
{
    private readonly bool sqlite;
    private readonly string readers;

    /// <param name="sqlite">FTS5; otherwise tsquery.</param>
    /// <param name="rights">The terms of which a document must have one to be seen.</param>
    public SearchSyntax(bool sqlite, IEnumerable<string> rights)
    {
        this.sqlite = sqlite;
        readers = Joined(Or, [.. rights.Select(Term)]);
    }

    private string And => sqlite ? " AND " : " & ";

    private string Or => sqlite ? " OR " : " | ";

    /// <summary>What the caller may see and matches with a rank, but with none of the better ranks.</summary>
    public string Of(SearchNode query, SearchRank rank, IReadOnlyCollection<SearchRank> without)
    {
        var matches = Joined(And, [Write(query, rank), readers]);
        return without.Aggregate(matches, (all, better) => Without(all, Write(query, better)));
    }

    private string Write(SearchNode node, SearchRank rank) =>
        node switch
        {
            SearchWord word => Word(word.Word, rank),
            SearchPrefix prefix => Prefix(Field(rank) + prefix.Letters),
            SearchPhrase phrase => Joined(
                And,
                [.. phrase.Words.Where(word => !word.IsStopWord).Select(word => Term(Field(rank) + word.Key))]
            ),
            SearchField field => Joined(Or, [.. field.Terms.Select(Term)]),
            SearchAll all => Every(all.Nodes, rank),
            SearchAny any => Joined(Or, [.. any.Nodes.Select(node => Write(node, rank))]),
            // A phrase cannot be excluded by the index, which knows only its words; the check against the text does it.
            SearchNot { NeedsText: true } => readers,
            SearchNot not => Without(readers, Write(not.Node, SearchRank.Words)),
            _ => throw new InvalidOperationException(),
        };

    private string Every(IReadOnlyList<SearchNode> nodes, SearchRank rank)
    {
        SearchNode[] wanted = [.. nodes.Where(node => node is not SearchNot)];
        var all = wanted.Length == 0 ? readers : Joined(And, [.. wanted.Select(node => Write(node, rank))]);
        return nodes
            .OfType<SearchNot>()
            .Where(not => !not.NeedsText)
            .Aggregate(all, (matches, not) => Without(matches, Write(not.Node, SearchRank.Words)));
    }

    private string Word(GermanWord word, SearchRank rank)
    {
        var whole = Term(Field(rank) + word.Key);
        var cuts = rank == SearchRank.Parts ? SearchApart.Cuts(word) : [];
        return Joined(Or, [whole, .. cuts.Select(cut => Joined(And, [Term(cut.Front), Term(cut.Rear)]))]);
    }

    private static string Field(SearchRank rank) =>
        rank switch
        {
            SearchRank.Number => SearchTerms.Number,
            SearchRank.Title => SearchTerms.Title,
            _ => "",
        };

    private string Without(string all, string excluded) => sqlite ? $"({all} NOT {excluded})" : $"({all} & !{excluded})";

    private static string Joined(string by, IReadOnlyCollection<string> terms) =>
        terms.Count == 1 ? terms.First() : $"({string.Join(by, terms)})";

    // Terms are letters, digits and "_": nothing in them could be read as an operator.
    private string Term(string term) => sqlite ? $"\"{Safe(term)}\"" : $"'{Safe(term)}'";

    private string Prefix(string letters) => sqlite ? $"\"{Safe(letters)}\" *" : $"'{Safe(letters)}':*";

    private static string Safe(string term) => string.Concat(term.Where(c => c == '_' || char.IsLetterOrDigit(c)));
}
