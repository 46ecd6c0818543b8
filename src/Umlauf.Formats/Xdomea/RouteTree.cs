namespace Umlauf.Formats.Xdomea;

/// <summary>Builds the tree of a route from its stations (Laufweg aufbauen).</summary>
internal static class RouteTree
{
    /// <summary>By the places of our route lines; null where they do not fit together.</summary>
    public static ValueList<CarriedStep>? Build(List<RouteCarrier.Leaf> leaves)
    {
        var outer = new Dictionary<ValueList<int>, OuterStep>();
        foreach (var step in leaves.SelectMany(leaf => leaf.Note.Outer))
            outer.TryAdd(step.Place, step);
        return Steps(leaves, 0, leaves.Count, 0, outer);
    }

    /// <summary>By what xdomea says itself: stations that are parallel to each other form a step, everything else comes one by one.</summary>
    public static ValueList<CarriedStep> Group(XdomeaCirculation circulation, List<RouteCarrier.Leaf> leaves)
    {
        var first = new int[leaves.Count];
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < first.Length; i++)
        {
            first[i] = i;
            numbers.TryAdd(circulation.Steps[i].Number, i);
        }
        for (var i = 0; i < first.Length; i++)
            foreach (var number in circulation.Steps[i].ParallelTo)
                if (numbers.TryGetValue(number, out var other))
                    Join(i, other);
        return
        [
            .. leaves
                .Select((leaf, i) => (Leaf: leaf, Group: Root(i)))
                .GroupBy(pair => pair.Group, pair => pair.Leaf)
                .Select(group => Step(group.First().Note, null, [.. group.Select(leaf => leaf.Station)])),
        ];

        int Root(int i)
        {
            while (first[i] != i)
                i = first[i] = first[first[i]];
            return i;
        }

        void Join(int a, int b)
        {
            (a, b) = (Root(a), Root(b));
            first[Math.Max(a, b)] = Math.Min(a, b);
        }
    }

    private static CarriedStep Step(RouteNote note, OuterStep? outer, ValueList<CarriedPart> parts) =>
        new()
        {
            Rule = outer?.Rule ?? note.Rule ?? CompletionRule.All,
            Condition = outer is null ? note.Condition : outer.Condition,
            Parts = parts,
        };

    private static ValueList<CarriedStep>? Steps(
        List<RouteCarrier.Leaf> leaves,
        int from,
        int to,
        int depth,
        Dictionary<ValueList<int>, OuterStep> outer
    )
    {
        var steps = new List<CarriedStep>();
        for (int start = from, end; start < to; start = end)
        {
            if (End(leaves, start, to, depth, steps.Count + 1) is not { } stop)
                return null;
            end = stop;
            var parts = new List<CarriedPart>();
            RouteNote? own = null;
            for (int part = start, next; part < end; part = next)
            {
                if (End(leaves, part, end, depth + 1, parts.Count + 1) is not { } last)
                    return null;
                next = last;
                if (leaves[part].Place.Count == depth + 2)
                {
                    if (next - part > 1)
                        return null;
                    own ??= leaves[part].Note;
                    parts.Add(leaves[part].Station);
                }
                else if (Steps(leaves, part, next, depth + 2, outer) is { } inner)
                    parts.Add(new CarriedBranch { Steps = inner });
                else
                    return null;
            }
            ValueList<int> place = [.. leaves[start].Place.Take(depth + 1)];
            steps.Add(Step(own ?? RouteNote.Empty, own is null ? outer.GetValueOrDefault(place) : null, [.. parts]));
        }
        return [.. steps];
    }

    /// <summary>Behind the leaves that have this position at this level; null where the first one has another.</summary>
    private static int? End(List<RouteCarrier.Leaf> leaves, int from, int to, int level, int position)
    {
        var end = from;
        while (end < to && leaves[end].Place.Count > level && leaves[end].Place[level] == position)
            end++;
        return end == from ? null : end;
    }
}
