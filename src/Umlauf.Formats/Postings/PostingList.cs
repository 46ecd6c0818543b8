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
        long[][] ordered = [.. lists.Where(list => list.Length > 0).OrderBy(list => list[0])];
        // Blocks and segments follow each other: mostly the one ends before the other begins.
        if (Enumerable.Range(1, Math.Max(0, ordered.Length - 1)).All(i => ordered[i - 1][^1] < ordered[i][0]))
            return ordered.Length == 1 ? ordered[0] : Joined(ordered);
        var waiting = new Queue<long[]>(ordered);
        while (waiting.Count > 1)
            waiting.Enqueue(Or(waiting.Dequeue(), waiting.Dequeue()));
        return waiting.Dequeue();
    }

    private static long[] Joined(long[][] lists)
    {
        var all = new long[lists.Sum(list => list.Length)];
        var end = 0;
        foreach (var list in lists)
        {
            list.CopyTo(all, end);
            end += list.Length;
        }
        return all;
    }

    private static long[] Or(long[] one, long[] other)
    {
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
