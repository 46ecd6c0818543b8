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
            Steps = [.. Steps(view, 0, null)],
        };

    /// <param name="around">The condition of a step around it that has no station of its own to say it.</param>
    private static IEnumerable<CarriedStep> Steps(FolderView view, int branch, Condition? around) =>
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
                    .. step.Stations.Select(number => Station(view, view.Folder.Station(number), step.When ?? around)),
                    .. step.Branches.Select(inner => new CarriedBranch
                    {
                        Steps = [.. Steps(view, inner, step.Stations.IsEmpty ? step.When ?? around : null)],
                    }),
                ],
            });

    private static string ConditionText(Condition when) =>
        when.Field is { } field
            ? string.Create(CultureInfo.InvariantCulture, $"{field} > {when.Above}")
            : $"{when.Station} = {when.Option}";

    private static CarriedStation Station(FolderView view, Station station, Condition? when)
    {
        var outcome = station.Current;
        var made = LocalDays.Of(view.MadeAt);
        var (words, task) = Asked(station);
        var (note, line) = RouteNote.Read(station.Note);
        return new CarriedStation
        {
            Status = Status(station),
            Task = task,
            Order = new StepOrder
            {
                Creator = Person(view.NameOf(view.Folder.Owner)),
                Addressee = Addressee(view, station.Addressee),
                CreatedOn = made,
                Text = words,
                Note = note,
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
                Other = [.. line.Terms.Other, .. Named(view.Folder, station, when)],
            },
        };
    }

    /// <summary>The words of another system as long as they still mean the task, else those of our list.</summary>
    private static (string? Words, StepTask? Task) Asked(Station station)
    {
        var task = StepTasks.Of(station.Task);
        if (station.Words is not { } words)
            return (
                task is { } known ? StepText.Of(known)
                : station.Task == StationTask.Reconfirm ? Words.OfTask(nameof(StationTask.Reconfirm))
                : null,
                task
            );
        return StepText.Read(words).Task is not { } meant ? (words, task)
            : station.Task == StationTask.Undecided || StepTasks.Of(meant) == station.Task ? (words, meant)
            : (StepText.Of(task!.Value), task);
    }

    /// <summary>What conditions refer to: the key of a decision, the number of a field.</summary>
    private static IEnumerable<RouteKey> Named(Folder folder, Station station, Condition? when)
    {
        if (folder.Steps.Any(step => step.When?.Station == station.Key))
            yield return new RouteKey(StepTasks.Key, station.Key);
        if (when?.Field is { } field && folder.Fields.TryGetValue(field, out var number))
            yield return new RouteKey(StepTasks.Field, string.Create(CultureInfo.InvariantCulture, $"{field} = {number}"));
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

    private static Contact Addressee(FolderView view, Addressee addressee) =>
        addressee.Office is not null ? new Contact { Unit = view.NameOf(addressee) }
        : addressee.Role is { } role ? new Contact { Role = Words.OfRole(role), Activity = Words.OfRole(role) }
        : addressee.Meant is not { } meant ? Person(view.NameOf(addressee))
        : (meant.Person is { } name ? Person(name) : new Contact()) with
        {
            Role = meant.Role,
            Activity = meant.Role,
            Unit = meant.Office,
            Institution = meant.House,
        };

    /// <summary>The last word is the family name, as the staff list writes people.</summary>
    private static Contact Person(string name)
    {
        var cut = name.LastIndexOf(' ');
        return cut < 0 ? new Contact { FamilyName = name } : new Contact { GivenName = name[..cut], FamilyName = name[(cut + 1)..] };
    }
}
