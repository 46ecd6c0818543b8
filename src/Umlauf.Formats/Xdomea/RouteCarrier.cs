using System.Globalization;

namespace Umlauf.Formats.Xdomea;

/// <summary>Turns a route into a circulation and back (Laufweg übertragen), without loss.</summary>
public static class RouteCarrier
{
    /// <summary>Up to here each of the parallel stations names all others; beyond, all name the first and the first names one.</summary>
    private const int NamedInFull = 20;

    private const int DeepestBranch = 8;

    /// <summary>The circulation that carries the route: stations in the order of the tree, numbered from 1.</summary>
    public static XdomeaCirculation Write(CarriedRoute route)
    {
        var leaves = new List<Leaf>();
        Walk(route.Steps, [], leaves, []);
        if (leaves.Count == 0)
            throw new ArgumentException("A route has at least one station.", nameof(route));
        var parallel = leaves.Select(_ => new SortedSet<int>()).ToArray();
        // The order of the message is the tree, unless something runs beside something else.
        var plain = leaves.TrueForAll(leaf => leaf.Place.Count == 2 && leaf.Place[1] == 1);
        if (!plain)
            Beside(leaves, 0, leaves.Count, 0, parallel);
        return new XdomeaCirculation { Id = route.Id, Steps = [.. leaves.Select((leaf, i) => Step(leaf, i, plain, route, parallel[i]))] };
    }

    /// <summary>The route a circulation carries; one from another system is read by what xdomea says itself.</summary>
    public static ReadRoute Read(XdomeaCirculation circulation)
    {
        var leaves = new List<Leaf>();
        foreach (var step in circulation.Steps)
        {
            var (text, note) = RouteNote.Read(step.Order.Note);
            var station = new CarriedStation
            {
                Status = step.Status,
                Order = step.Order with { Note = text },
                Handling = step.Handling,
                VersionNumber = step.VersionNumber,
                Task = note.Task ?? StepText.Read(step.Order.Text).Task,
                Terms = note.Terms,
            };
            leaves.Add(new Leaf(station, note.Place, note));
        }
        var placed = leaves.Exists(leaf => leaf.Place.Count > 0);
        var tree = placed ? RouteTree.Build(leaves) : null;
        return new ReadRoute(
            new CarriedRoute
            {
                Id = circulation.Id,
                OnRefusal = leaves.Find(leaf => leaf.Note.OnRefusal is not null)?.Note.OnRefusal,
                OnChange = leaves.Find(leaf => leaf.Note.OnChange is not null)?.Note.OnChange,
                Steps = tree ?? RouteTree.Group(circulation, leaves),
            },
            tree is not null || !placed
        );
    }

    private static void Walk(ValueList<CarriedStep> steps, ValueList<int> prefix, List<Leaf> leaves, List<OuterStep> waiting)
    {
        if (prefix.Count > 2 * DeepestBranch)
            throw new ArgumentException("Branches are at most 8 levels deep.", nameof(steps));
        for (var s = 0; s < steps.Count; s++)
        {
            var step = steps[s];
            ValueList<int> place = [.. prefix, s + 1];
            if (step.Parts.Count == 0)
                throw new ArgumentException("A step has at least one part.", nameof(steps));
            var special = step.Rule != CompletionRule.All || step.Condition is not null;
            if (special && !step.Parts.Any(part => part is CarriedStation))
                waiting.Add(new OuterStep(place, step.Rule, step.Condition));
            for (var p = 0; p < step.Parts.Count; p++)
            {
                ValueList<int> here = [.. place, p + 1];
                if (step.Parts[p] is CarriedBranch branch)
                {
                    if (branch.Steps.Count == 0)
                        throw new ArgumentException("A branch has at least one step.", nameof(steps));
                    Walk(branch.Steps, here, leaves, waiting);
                    continue;
                }
                var note = new RouteNote
                {
                    Rule = step.Rule == CompletionRule.All ? null : step.Rule,
                    Condition = step.Condition,
                    Outer = [.. waiting],
                };
                waiting.Clear();
                leaves.Add(new Leaf((CarriedStation)step.Parts[p], here, note));
            }
        }
    }

    private static CirculationStep Step(Leaf leaf, int index, bool plain, CarriedRoute route, SortedSet<int> parallel)
    {
        var station = leaf.Station;
        var text = station.Order.Text ?? (station.Task is { } task ? StepText.Of(task) : null);
        var note = leaf.Note with
        {
            Place = plain ? [] : leaf.Place,
            Task = StepText.Read(text).Task == station.Task ? null : station.Task,
            OnRefusal = index == 0 ? route.OnRefusal : null,
            OnChange = index == 0 ? route.OnChange : null,
            Terms = station.Terms,
        };
        return new CirculationStep
        {
            Number = Number(index),
            Status = station.Status,
            Order = station.Order with { Text = text, Note = RouteNote.Write(station.Order.Note, note) },
            Handling = station.Handling,
            ParallelTo = [.. parallel.Select(Number)],
            VersionNumber = station.VersionNumber,
        };
    }

    private static string Number(int index) => (index + 1).ToString(CultureInfo.InvariantCulture);

    /// <summary>Marks what runs beside what, among the leaves from..to that share a branch.</summary>
    private static void Beside(List<Leaf> leaves, int from, int to, int depth, SortedSet<int>[] parallel)
    {
        for (int start = from, end; start < to; start = end)
        {
            end = start;
            while (end < to && leaves[end].Place[depth] == leaves[start].Place[depth])
                end++;
            var other = start;
            for (int part = start, next; part < end; part = next)
            {
                next = part;
                while (next < end && leaves[next].Place[depth + 1] == leaves[part].Place[depth + 1])
                    next++;
                if (leaves[part].Place.Count > depth + 2)
                    Beside(leaves, part, next, depth + 2, parallel);
                if (part == start)
                    other = next;
            }
            if (other < end)
                Name(leaves, start, other, end, depth + 1, parallel);
        }
    }

    private static void Name(List<Leaf> leaves, int start, int other, int end, int level, SortedSet<int>[] parallel)
    {
        if (end - start > NamedInFull)
        {
            for (var i = other; i < end; i++)
                parallel[i].Add(start);
            parallel[start].Add(other);
            return;
        }
        for (var i = start; i < end; i++)
        for (var k = start; k < end; k++)
            if (leaves[i].Place[level] != leaves[k].Place[level])
                parallel[i].Add(k);
    }

    /// <summary>A station with its place in the tree.</summary>
    internal sealed record Leaf(CarriedStation Station, ValueList<int> Place, RouteNote Note);
}
