using System.Collections.Immutable;

namespace Umlauf.Circulation.Engine;

/// <summary>Goes back in the route: some stations get their turn again, everything behind them waits (rules 3, 6 and 8).</summary>
internal sealed class Reopening(Draft draft)
{
    private readonly List<int> waitingStations = [];
    private readonly List<int> waitingSteps = [];
    private readonly List<int> activeSteps = [];

    /// <summary>The whole route begins anew: every outcome is stale (rule 3).</summary>
    public void Everything()
    {
        Stale(draft.Stations.Where(station => station.Effective is not null && station.State != StationState.Removed));
        // Who was to confirm a change, or did not, signs again anyway.
        var moot = draft.Stations.Where(station => station is { Task: StationTask.Reconfirm, State: not StationState.Obsolete });
        if (moot.Select(station => station.Number).ToImmutableArray() is { IsEmpty: false } numbers)
            draft.Emit(new StationsMoved(StationState.Obsolete, numbers, "rule:3"));
        foreach (var step in draft.Folder.Branches[0].Steps)
            Park(step);
        Emit();
    }

    /// <summary>
    /// The earliest steps with one of these stations are open again, with these stations in them; steps behind them wait. In branches that go in
    /// parallel each goes back by itself.
    /// </summary>
    public void Stations(ImmutableHashSet<int> again)
    {
        if (again.Count > 0)
            GoBack(0, again);
        Emit();
    }

    /// <summary>Everything behind a step waits.</summary>
    public void Behind(int step)
    {
        foreach (var later in RouteOrder.LaterSteps(draft.Folder, draft.Step(step)))
            Park(later);
        Emit();
    }

    private bool GoBack(int branch, ImmutableHashSet<int> again)
    {
        var steps = draft.Folder.Branches[branch].Steps;
        var place = 0;
        while (place < steps.Length && !Holds(steps[place], again))
            place++;
        if (place == steps.Length)
            return false;
        var first = draft.Step(steps[place]);
        // Whom the rule of the step no longer needed is needed again.
        if (first.State == StepState.Complete)
            again = again.Union(RouteOrder.Under(draft, first.Id).Where(IsOver).Select(station => station.Number));
        waitingStations.AddRange(first.Stations.Where(again.Contains));
        foreach (var inner in first.Branches)
            GoBack(inner, again);
        if (first.State == StepState.Complete)
            activeSteps.Add(first.Id);
        foreach (var later in steps.Skip(place + 1))
            Park(later);
        return true;
    }

    /// <summary>Back to waiting, as if its turn had not come; what its owner skipped stays skipped.</summary>
    private void Park(int id)
    {
        var step = draft.Step(id);
        if (step.State != StepState.Waiting)
            waitingSteps.Add(id);
        foreach (var number in step.Stations)
        {
            var station = draft.Station(number);
            var interrupted = station.State is StationState.Active or StationState.Suspended or StationState.Recalled;
            var decidedAnew =
                station
                is { State: StationState.Skipped, Why: "rule:19" }
                    or { State: StationState.Obsolete }
                    or { State: StationState.Completed, IsStale: true };
            if (interrupted || decidedAnew && !step.IsReconfirmation)
                waitingStations.Add(number);
        }
        foreach (var inner in step.Branches.SelectMany(branch => draft.Folder.Branches[branch].Steps))
            Park(inner);
    }

    private static bool IsOver(Station station) => station is { State: StationState.Obsolete, Why: "rule:2" };

    private bool Holds(int id, ImmutableHashSet<int> again) =>
        draft.Step(id).Stations.Any(again.Contains)
        || draft.Step(id).Branches.SelectMany(branch => draft.Folder.Branches[branch].Steps).Any(inner => Holds(inner, again));

    private void Stale(IEnumerable<Station> stations)
    {
        var numbers = stations.Select(station => station.Number).ToImmutableArray();
        if (numbers.Length > 0)
            draft.Emit(new OutcomesStale(numbers));
    }

    private void Emit()
    {
        if (waitingStations.Count > 0)
            draft.Emit(new StationsMoved(StationState.Waiting, [.. waitingStations], null));
        if (waitingSteps.Count > 0)
            draft.Emit(new StepsMoved(StepState.Waiting, [.. waitingSteps], null));
        if (activeSteps.Count > 0)
            draft.Emit(new StepsMoved(StepState.Active, [.. activeSteps], null));
        waitingStations.Clear();
        waitingSteps.Clear();
        activeSteps.Clear();
    }
}
