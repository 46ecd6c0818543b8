using System.Collections.Immutable;

namespace Umlauf.Circulation.Engine;

/// <summary>Turns an allowed command into events (Befehl ausführen). Refuses nothing: that was <see cref="Checks"/>.</summary>
internal sealed class Handling(Draft draft, Acting by, Clocks clocks)
{
    private readonly Progress progress = new(draft, clocks);

    public void Do(Command command)
    {
        switch (command)
        {
            case Start:
                draft.Emit(new FolderStarted());
                break;
            case SetRoute c:
                var (branches, steps, stations) = RouteNumbering.Of(c.Route);
                draft.Emit(new RouteSet(c.Policy, c.FourEyes, branches, steps, stations));
                break;
            case Complete c:
                OnComplete(c);
                break;
            case Ask c:
                draft.Emit(new QuestionAsked(c.Station, c.To ?? draft.Folder.Owner, c.Text.Trim()));
                break;
            case Answer c:
                var asked = draft.Station(draft.Folder.Questions[c.Question - 1].Station);
                draft.Emit(new QuestionAnswered(c.Question, c.Text.Trim(), clocks.AfterPause(asked)));
                break;
            case Delegate c:
                draft.Emit(new StationDelegated(c.Station, c.To));
                if (clocks.OnWorkingDay(draft.Station(c.Station)) is { } later)
                    draft.Emit(new DueExtended(c.Station, later));
                break;
            case Insert c:
                RouteChanges.Insert(draft, c);
                break;
            case Remove c:
                draft.Emit(new StationRemoved(c.Station));
                break;
            case Reorder c:
                RouteChanges.Reorder(draft, c);
                break;
            case Skip c:
                progress.Move(StationState.Skipped, [draft.Station(c.Station)], c.Reason.Trim());
                break;
            case Recall c:
                progress.Return(ReturnReason.Recalled, null, c.Reason?.Trim());
                break;
            case Withdraw c:
                draft.Emit(new FolderWithdrawn(c.Reason.Trim()));
                progress.Move(StationState.Obsolete, draft.Stations.Where(IsOpen), "rule:8");
                break;
            case Resume c:
                OnResume(c);
                break;
            case TakeBack c:
                OnTakeBack(c);
                break;
            case ReplaceItem c:
                Replace(c);
                break;
            case MarkEditorial:
                FreshByEditorial();
                break;
            case Extend c:
                draft.Emit(new DueExtended(c.Station, clocks.Extended(draft.Station(c.Station), c.WorkingDays)));
                break;
            case WriteRemark c:
                var version = draft.Folder.Items.FirstOrDefault(item => item.Document == c.Document)?.Version ?? 0;
                draft.Emit(new RemarkWritten(by.Rank, c.Text.Trim(), c.Document, version, c.Anchor));
                break;
            case Remind c:
                draft.Emit(new Reminded(c.Station, c.Kind));
                break;
            case Escalate c:
                draft.Emit(new Escalated(c.Station, c.Superior));
                break;
            case SettleDirective c:
                draft.Emit(new DirectiveSettled(c.Directive, c.Done, c.Result));
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(command), command, "A command without effect.");
        }
        progress.Settle();
    }

    private static bool IsOpen(Station station) =>
        station.State is StationState.Waiting or StationState.Active or StationState.Suspended or StationState.Recalled;

    private void OnComplete(Complete command)
    {
        var station = draft.Station(command.Station);
        var hat = by.HatFor(station)!;
        draft.Emit(
            new StationCompleted(
                command.Station,
                command.Outcome,
                command.Option,
                string.IsNullOrWhiteSpace(command.Remark) ? null : command.Remark.Trim(),
                hat.Capacity == Capacity.Superior ? station.Addressee.Person
                    : hat.Capacity == Capacity.Self ? null
                    : hat.Person,
                hat.Capacity,
                draft.Folder.Content.Number
            )
            {
                ConfirmedDissents = [.. command.ConfirmedDissents.Distinct().Order()],
            }
        );
        if (station.Task == StationTask.Reconfirm && command.Outcome == OutcomeKind.Confirmed)
            Fresh(station.Confirms.Select(draft.Station));
        var refused = command.Outcome is OutcomeKind.Refused or OutcomeKind.HandedBack;
        var returns = draft.Folder.Policy.Refusal == RefusalPolicy.Return || draft.IsFinal(station);
        // With "any" and "k of n" a refusal counts against the rule, which Progress looks after.
        if (refused && returns && draft.Step(station.Step).Rule.IsAll)
            progress.Return(ReturnReason.Refused, command.Station, null);
    }

    private void OnResume(Resume command)
    {
        var refusers = command.At == ResumeAt.RefusingStep ? Refusers() : [];
        draft.Emit(new FolderResumed(command.At));
        if (command.At == ResumeAt.Start)
        {
            new Reopening(draft).Everything();
            return;
        }
        var effective = refusers.Where(one => draft.Station(one).Effective is not null).ToImmutableArray();
        if (effective.Length > 0)
            draft.Emit(new OutcomesStale(effective));
        progress.Move(
            StationState.Waiting,
            draft.Stations.Where(one => one.State is StationState.Suspended or StationState.Recalled || refusers.Contains(one.Number)),
            null
        );
        Changed();
        progress.Notify();
    }

    /// <summary>Who refused in the step that returned the folder; a dissent before it stays a dissent.</summary>
    private ImmutableArray<int> Refusers()
    {
        if (draft.Folder.ReturnedBy is not { } number)
            return [];
        var dissents = draft.Folder.Policy.Refusal == RefusalPolicy.Dissent;
        return
        [
            .. draft
                .Step(draft.Station(number).Step)
                .Stations.Where(one =>
                    draft.Station(one) is { State: StationState.Completed, Current.IsNegative: true } station
                    && (!dissents || draft.IsFinal(station))
                ),
        ];
    }

    private void OnTakeBack(TakeBack command)
    {
        var returned = draft.Folder.State == FolderState.Returned;
        draft.Emit(new OutcomeTakenBack(command.Station));
        if (returned)
        {
            draft.Emit(new FolderResumed(ResumeAt.RefusingStep));
            progress.Move(StationState.Waiting, draft.Stations.Where(one => one.State == StationState.Suspended), null);
        }
        else if (draft.Folder.State == FolderState.Running)
            new Reopening(draft).Stations([command.Station]);
    }

    private void Replace(ReplaceItem command)
    {
        draft.Emit(new ItemReplaced(command.Document, command.Version, command.Hash));
        if (!draft.Folder.Items.First(item => item.Document == command.Document).Decisive)
            return;
        var signed = draft.Stations.Where(station => station is { State: StationState.Completed, Effective: not null }).ToList();
        if (signed.Count > 0)
            draft.Emit(new OutcomesStale([.. signed.Select(station => station.Number)]));
        if (draft.Folder.State == FolderState.Running)
            Changed();
    }

    /// <summary>Rule 6: what the policy makes of outcomes that refer to an older content.</summary>
    private void Changed()
    {
        var stale = draft.Stations.Where(station => station is { State: StationState.Completed, IsStale: true }).ToList();
        if (stale.Count == 0)
            return;
        switch (draft.Folder.Policy.Change)
        {
            case ChangePolicy.Restart:
                new Reopening(draft).Stations([.. stale.Select(station => station.Number)]);
                break;
            case ChangePolicy.Reconfirm:
                new Reconfirming(draft).Ask(stale.Where(station => station.IsBlocking && station.Task != StationTask.Reconfirm));
                break;
            case ChangePolicy.Continue:
                // The folder goes on; before the final signature every change must be marked as editorial. Without a final signer nobody could.
                if (!draft.Stations.Any(station => station is { Task: StationTask.FinalSign, State: not StationState.Removed }))
                    new Reopening(draft).Stations([.. stale.Select(station => station.Number)]);
                break;
            default:
                throw new InvalidOperationException($"No such policy: {draft.Folder.Policy.Change}");
        }
    }

    private void FreshByEditorial()
    {
        foreach (var content in draft.Folder.Contents.Where(content => content.Number > 1 && !content.Editorial).ToList())
            draft.Emit(new ChangeMarkedEditorial(content.Number));
        Fresh(draft.Stations.Where(station => station.Task != StationTask.FinalSign));
    }

    private void Fresh(IEnumerable<Station> stations)
    {
        var stale = stations
            .Where(station => station is { State: StationState.Completed, IsStale: true })
            .Select(station => station.Number);
        if (stale.ToImmutableArray() is { IsEmpty: false } numbers)
            draft.Emit(new OutcomesFresh(numbers, draft.Folder.Content.Number));
    }
}
