namespace Umlauf.Records.Model;

/// <summary>What the full-text index is asked: which documents have which terms. Each database's index has its own way to answer.</summary>
internal abstract record IndexQuery;

/// <summary>Documents with a term.</summary>
internal sealed record WithTerm(string Term) : IndexQuery;

/// <summary>Documents with a term that begins so.</summary>
internal sealed record WithBeginning(string Letters) : IndexQuery;

/// <summary>Documents that match each.</summary>
internal sealed record WithAll(IReadOnlyList<IndexQuery> Parts) : IndexQuery;

/// <summary>Documents that match one at least.</summary>
internal sealed record WithAny(IReadOnlyList<IndexQuery> Parts) : IndexQuery;

/// <summary>Documents that match the first and not the second.</summary>
internal sealed record WithBut(IndexQuery All, IndexQuery Excluded) : IndexQuery;
