using System.Collections.Immutable;
using Umlauf.Platform;

namespace Umlauf.Circulation.Engine;

/// <summary>Changes of a running route (rule 7): what may be put in, moved and taken out.</summary>
internal static class RouteChanges
{
    public static Refusal? Check(Folder folder, Insert command, Acting by)
    {
        if (Checks.Ended(folder) is { } ended)
            return ended;
        if (command.Step < 1 || command.Step > folder.Steps.Length || !Stands(folder, command.Step))
            return CirculationRefusals.BadPlace;
        var step = folder.Step(command.Step);
        var ownStep =
            step.State == StepState.Active
            && folder.State == FolderState.Running
            && step.Stations.Any(number =>
                folder.Station(number).State == StationState.Active && by.HatFor(folder.Station(number)) is not null
            );
        if (by.HatOf(folder.Owner) is null && !(ownStep && command.Side != Side.Before))
            return CirculationRefusals.NotYourStep;
        if (RouteChecks.CheckStation(command.Plan) is { } bad)
            return bad;
        if (command.Plan.IsOpen)
            return CirculationRefusals.Undecided;
        if (folder.Stations.Length >= RouteChecks.MostStations)
            return CirculationRefusals.BadRoute.With($"{RouteChecks.MostStations:N0}");
        if (
            command.Plan.Key.Length > 0
            && folder.Stations.Any(station => string.Equals(station.Key, command.Plan.Key, StringComparison.Ordinal))
        )
            return CirculationRefusals.BadRoute.With($"„{command.Plan.Key}“ zweimal / twice");
        return Place(folder, command.Side, step);
    }

    public static Refusal? Check(Folder folder, Remove command, Acting by) =>
        Waiting(folder, command.Station, by)
        ?? (
            folder.Station(command.Station).Task == StationTask.FinalSign && folder.State != FolderState.Draft && Finals(folder) == 1
                ? CirculationRefusals.FinalSignStays
                : Conditions(folder, command.Station)
        );

    public static Refusal? Check(Folder folder, Reorder command, Acting by)
    {
        if (Waiting(folder, command.Station, by) is { } refusal)
            return refusal;
        if (command.Step < 1 || command.Step > folder.Steps.Length || !Stands(folder, command.Step))
            return CirculationRefusals.BadPlace;
        return Place(folder, command.Side, folder.Step(command.Step)) ?? Conditions(folder, command.Station);
    }

    /// <summary>Puts a new station in; what it joins or follows has been checked.</summary>
    public static void Insert(Draft draft, Insert command)
    {
        var number = draft.Stations.Count + 1;
        var key = command.Plan.Key.Length > 0 ? command.Plan.Key : FreeKey(draft, number);
        draft.Emit(new StationAdded(RouteNumbering.Station(command.Plan, number, StepFor(draft, command.Side, command.Step), key)));
    }

    public static void Reorder(Draft draft, Reorder command)
    {
        if (command.Side != Side.Beside || draft.Station(command.Station).Step != command.Step)
            draft.Emit(new StationMoved(command.Station, StepFor(draft, command.Side, command.Step)));
    }

    /// <summary>The step itself, or a new one before or after it.</summary>
    private static int StepFor(Draft draft, Side side, int step)
    {
        if (side == Side.Beside)
            return step;
        var beside = draft.Step(step);
        var id = draft.Steps.Count + 1;
        var place = draft.Folder.Branches[beside.Branch].Steps.IndexOf(step) + (side == Side.After ? 1 : 0);
        draft.Emit(new StepAdded(new Step { Id = id, Branch = beside.Branch }, place));
        return id;
    }

    private static string FreeKey(Draft draft, int number)
    {
        var key = $"s{number}";
        while (draft.Stations.Any(station => string.Equals(station.Key, key, StringComparison.Ordinal)))
            key += "x";
        return key;
    }

    /// <summary>Nothing is put beside what is done, and nothing before what has begun.</summary>
    private static Refusal? Place(Folder folder, Side side, Step step)
    {
        var branchIsOver = RouteOrder
            .Upwards(folder, step.Id)
            .Skip(1)
            .Any(outer => folder.Step(outer).State is StepState.Complete or StepState.Skipped);
        var possible = side switch
        {
            Side.Before => step.State == StepState.Waiting,
            Side.Beside => step.State is StepState.Waiting or StepState.Active && !step.IsReconfirmation,
            // As long as the step behind has not begun.
            _ => RouteOrder.LaterSteps(folder, step).All(later => folder.Step(later).State == StepState.Waiting),
        };
        return possible && !branchIsOver ? null : CirculationRefusals.BadPlace;
    }

    private static Refusal? Waiting(Folder folder, int number, Acting by)
    {
        if (folder.FindStation(number) is not { } station)
            return CirculationRefusals.NoSuchStation;
        return Checks.Owner(folder, by)
            ?? Checks.Ended(folder)
            ?? (
                station.State == StationState.Waiting && station.Outcomes.IsEmpty && station.Task != StationTask.Reconfirm
                    ? null
                    : CirculationRefusals.AlreadyDone
            );
    }

    /// <summary>A decision that a later condition waits for stays where it is (rule 19).</summary>
    private static Refusal? Conditions(Folder folder, int number) =>
        folder.Steps.Any(step => string.Equals(step.When?.Station, folder.Station(number).Key, StringComparison.Ordinal))
            ? CirculationRefusals.BadCondition
            : null;

    private static int Finals(Folder folder) =>
        folder.Stations.Count(station => station is { Task: StationTask.FinalSign, State: not StationState.Removed });

    private static bool Stands(Folder folder, int step) => folder.Branches[folder.Step(step).Branch].Steps.Contains(step);
}
