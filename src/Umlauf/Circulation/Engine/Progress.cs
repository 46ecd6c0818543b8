using System.Collections.Immutable;

namespace Umlauf.Circulation.Engine;

/// <summary>Moves the folder on after each change (Fortgang): which step has its turn, when it is complete, when the route is at its end.</summary>
internal sealed class Progress(Draft draft, Clocks clocks)
{
    private Folder Folder => draft.Folder;

    /// <summary>Rules 1, 2 and 19, until nothing moves any more.</summary>
    public void Settle()
    {
        while (Folder.State == FolderState.Running && Advance(0))
            Finish();
    }

    /// <summary>Whether every step of the branch is done.</summary>
    private bool Advance(int branch)
    {
        foreach (var id in Folder.Branches[branch].Steps)
        {
            if (draft.Step(id).State is StepState.Complete or StepState.Skipped)
                continue;
            if (draft.Step(id).State == StepState.Waiting && !IsMet(draft.Step(id).When))
            {
                draft.Emit(new StepsMoved(StepState.Skipped, [id], "rule:19"));
                Move(StationState.Skipped, RouteOrder.Under(draft, id).Where(station => station.State == StationState.Waiting), "rule:19");
                continue;
            }
            Activate(id);
            var done = true;
            foreach (var inner in draft.Step(id).Branches)
                done &= Advance(inner);
            if (Folder.State != FolderState.Running || !IsComplete(id))
                return false;
            Complete(id);
        }
        return true;
    }

    /// <summary>All stations of the step that wait get their turn, also those that joined it later.</summary>
    private void Activate(int id)
    {
        var step = draft.Step(id);
        var waiting = step.Stations.Where(number => draft.Station(number).State == StationState.Waiting).ToList();
        if (waiting.Count > 0)
            draft.Emit(new StationsActivated(id, [.. waiting.Select(number => new Activation(number, clocks.Due(draft.Station(number))))]));
        else if (step.State == StepState.Waiting)
            draft.Emit(new StepsMoved(StepState.Active, [id], null));
    }

    /// <summary>Who had yet to take notice of a step that is complete, before the folder was called back, gets it on the desk again (rule 2).</summary>
    public void Notify()
    {
        var left = draft.Stations.Where(one => one.State == StationState.Waiting && draft.Step(one.Step).State == StepState.Complete);
        foreach (var step in left.Select(one => one.Step).Distinct().ToList())
            Activate(step);
    }

    private bool IsMet(Condition? when)
    {
        if (when is null)
            return true;
        if (when.Field is { } field)
            return Folder.Fields.TryGetValue(field, out var value) && value > when.Above;
        return draft.Stations.Any(station =>
            string.Equals(station.Key, when.Station, StringComparison.Ordinal)
            && station.State == StationState.Completed
            && string.Equals(station.Current?.Option, when.Option, StringComparison.Ordinal)
        );
    }

    /// <summary>Rule 2, and rule 3 where a refusal makes the rule impossible.</summary>
    private bool IsComplete(int id)
    {
        var count = Count(draft.Step(id));
        var rule = draft.Step(id).Rule;
        var dissents = Folder.Policy.Refusal == RefusalPolicy.Dissent;
        if (count.Positive + (rule.IsAll && dissents ? count.Negative : 0) >= rule.Needed(count.Members))
            return true;
        if (rule.IsAll || count.Positive + count.Open >= rule.Needed(count.Members))
            return false;
        if (dissents && count.FinalRefusal is null)
            return true;
        Return(ReturnReason.Refused, count.FinalRefusal ?? count.Refusal, null);
        return false;
    }

    private (int Members, int Positive, int Negative, int Open, int? Refusal, int? FinalRefusal) Count(Step step)
    {
        var (members, positive, negative, open) = (0, 0, 0, 0);
        int? refusal = null;
        int? finalRefusal = null;
        foreach (var number in step.Stations)
        {
            var station = draft.Station(number);
            if (!station.IsBlocking || station.State is StationState.Skipped or StationState.Obsolete)
                continue;
            members++;
            if (station.State != StationState.Completed)
                open++;
            else if (station.Current is not { IsNegative: true })
                positive++;
            else
            {
                negative++;
                refusal = number;
                if (draft.IsFinal(station))
                    finalRefusal = number;
            }
        }
        foreach (var branch in step.Branches)
        {
            if (Folder.Branches[branch].Steps.Any(inner => draft.Step(inner).State is not (StepState.Complete or StepState.Skipped)))
                open++;
            // A branch in which nobody had to act counts as little as a station that was skipped.
            else if (RouteOrder.InBranch(draft, branch).Any(station => station is { State: StationState.Completed, IsBlocking: true }))
                positive++;
            else
                continue;
            members++;
        }
        return (members, positive, negative, open, refusal, finalRefusal);
    }

    private void Complete(int id)
    {
        var left = RouteOrder
            .Under(draft, id)
            .Where(station =>
                station.State is StationState.Active && station.IsBlocking
                || station.State is StationState.Waiting or StationState.Suspended or StationState.Recalled
            );
        Move(StationState.Obsolete, left, "rule:2");
        var inner = draft
            .Step(id)
            .Branches.SelectMany(branch => RouteOrder.StepsOf(draft, branch))
            .Where(step => draft.Step(step).State is StepState.Waiting or StepState.Active);
        draft.Emit(new StepsMoved(StepState.Complete, [id, .. inner], null));
    }

    /// <summary>The end of the route: complete with a fresh final signature (rule 6, I2), else back to the final signer or to the owner.</summary>
    private void Finish()
    {
        var finals = draft.Stations.Where(station => station is { Task: StationTask.FinalSign, State: not StationState.Removed }).ToList();
        var stale = finals.Where(station => station is { State: StationState.Completed, IsStale: true }).ToList();
        if (stale.Count > 0)
            new Reopening(draft).Stations([.. stale.Select(station => station.Number)]);
        else if (finals.Count > 0 && finals.All(station => station.Effective is null or { IsNegative: true }))
            Return(ReturnReason.NoFinalSignature, null, null);
        else
            draft.Emit(new FolderCompleted());
    }

    /// <summary>The folder lies with its owner; what others had on their desks rests (rule 3).</summary>
    public void Return(ReturnReason reason, int? station, string? why)
    {
        draft.Emit(new FolderReturned(reason, station, why));
        var to = reason == ReturnReason.Recalled ? StationState.Recalled : StationState.Suspended;
        // Who only takes notice may do so all the same (rule 2), unless the owner calls everything back (rule 8).
        Move(
            to,
            draft.Stations.Where(one => one.State == StationState.Active && (one.IsBlocking || reason == ReturnReason.Recalled)),
            null
        );
    }

    public void Move(StationState to, IEnumerable<Station> stations, string? why)
    {
        var numbers = stations.Select(station => station.Number).ToImmutableArray();
        if (numbers.Length > 0)
            draft.Emit(new StationsMoved(to, numbers, why));
    }
}
