namespace Umlauf.Records.Model;

/// <summary>How an index of words is asked; one way for each database.</summary>
internal interface IIndexAnswers
{
    /// <summary>These will be asked, so that what they need can be read at once.</summary>
    Task Expect(IEnumerable<IndexQuery> queries);

    /// <summary>The newest documents of a query below a number.</summary>
    /// <param name="query">What they match.</param>
    /// <param name="number">Only older ones.</param>
    /// <param name="most">So many are told.</param>
    /// <param name="counted">So many are counted, at least <paramref name="most"/>.</param>
    Task<(long[] Newest, int Counted)> Below(IndexQuery query, long number, int most, int counted);
}
