namespace Umlauf.Journal;

/// <summary>A table whose rows the journal vouches for (versiegelte Tabelle): entries of some kinds carry a digest of the rows as the act left them.</summary>
/// <param name="Name">The table.</param>
/// <param name="Key">The column by which its rows are sealed together, e.g. all grants of one matter; null = all rows of the administration at once.</param>
/// <param name="Columns">What is sealed, separated by ", ". A nullable column may be added later: empty values are not part of the digest.</param>
/// <param name="By">The acts that change its rows. Whoever writes without one of them leaves rows that <c>umlauf verify</c> names.</param>
public sealed record SealedTable(string Name, string? Key, string Columns, params IReadOnlyList<SealedBy> By);

/// <summary>A kind of entry that seals rows.</summary>
/// <param name="Kind">The kind of entry, or how it begins: <c>dispatch-*</c>.</param>
/// <param name="Fields">The fields of its data that name the keys; none = the entry's subject is the key.</param>
public sealed record SealedBy(string Kind, params IReadOnlyList<string> Fields)
{
    public bool Matches(string kind) =>
        Kind.EndsWith('*') ? kind.StartsWith(Kind[..^1], StringComparison.Ordinal) : string.Equals(kind, Kind, StringComparison.Ordinal);

    public static implicit operator SealedBy(string kind) => new(kind);
}

/// <summary>The sealed tables of one capability.</summary>
public interface ISealedTables
{
    IReadOnlyList<SealedTable> Tables { get; }
}
