using System.Runtime.InteropServices;
using System.Text;

namespace Umlauf.Formats.Postings;

/// <summary>
/// A piece of the index: what one transaction added, or several such merged. Newer segments speak for a document before older ones do.
/// </summary>
public static class Segment
{
    /// <summary>So many segments of a size become one of the next.</summary>
    private const int Fan = 8;

    private const int Smallest = 64;

    /// <summary>From this size on segments are seldom merged.</summary>
    public const int Grown = 4_096;

    /// <summary>From this size on segments are merged only when most of what stands in all of them is superseded.</summary>
    public const int Large = Fan * Grown;

    /// <summary>The postings of documents, sorted by term.</summary>
    /// <param name="documents">Number and terms, separated by blanks, in the order of the numbers.</param>
    /// <param name="superseded">The numbers of those that older segments know, ascending.</param>
    public static IReadOnlyList<Posting> Of(IEnumerable<(long Number, string Terms)> documents, long[] superseded)
    {
        var lists = new Dictionary<string, List<long>>(StringComparer.Ordinal);
        var sought = lists.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var (number, terms) in documents)
        foreach (var range in terms.AsSpan().Split(' '))
        {
            var term = terms.AsSpan(range);
            if (term.IsEmpty)
                continue;
            ref var list = ref CollectionsMarshal.GetValueRefOrAddDefault(sought, term, out _);
            list ??= [];
            if (list.Count == 0 || list[^1] != number)
                list.Add(number);
        }
        var postings = lists.Select(list => new Posting(Encoding.UTF8.GetBytes(list.Key), [.. list.Value])).ToList();
        if (superseded.Length > 0)
            postings.Add(new Posting(Posting.Superseded, superseded));
        postings.Sort((one, other) => one.Term.AsSpan().SequenceCompareTo(other.Term));
        return postings;
    }

    /// <summary>What segments say together.</summary>
    /// <param name="segments">Their postings, the oldest segment first. A term may come several times in a row.</param>
    /// <param name="superseded">For each, its list of superseded documents.</param>
    /// <param name="areAll">There is no older one.</param>
    public static async IAsyncEnumerable<Posting> Merge(
        IReadOnlyList<IAsyncEnumerable<Posting>> segments,
        IReadOnlyList<long[]> superseded,
        bool areAll
    )
    {
        if (!areAll && PostingList.Or(superseded) is { Length: > 0 } still)
            yield return new Posting(Posting.Superseded, still);
        var gone = Gone(superseded);
        var readers = segments.Select(segment => segment.GetAsyncEnumerator()).ToList();
        try
        {
            var next = new PriorityQueue<int, byte[]>(Comparer<byte[]>.Create((one, other) => one.AsSpan().SequenceCompareTo(other)));
            for (var i = 0; i < readers.Count; i++)
                if (await readers[i].MoveNextAsync())
                    next.Enqueue(i, readers[i].Current.Term);
            var lists = new List<long[]>();
            while (next.TryPeek(out var first, out var term))
            {
                lists.Clear();
                do
                {
                    lists.Add(PostingList.Without(readers[first].Current.Documents, gone[first]));
                    if (await readers[first].MoveNextAsync())
                        next.DequeueEnqueue(first, readers[first].Current.Term);
                    else
                        next.Dequeue();
                } while (next.TryPeek(out first, out var same) && same.AsSpan().SequenceEqual(term));
                if (!term.AsSpan().SequenceEqual(Posting.Superseded) && PostingList.Or(lists) is { Length: > 0 } documents)
                    yield return new Posting(term, documents);
            }
        }
        finally
        {
            foreach (var reader in readers)
                await reader.DisposeAsync();
        }
    }

    /// <summary>For each segment the documents of which newer ones speak.</summary>
    /// <param name="superseded">For each, its list of superseded documents, the oldest segment first.</param>
    public static long[][] Gone(IReadOnlyList<long[]> superseded)
    {
        var gone = new long[superseded.Count][];
        long[] newer = [];
        for (var i = superseded.Count - 1; i >= 0; i--)
        {
            gone[i] = newer;
            newer = PostingList.Or([newer, superseded[i]]);
        }
        return gone;
    }

    /// <summary>How many of the newest segments should be merged now; 0 = none.</summary>
    /// <param name="documents">How many documents each has, the newest first.</param>
    public static int Due(IReadOnlyList<int> documents)
    {
        for (var size = Smallest; size <= Large; size *= Fan)
        {
            var smaller = documents.TakeWhile(one => one < size).Count();
            if (documents.Take(smaller).Count(one => size == Smallest || one >= size / Fan) >= Fan)
                return smaller;
        }
        return 0;
    }

    /// <summary>A third of what stands in the segments is superseded, so all of them should be merged.</summary>
    public static bool IsWorthless(IEnumerable<int> documents, long alive) => documents.Sum(one => (long)one) > 3 * alive / 2;
}
