using Umlauf.Formats.German;

namespace Umlauf.Records.Model;

/// <summary>A query as a tree (Suchausdruck).</summary>
internal abstract record SearchNode
{
    /// <summary>The words to be marked in a hit: everything that is asked for, nothing that is excluded.</summary>
    public IEnumerable<GermanWord> Wanted =>
        this switch
        {
            SearchWord word => [word.Word],
            SearchPhrase phrase => phrase.Words.Where(word => !word.IsStopWord),
            SearchAll all => all.Nodes.SelectMany(node => node.Wanted),
            SearchAny any => any.Nodes.SelectMany(node => node.Wanted),
            _ => [],
        };

    /// <summary>The beginnings of words to be marked.</summary>
    public IEnumerable<string> WantedPrefixes =>
        this switch
        {
            SearchPrefix prefix => [prefix.Letters],
            SearchAll all => all.Nodes.SelectMany(node => node.WantedPrefixes),
            SearchAny any => any.Nodes.SelectMany(node => node.WantedPrefixes),
            _ => [],
        };

    /// <summary>The ranks that can differ for this query: numbers and compounds are not in every one.</summary>
    public IReadOnlyList<SearchRank> Ranks
    {
        get
        {
            var words = Wanted.ToList();
            return
            [
                .. words.Exists(word => word.IsNumber) ? [SearchRank.Number] : Array.Empty<SearchRank>(),
                .. words.Count > 0 || WantedPrefixes.Any() ? [SearchRank.Title] : Array.Empty<SearchRank>(),
                SearchRank.Words,
                .. words.Exists(word => SearchApart.Cuts(word).Count > 0) ? [SearchRank.Parts] : Array.Empty<SearchRank>(),
            ];
        }
    }

    /// <summary>The index keeps no positions: with a phrase, each hit is checked against its text.</summary>
    public bool NeedsText =>
        this switch
        {
            SearchPhrase => true,
            SearchAll all => all.Nodes.Any(node => node.NeedsText),
            SearchAny any => any.Nodes.Any(node => node.NeedsText),
            SearchNot not => not.Node.NeedsText,
            _ => false,
        };
}

/// <summary>A word in any of its forms, also as a part of a longer one.</summary>
internal sealed record SearchWord(GermanWord Word) : SearchNode;

/// <summary>The beginning of a word: <c>Wohng*</c>.</summary>
internal sealed record SearchPrefix(string Letters) : SearchNode;

/// <summary>Words one after the other: <c>"Antrag auf Wohngeld"</c>.</summary>
internal sealed record SearchPhrase(IReadOnlyList<GermanWord> Words) : SearchNode;

/// <summary>One of these terms of a field, complete or as beginnings: <c>betreff:Antrag</c>, <c>art:mail</c>, <c>datum:2026-05</c>.</summary>
internal sealed record SearchField(IReadOnlyList<string> Terms) : SearchNode;

/// <summary>All of these.</summary>
internal sealed record SearchAll(IReadOnlyList<SearchNode> Nodes) : SearchNode;

/// <summary>At least one of these.</summary>
internal sealed record SearchAny(IReadOnlyList<SearchNode> Nodes) : SearchNode;

/// <summary>Not this.</summary>
internal sealed record SearchNot(SearchNode Node) : SearchNode;
