namespace Umlauf.Formats.Postings;

/// <summary>A term and the documents that have it (Fundstellenliste).</summary>
/// <param name="Term">In UTF-8; terms are sorted by their bytes.</param>
/// <param name="Documents">Their numbers, ascending, at least one.</param>
public readonly record struct Posting(byte[] Term, long[] Documents)
{
    /// <summary>Not a word: lists the documents of which older segments tell nothing true any more. Sorts before every word.</summary>
    public static readonly byte[] Superseded = [0];
}
