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

/// <summary>Says a query in the terms of the index.</summary>
internal sealed class SearchSyntax
{
    private readonly IndexQuery readers;

    /// <param name="rights">The terms of which a document must have one to be seen.</param>
    public SearchSyntax(IEnumerable<string> rights) => readers = Any(rights.Select(Term));

    /// <summary>What the caller may see and matches with a rank, but with none of the better ranks.</summary>
    public IndexQuery Of(SearchNode query, SearchRank rank, IReadOnlyCollection<SearchRank> without)
    {
        var matches = All([Write(query, rank), readers]);
        return without.Aggregate(matches, (all, better) => new WithBut(all, Write(query, better)));
    }

    private IndexQuery Write(SearchNode node, SearchRank rank) =>
        node switch
        {
            SearchWord word => Word(word.Word, rank),
            SearchPrefix prefix => new WithBeginning(Safe(Field(rank) + prefix.Letters)),
            SearchPhrase phrase => All(phrase.Words.Where(word => !word.IsStopWord).Select(word => Term(Field(rank) + word.Key))),
            SearchField field => Any(field.Terms.Select(Term)),
            SearchAll all => Every(all.Nodes, rank),
            SearchAny any => Any(any.Nodes.Select(node => Write(node, rank))),
            // A phrase cannot be excluded by the index, which knows only its words; the check against the text does it.
            SearchNot { NeedsText: true } => readers,
            SearchNot not => new WithBut(readers, Write(not.Node, SearchRank.Words)),
            _ => throw new InvalidOperationException(),
        };

    private IndexQuery Every(IReadOnlyList<SearchNode> nodes, SearchRank rank)
    {
        SearchNode[] wanted = [.. nodes.Where(node => node is not SearchNot)];
        var all = wanted.Length == 0 ? readers : All(wanted.Select(node => Write(node, rank)));
        return nodes
            .OfType<SearchNot>()
            .Where(not => !not.NeedsText)
            .Aggregate(all, (matches, not) => new WithBut(matches, Write(not.Node, SearchRank.Words)));
    }

    private static IndexQuery Word(GermanWord word, SearchRank rank)
    {
        var whole = Term(Field(rank) + word.Key);
        var cuts = rank == SearchRank.Parts ? SearchApart.Cuts(word) : [];
        return Any([whole, .. cuts.Select(cut => All([Term(cut.Front), Term(cut.Rear)]))]);
    }

    private static string Field(SearchRank rank) =>
        rank switch
        {
            SearchRank.Number => SearchTerms.Number,
            SearchRank.Title => SearchTerms.Title,
            _ => "",
        };

    private static IndexQuery All(IEnumerable<IndexQuery> parts) => parts.ToList() is var all && all.Count == 1 ? all[0] : new WithAll(all);

    private static IndexQuery Any(IEnumerable<IndexQuery> parts) => parts.ToList() is var all && all.Count == 1 ? all[0] : new WithAny(all);

    private static IndexQuery Term(string term) => new WithTerm(Safe(term));

    // Terms are letters, digits and "_": nothing in them could be read as an operator.
    private static string Safe(string term) => string.Concat(term.Where(c => c == '_' || char.IsLetterOrDigit(c)));
}
