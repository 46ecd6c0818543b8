using DiffPlex;
using DiffPlex.Chunkers;

namespace Umlauf.Formats.Comparing;

/// <summary>
/// Marks the pieces that stand in one of two lists alone. Short lists are searched for the fewest changes (Myers); long ones are split first at
/// pieces that both have exactly once and in the same order (patience), because the search takes length times number of changes.
/// </summary>
internal sealed class PieceMarks
{
    private const long Short = 2_000_000;
    private const int Deepest = 40;

    // No text that was read holds a NUL.
    private static readonly CustomFunctionChunker Pieces = new(text => text.Length == 0 ? [] : text.Split('\0'));

    private readonly List<string> _old;
    private readonly List<string> _young;
    private readonly bool[] _gone;
    private readonly bool[] _come;
    private long _work;

    private PieceMarks(List<string> old, List<string> young, long work)
    {
        (_old, _young, _work) = (old, young, work);
        (_gone, _come) = (new bool[old.Count], new bool[young.Count]);
    }

    /// <summary>Marks both lists; what cannot be compared within the work allowed counts as replaced.</summary>
    public static (bool[] Gone, bool[] Come) Of(List<string> old, List<string> young, long work)
    {
        var marks = new PieceMarks(old, young, work);
        marks.Mark(0, old.Count, 0, young.Count, Deepest);
        return (marks._gone, marks._come);
    }

    private void Mark(int from, int to, int youngFrom, int youngTo, int depth)
    {
        while (from < to && youngFrom < youngTo && Same(from, youngFrom))
            (from, youngFrom) = (from + 1, youngFrom + 1);
        while (to > from && youngTo > youngFrom && Same(to - 1, youngTo - 1))
            (to, youngTo) = (to - 1, youngTo - 1);
        // Pieces that the other list has nowhere cannot be common: they are left out of the search.
        var kept = Known(_old, from, to, _young, youngFrom, youngTo, _gone);
        var keptYoung = Known(_young, youngFrom, youngTo, _old, from, to, _come);
        var cost = (long)(kept.Count + keptYoung.Count) * Math.Min(kept.Count, keptYoung.Count);
        if (cost > Short && depth > 0 && Anchors(kept, keptYoung) is { Count: > 0 } anchors)
        {
            foreach (var (at, youngAt) in anchors)
            {
                Mark(from, at, youngFrom, youngAt, depth - 1);
                (from, youngFrom) = (at + 1, youngAt + 1);
            }
            Mark(from, to, youngFrom, youngTo, depth - 1);
        }
        else if (cost > _work)
        {
            _gone.AsSpan(from, to - from).Fill(true);
            _come.AsSpan(youngFrom, youngTo - youngFrom).Fill(true);
        }
        else
        {
            _work -= cost;
            Search(kept, keptYoung);
        }
    }

    private void Search(List<int> kept, List<int> keptYoung)
    {
        foreach (var block in Differ.Instance.CreateDiffs(Join(_old, kept), Join(_young, keptYoung), false, false, Pieces).DiffBlocks)
        {
            for (var i = 0; i < block.DeleteCountA; i++)
                _gone[kept[block.DeleteStartA + i]] = true;
            for (var i = 0; i < block.InsertCountB; i++)
                _come[keptYoung[block.InsertStartB + i]] = true;
        }
    }

    /// <summary>The longest run of pieces that both lists have once, in the order of both.</summary>
    private List<(int Old, int Young)> Anchors(List<int> kept, List<int> keptYoung)
    {
        var there = Once(_young, keptYoung);
        var pairs = Once(_old, kept)
            .Where(piece => there.ContainsKey(piece.Key))
            .Select(piece => (Old: piece.Value, Young: there[piece.Key]))
            .OrderBy(pair => pair.Old)
            .ToList();
        // Longest increasing sequence: on each pile the smallest end of a run of that length.
        var piles = new List<int>();
        var before = new int[pairs.Count];
        for (var i = 0; i < pairs.Count; i++)
        {
            int low = 0,
                high = piles.Count;
            while (low < high)
            {
                var middle = (low + high) / 2;
                if (pairs[piles[middle]].Young < pairs[i].Young)
                    low = middle + 1;
                else
                    high = middle;
            }
            before[i] = low > 0 ? piles[low - 1] : -1;
            if (low == piles.Count)
                piles.Add(i);
            else
                piles[low] = i;
        }
        var run = new List<(int, int)>(piles.Count);
        for (var i = piles.Count > 0 ? piles[^1] : -1; i >= 0; i = before[i])
            run.Add(pairs[i]);
        run.Reverse();
        return run;
    }

    private static Dictionary<string, int> Once(List<string> list, List<int> kept)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var at in kept)
            if (!places.TryAdd(list[at], at))
                places[list[at]] = -1;
        return places.Where(piece => piece.Value >= 0).ToDictionary(piece => piece.Key, piece => piece.Value, StringComparer.Ordinal);
    }

    private static List<int> Known(List<string> list, int from, int to, List<string> other, int otherFrom, int otherTo, bool[] alone)
    {
        var there = new HashSet<string>(StringComparer.Ordinal);
        for (var i = otherFrom; i < otherTo; i++)
            there.Add(other[i]);
        var known = new List<int>();
        for (var i = from; i < to; i++)
        {
            if (there.Contains(list[i]))
                known.Add(i);
            else
                alone[i] = true;
        }
        return known;
    }

    private bool Same(int old, int young) => string.Equals(_old[old], _young[young], StringComparison.Ordinal);

    private static string Join(List<string> list, List<int> kept) => string.Join('\0', kept.Select(i => list[i]));
}
