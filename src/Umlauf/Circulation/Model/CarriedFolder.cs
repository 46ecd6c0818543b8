using System.Globalization;
using Umlauf.Circulation.Engine;
using Umlauf.Formats.Xdomea;
using Umlauf.Platform;
using Route = Umlauf.Formats.Xdomea;

namespace Umlauf.Circulation.Model;

/// <summary>A folder's route in the words of the exchange format (Laufweg zum Austausch).</summary>
internal static class CarriedFolder
{
    public static CarriedRoute Of(FolderView view) =>
        new()
        {
            Id = view.Folder.Id.Value,
            OnRefusal =
                view.Folder.Policy.Refusal == Engine.RefusalPolicy.Return ? Route.RefusalPolicy.Return : Route.RefusalPolicy.Dissent,
            OnChange = view.Folder.Policy.Change switch
            {
                Engine.ChangePolicy.Restart => Route.ChangePolicy.Restart,
                Engine.ChangePolicy.Reconfirm => Route.ChangePolicy.Reconfirm,
                _ => Route.ChangePolicy.Continue,
            },
            Steps = [.. Steps(view, 0)],
        };

    private static IEnumerable<CarriedStep> Steps(FolderView view, int branch) =>
        view
            .Folder.Branches[branch]
            .Steps.Select(view.Folder.Step)
            .Select(step => new CarriedStep
            {
                Rule =
                    step.Rule.IsAll ? Route.CompletionRule.All
                    : step.Rule == Engine.CompletionRule.Any ? Route.CompletionRule.Any
                    : new Route.CompletionRule(RuleKind.AtLeast, step.Rule.Least, step.Stations.Length + step.Branches.Length),
                Condition = step.When is { } when ? ConditionText(when) : null,
                Parts =
                [
                    .. step.Stations.Select(number => Station(view, view.Folder.Station(number))),
                    .. step.Branches.Select(inner => new CarriedBranch { Steps = [.. Steps(view, inner)] }),
                ],
            });

    private static string ConditionText(Condition when) =>
        when.Field is { } field
            ? string.Create(CultureInfo.InvariantCulture, $"{field} > {when.Above}")
            : $"{when.Station} = {when.Option}";

    private static CarriedStation Station(FolderView view, Station station)
    {
        var outcome = station.Current;
        var made = LocalDays.Of(view.MadeAt);
        return new CarriedStation
        {
            Status = Status(station),
            Task = Task(station.Task),
            Order = new StepOrder
            {
                Creator = Person(view.NameOf(view.Folder.Owner)),
                Addressee = Addressee(view, station.Addressee),
                CreatedOn = made,
                Text = Task(station.Task) is { } task ? StepText.Of(task) : Words.OfTask(station.Task.ToString()),
                DueOn = station.DueAt is { } due ? LocalDays.Of(due) : null,
            },
            Handling = outcome is null
                ? null
                : new StepHandling
                {
                    By = Person(
                        outcome.OnBehalfOf is { } principal
                            ? $"{view.NameOf(outcome.ActedBy)} i. V. {view.NameOf(principal)}"
                            : view.NameOf(outcome.ActedBy)
                    ),
                    On = LocalDays.Of(outcome.At),
                    Remark = Words.Of(outcome),
                    Note = outcome.Remark,
                },
            Terms = new StationTerms
            {
                DueWorkingDays = station.DueWorkingDays,
                Blocking = station is { Task: StationTask.Acknowledge, Blocking: true },
                Options = [.. station.Options],
                FourEyes =
                [
                    .. view
                        .Folder.FourEyes.Select((group, i) => (group, i))
                        .Where(one => one.group.Contains(station.Key))
                        .Select(one => $"{one.i + 1}"),
                ],
                State = State(station),
                Outcome = outcome is null ? null : Words.Of(outcome),
            },
        };
    }

    private static StepStatus Status(Station station) =>
        station.State switch
        {
            Engine.StationState.Waiting => StepStatus.Future,
            Engine.StationState.Completed => StepStatus.Finished,
            Engine.StationState.Skipped or Engine.StationState.Obsolete or Engine.StationState.Removed => StepStatus.Skipped,
            _ => StepStatus.Current,
        };

    private static Route.StationState? State(Station station) =>
        station.State switch
        {
            Engine.StationState.Suspended => Route.StationState.Suspended,
            Engine.StationState.Recalled => Route.StationState.Recalled,
            Engine.StationState.Obsolete => Route.StationState.Obsolete,
            Engine.StationState.Completed when station.IsStale => Route.StationState.Stale,
            _ => null,
        };

    private static StepTask? Task(StationTask task) =>
        task switch
        {
            StationTask.CoSign => StepTask.CoSign,
            StationTask.FinalSign => StepTask.FinalSign,
            StationTask.Acknowledge => StepTask.Acknowledge,
            StationTask.Act => StepTask.Act,
            StationTask.Decide => StepTask.Decide,
            StationTask.CheckFacts => StepTask.CheckFacts,
            StationTask.CheckSums => StepTask.CheckSums,
            StationTask.OrderPayment => StepTask.OrderPayment,
            _ => null,
        };

    private static Contact Addressee(FolderView view, Addressee addressee) =>
        addressee.Office is not null ? new Contact { Unit = view.NameOf(addressee) }
        : addressee.Role is not null ? new Contact { Role = view.NameOf(addressee), Activity = view.NameOf(addressee) }
        : Person(view.NameOf(addressee));

    /// <summary>The last word is the family name, as the staff list writes people.</summary>
    private static Contact Person(string name)
    {
        var cut = name.LastIndexOf(' ');
        return cut < 0 ? new Contact { FamilyName = name } : new Contact { GivenName = name[..cut], FamilyName = name[(cut + 1)..] };
    }
}
