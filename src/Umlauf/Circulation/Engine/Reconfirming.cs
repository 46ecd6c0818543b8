using System.Collections.Immutable;
using Umlauf.Identity;

namespace Umlauf.Circulation.Engine;

/// <summary>
/// Rule 6, policy "reconfirm" (Bestätigung einholen): a step before the current one, with a station for each signer of an older content.
/// While such a step is open, another change is put to the same stations again.
/// </summary>
internal sealed class Reconfirming(Draft draft)
{
    public void Ask(IEnumerable<Station> signatures)
    {
        // Who did not confirm, where that counts as dissent, is not asked about the same change again.
        var answered = draft
            .Stations.Where(station => station is { Task: StationTask.Reconfirm, Effective: not null })
            .SelectMany(station => station.Confirms)
            .ToHashSet();
        var stale = signatures.Where(station => !answered.Contains(station.Number)).ToList();
        if (stale.Count == 0)
            return;
        // The route may be at its end, waiting for a final signature that has become stale: then the step comes after all others.
        var current = RouteOrder.Current(draft.Freeze());
        var step = current is { } id && draft.Step(id).IsReconfirmation ? id : Add(current);
        foreach (var signer in stale.GroupBy(station => station.Current!.ActedBy))
            Ask(step, signer.Key, [.. signer.Select(station => station.Number)]);
    }

    private int Add(int? current)
    {
        var id = draft.Steps.Count + 1;
        var steps = draft.Folder.Branches[0].Steps;
        var place = current is { } before ? steps.IndexOf(before) : steps.Length;
        draft.Emit(
            new StepAdded(
                new Step
                {
                    Id = id,
                    Branch = 0,
                    IsReconfirmation = true,
                },
                place
            )
        );
        new Reopening(draft).Behind(id);
        return id;
    }

    private void Ask(int step, StaffMemberId signer, ImmutableArray<int> stations)
    {
        var known = draft.Step(step).Stations.Select(draft.Station).FirstOrDefault(one => one.Addressee.Person == signer);
        if (known is null)
        {
            var number = draft.Stations.Count + 1;
            draft.Emit(
                new StationAdded(
                    new Station
                    {
                        Number = number,
                        Key = $"confirm-{number}",
                        Step = step,
                        Addressee = Addressee.Of(signer),
                        Task = StationTask.Reconfirm,
                        DueWorkingDays = draft.Station(stations[0]).DueWorkingDays,
                        Confirms = stations,
                    }
                )
            );
            return;
        }
        draft.Emit(new ConfirmsAdded(known.Number, stations));
        if (known.State is not (StationState.Active or StationState.Waiting))
            draft.Emit(new StationsMoved(StationState.Waiting, [known.Number], null));
    }
}
