using Umlauf.Identity;

namespace Umlauf.Records;

/// <summary>What is searched for (Suchanfrage).</summary>
/// <param name="Text">In the query language; see docs/adr/0010.</param>
public sealed record SearchQuery(string Text)
{
    public int Limit { get; init; } = 20;

    /// <summary>The <see cref="SearchPage.Next"/> of the page before.</summary>
    public string? After { get; init; }
    public DocumentKind? Kind { get; init; }
    public OfficeId? Office { get; init; }

    /// <summary>Received on this day or later.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Received on this day or earlier.</summary>
    public DateOnly? To { get; init; }
}

/// <summary>One page of hits (Trefferseite).</summary>
/// <param name="Hits">Number of the matter first, then title, then text; the newest first within each.</param>
/// <param name="Total">All hits that the caller may see.</param>
/// <param name="TotalIsExact">False when counting stopped at <see cref="SearchDocuments.CountedUpTo"/>, or all texts would have to be read.</param>
/// <param name="Next">Leads to the next page; null when this is the last one.</param>
public sealed record SearchPage(IReadOnlyList<SearchHit> Hits, int Total, bool TotalIsExact, string? Next)
{
    /// <summary>Phrases and compounds in pieces are counted by their words: there may be fewer.</summary>
    public bool TotalIsAtMost { get; init; }
}

/// <summary>A document that was found (Treffer).</summary>
public sealed record SearchHit
{
    public required DocumentId Id { get; init; }

    /// <summary>The mail or upload that an attachment came with; the document itself otherwise.</summary>
    public required DocumentId Root { get; init; }
    public required DocumentKind Kind { get; init; }
    public required string Title { get; init; }
    public required string Author { get; init; }
    public required DateTimeOffset ReceivedAt { get; init; }
    public required OfficeId Office { get; init; }
    public MatterId? Matter { get; init; }
    public string? MatterNumber { get; init; }
    public string? MatterSubject { get; init; }

    /// <summary>The title with the words that were found.</summary>
    public required IReadOnlyList<SearchMark> MarkedTitle { get; init; }

    /// <summary>The telling piece of the text.</summary>
    public required IReadOnlyList<SearchMark> Snippet { get; init; }
}

/// <summary>A piece of text, and whether and why it is marked.</summary>
/// <param name="Text">As it stands in the document, on one line.</param>
/// <param name="Match">Null for the text between the found words.</param>
public readonly record struct SearchMark(string Text, SearchMatch? Match);

/// <summary>Why a word is marked.</summary>
public enum SearchMatch
{
    /// <summary>It is what was asked for, in this or another form.</summary>
    Word,

    /// <summary>What was asked for is a part of it: "Wohngeld" in "Wohngeldbescheid".</summary>
    PartOfWord,

    /// <summary>It is a part of what was asked for and the other part stands beside it: "Antrag auf Wohngeld" for "Wohngeldantrag".</summary>
    Apart,
}
