namespace Umlauf.Formats.Postings;

/// <summary>Sets of document numbers, each an ascending array without doubles.</summary>
public static class PostingList
{
    /// <summary>A short list is sought in a list so many times as long, instead of reading both.</summary>
    private const int MuchLonger = 32;

    /// <summary>What stands in both.</summary>
    public static long[] And(long[] one, long[] other)
    {
        var (few, many) = one.Length <= other.Length ? (one, other) : (other, one);
        var both = new long[few.Length];
        var (count, at) = (0, 0);
        foreach (var number in few)
        {
            at = Seek(many, at, number, few.Length);
            if (at < many.Length && many[at] == number)
                both[count++] = number;
        }
        return Shortened(both, count);
    }

    /// <summary>What stands in the first and not in the second.</summary>
    public static long[] Without(long[] all, long[] excluded)
    {
        if (all.Length == 0 || excluded.Length == 0)
            return all;
        var left = new long[all.Length];
        var (count, at) = (0, 0);
        foreach (var number in all)
        {
            at = Seek(excluded, at, number, all.Length);
            if (at == excluded.Length || excluded[at] != number)
                left[count++] = number;
        }
        return Shortened(left, count);
    }

    /// <summary>What stands in any.</summary>
    public static long[] Or(IReadOnlyCollection<long[]> lists)
    {
        var waiting = new Queue<long[]>(lists.Where(list => list.Length > 0).OrderBy(list => list[0]));
        if (waiting.Count == 0)
            return [];
        while (waiting.Count > 1)
            waiting.Enqueue(Or(waiting.Dequeue(), waiting.Dequeue()));
        return waiting.Dequeue();
    }

    private static long[] Or(long[] one, long[] other)
    {
        // Segments follow each other in time: mostly the one ends before the other begins.
        if (one[^1] < other[0])
            return [.. one, .. other];
        if (other[^1] < one[0])
            return [.. other, .. one];
        var any = new long[one.Length + other.Length];
        var (count, i, j) = (0, 0, 0);
        while (i < one.Length && j < other.Length)
        {
            var (left, right) = (one[i], other[j]);
            any[count++] = Math.Min(left, right);
            i += left <= right ? 1 : 0;
            j += right <= left ? 1 : 0;
        }
        while (i < one.Length)
            any[count++] = one[i++];
        while (j < other.Length)
            any[count++] = other[j++];
        return Shortened(any, count);
    }

    /// <summary>The first place from <paramref name="at"/> whose number is not less than <paramref name="number"/>.</summary>
    private static int Seek(long[] list, int at, long number, int seekers)
    {
        if (list.Length / MuchLonger > seekers)
        {
            var found = list.AsSpan(at).BinarySearch(number);
            return at + (found < 0 ? ~found : found);
        }
        while (at < list.Length && list[at] < number)
            at++;
        return at;
    }

    private static long[] Shortened(long[] numbers, int count) => count == numbers.Length ? numbers : numbers[..count];
}
