using System.Text;
using Umlauf.Formats.Postings;
using Umlauf.Platform;

namespace Umlauf.Records.Model;

/// <summary>PostgreSQL: reads the documents of each term once for a search and combines them here.</summary>
internal sealed class PostingAnswers(Unit unit) : IIndexAnswers
{
    /// <summary>In UTF-8 no term has this byte.</summary>
    private const byte BehindEveryLetter = 0xFF;

    /// <summary>Words by what they are, what is made of them by its place in memory.</summary>
    private readonly Dictionary<IndexQuery, long[]> known = [];

    public async Task Expect(IEnumerable<IndexQuery> queries)
    {
        var words = queries.SelectMany(Words).Distinct().Where(word => !known.ContainsKey(word)).ToList();
        if (words.Count > 0)
            foreach (var (word, documents) in words.Zip(await PostingTables.Documents(unit, [.. words.Select(Range)])))
                known[word] = documents;
    }

    public async Task<(long[] Newest, int Counted)> Below(IndexQuery query, long number, int most, int counted)
    {
        await Expect([query]);
        // Asked again for the next hits, and for how many there are.
        if (!known.TryGetValue(query, out var found))
            known[query] = found = Match(query, within: null);
        var older = found.AsSpan().BinarySearch(number);
        var end = older < 0 ? ~older : older;
        long[] newest = found[Math.Max(0, end - most)..end];
        Array.Reverse(newest);
        return (newest, Math.Min(end, counted));
    }

    private static IEnumerable<IndexQuery> Words(IndexQuery query) =>
        query switch
        {
            WithAll all => all.Parts.SelectMany(Words),
            WithAny any => any.Parts.SelectMany(Words),
            WithBut but => Words(but.All).Concat(Words(but.Excluded)),
            _ => [query],
        };

    private static (byte[] Lowest, byte[] Highest) Range(IndexQuery word) =>
        word switch
        {
            WithTerm one => (Encoding.UTF8.GetBytes(one.Term), Encoding.UTF8.GetBytes(one.Term)),
            WithBeginning one => (Encoding.UTF8.GetBytes(one.Letters), [.. Encoding.UTF8.GetBytes(one.Letters), BehindEveryLetter]),
            _ => throw new InvalidOperationException(),
        };

    /// <summary>The documents that match, of some of them or of all: the fewest first, so that the rest is sought among few.</summary>
    private long[] Match(IndexQuery query, long[]? within)
    {
        switch (query)
        {
            case WithAll all:
                foreach (var part in all.Parts.OrderBy(AtMost))
                    within = Match(part, within);
                return within ?? [];
            case WithAny any:
                return PostingList.Or([.. any.Parts.Select(part => Match(part, within))]);
            case WithBut but:
                var matches = Match(but.All, within);
                return PostingList.Without(matches, Match(but.Excluded, matches));
            default:
                return within is null ? known[query] : PostingList.And(within, known[query]);
        }
    }

    private long AtMost(IndexQuery query) =>
        query switch
        {
            WithAll all => all.Parts.Min(AtMost),
            WithAny any => any.Parts.Sum(AtMost),
            WithBut but => AtMost(but.All),
            _ => known[query].Length,
        };
}
