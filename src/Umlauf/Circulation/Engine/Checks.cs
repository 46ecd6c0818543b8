using Umlauf.Platform;

namespace Umlauf.Circulation.Engine;

/// <summary>
/// Whether a command is allowed now (Regeln): reads, never changes. <see cref="Circulate.Decide"/> refuses exactly what this refuses, and
/// <see cref="AllowedCommands"/> asks nothing else (invariant I10).
/// </summary>
internal static class Checks
{
    public const int LongestText = 4_000;

    public static Refusal? Check(Folder folder, Command command, Acting by) =>
        Overtaken(folder, command)
        ?? command switch
        {
            Start => Owner(folder, by) ?? (folder.State != FolderState.Draft ? CirculationRefusals.AlreadyStarted : CanStart(folder)),
            SetRoute c => Owner(folder, by)
                ?? (
                    folder.State == FolderState.Draft
                        ? RouteChecks.Check(c.Route, c.FourEyes, folder.Fields)
                        : CirculationRefusals.AlreadyStarted
                ),
            Complete c => CompleteChecks.Check(folder, c, by),
            Ask c => Own(folder, c.Station, by) ?? Text(c.Text, CirculationRefusals.TextMissing),
            Answer c => MayAnswer(folder, c, by),
            Delegate c => Own(folder, c.Station, by) ?? MayDelegate(folder.Station(c.Station), c),
            Insert c => RouteChanges.Check(folder, c, by),
            Remove c => RouteChanges.Check(folder, c, by),
            Reorder c => RouteChanges.Check(folder, c, by),
            Skip c => MaySkip(folder, c, by),
            Recall => Owner(folder, by) ?? Ended(folder) ?? MayRecall(folder),
            Withdraw c => Owner(folder, by) ?? Ended(folder) ?? Text(c.Reason, CirculationRefusals.WithdrawReasonMissing),
            Resume => Owner(folder, by) ?? Ended(folder) ?? (folder.State == FolderState.Returned ? null : CirculationRefusals.NotReturned),
            TakeBack c => MayTakeBack(folder, c, by),
            ReplaceItem c => MayReplace(folder, c, by),
            MarkEditorial => MayMark(folder, by),
            Extend c => MayExtend(folder, c, by),
            WriteRemark c => MayRemark(folder, c, by),
            Remind c => Program(by) ?? Active(folder, c.Station) ?? Clock(folder.Station(c.Station)),
            Escalate c => Program(by) ?? Active(folder, c.Station) ?? Clock(folder.Station(c.Station)),
            SettleDirective c => Program(by) ?? MaySettle(folder, c),
            _ => throw new ArgumentOutOfRangeException(nameof(command), command, "A command without rules."),
        };

    /// <summary>
    /// Rule 13. Others may have acted elsewhere in the meantime; what matters is that nothing happened to the very thing that this command is about,
    /// and that nobody signs a text that they did not see.
    /// </summary>
    private static Refusal? Overtaken(Folder folder, Command command)
    {
        var saw = command.Revision;
        if (saw > folder.Revision)
            return CirculationRefusals.Overtaken;
        if (saw == folder.Revision)
            return null;
        var overtaken = command switch
        {
            StationCommand c => folder.FindStation(c.Station)?.ChangedAt > saw
                || c is Complete && folder.Items.Any(item => item.ChangedAt > saw),
            ReplaceItem c => folder.Items.Any(item => item.Document == c.Document && item.ChangedAt > saw),
            MarkEditorial => folder.Items.Any(item => item.ChangedAt > saw),
            Answer or WriteRemark or SettleDirective or Insert => false,
            _ => folder.StateChangedAt > saw,
        };
        return overtaken ? CirculationRefusals.Overtaken : null;
    }

    public static Refusal? Owner(Folder folder, Acting by) => by.HatOf(folder.Owner) is null ? CirculationRefusals.NotOwner : null;

    public static Refusal? Ended(Folder folder) =>
        folder.State is FolderState.Completed or FolderState.Withdrawn ? CirculationRefusals.AtItsEnd : null;

    /// <summary>The station is active, and the person may act there.</summary>
    public static Refusal? Own(Folder folder, int number, Acting by) =>
        folder.FindStation(number) is not { } station ? CirculationRefusals.NoSuchStation
        : by.HatFor(station) is null ? CirculationRefusals.NotYours
        : Active(folder, number);

    public static Refusal? Text(string? text, Refusal missing) =>
        string.IsNullOrWhiteSpace(text) || text.Length > LongestText ? missing : null;

    /// <summary>An acknowledgement stays open also when the folder has moved on (rule 2); everything else needs a running folder.</summary>
    private static Refusal? Active(Folder folder, int number)
    {
        if (folder.FindStation(number) is not { } station)
            return CirculationRefusals.NoSuchStation;
        if (folder.State == FolderState.Withdrawn)
            return CirculationRefusals.AtItsEnd;
        return station.State switch
        {
            StationState.Active when folder.State == FolderState.Running || !station.IsBlocking => null,
            StationState.Active => CirculationRefusals.NotRunning,
            StationState.Waiting => folder.State == FolderState.Running ? CirculationRefusals.NotItsTurn : CirculationRefusals.NotRunning,
            StationState.Suspended or StationState.Recalled => CirculationRefusals.NotRunning,
            StationState.Completed => folder.State == FolderState.Completed ? CirculationRefusals.AtItsEnd : CirculationRefusals.Overtaken,
            _ => CirculationRefusals.Obsolete,
        };
    }

    private static Refusal? MayAnswer(Folder folder, Answer command, Acting by)
    {
        if (command.Question < 1 || command.Question > folder.Questions.Length || !folder.Questions[command.Question - 1].IsOpen)
            return CirculationRefusals.NoQuestion;
        return by.HatOf(folder.Questions[command.Question - 1].To) is null
            ? CirculationRefusals.NotAsked
            : Text(command.Text, CirculationRefusals.TextMissing);
    }

    private static Refusal? MayDelegate(Station station, Delegate command) =>
        station.Task == StationTask.Reconfirm ? CirculationRefusals.NotYours
        : station.Addressee.Person == command.To ? CirculationRefusals.SamePerson
        : null;

    private static Refusal? MaySkip(Folder folder, Skip command, Acting by)
    {
        if (folder.FindStation(command.Station) is not { } station)
            return CirculationRefusals.NoSuchStation;
        return Owner(folder, by)
            ?? Ended(folder)
            ?? (
                station.Task == StationTask.FinalSign ? CirculationRefusals.FinalSignStays
                : station.State is StationState.Waiting or StationState.Active or StationState.Suspended or StationState.Recalled
                    ? Text(command.Reason, CirculationRefusals.SkipReasonMissing)
                : CirculationRefusals.AlreadyDone
            );
    }

    private static Refusal? MayRecall(Folder folder) =>
        folder.State != FolderState.Running ? CirculationRefusals.NotRunning
        : folder.Stations.Any(station =>
            station is { Task: StationTask.FinalSign, State: StationState.Completed, Effective.IsNegative: false }
        )
            ? CirculationRefusals.FinallySigned
        : null;

    private static Refusal? MayTakeBack(Folder folder, TakeBack command, Acting by)
    {
        if (folder.FindStation(command.Station) is not { } station)
            return CirculationRefusals.NoSuchStation;
        if (Ended(folder) is { } ended)
            return ended;
        if (
            station is not { State: StationState.Completed, Task: not StationTask.Reconfirm, IsBlocking: true, Effective: { } outcome }
            || outcome.ActedBy != by.Person
        )
            return CirculationRefusals.NotYourOutcome;
        // A returned folder has nothing to take back but the refusal that returned it.
        if (folder.State == FolderState.Returned && folder.ReturnedBy != station.Number)
            return CirculationRefusals.NotRunning;
        return RouteOrder.Later(folder, station.Step).Any(later => later.Outcomes.Any(one => one.Revision > outcome.Revision))
            ? CirculationRefusals.LaterHasActed
            : null;
    }

    private static Refusal? MayReplace(Folder folder, ReplaceItem command, Acting by)
    {
        if (Ended(folder) is { } ended)
            return ended;
        if (
            by.HatOf(folder.Owner) is null
            && !folder.Stations.Any(one => one.State == StationState.Active && one.IsBlocking && by.HatFor(one) is not null)
        )
            return CirculationRefusals.NotOwner;
        var item = folder.Items.FirstOrDefault(one => one.Document == command.Document);
        return item is null ? CirculationRefusals.NotInFolder
            : item.Hash == command.Hash ? CirculationRefusals.SameContent
            : null;
    }

    private static Refusal? MayMark(Folder folder, Acting by)
    {
        if (Ended(folder) is { } ended)
            return ended;
        if (
            !folder.Stations.Any(one =>
                one.Task == StationTask.FinalSign && one.State != StationState.Removed && by.HatFor(one) is not null
            )
        )
            return CirculationRefusals.NotFinalSigner;
        return folder.Policy.Change == ChangePolicy.Continue && folder.Contents.Any(content => content.Number > 1 && !content.Editorial)
            ? null
            : CirculationRefusals.NothingToMark;
    }

    private static Refusal? MayExtend(Folder folder, Extend command, Acting by)
    {
        if (folder.FindStation(command.Station) is not { } station)
            return CirculationRefusals.NoSuchStation;
        if (by.HatOf(folder.Owner) is null && (station.Superior is not { } superior || by.HatOf(superior) is null))
            return CirculationRefusals.NotSuperior;
        return Active(folder, command.Station)
            ?? Clock(station)
            ?? (command.WorkingDays is < 1 or > RouteChecks.MostDueDays ? CirculationRefusals.BadExtension : null);
    }

    /// <summary>Nobody is reminded, and nothing extended, while a question is open.</summary>
    private static Refusal? Clock(Station station) =>
        station.DueAt is null || station.PausedAt is not null ? CirculationRefusals.NoDueTime : null;

    private static Refusal? MayRemark(Folder folder, WriteRemark command, Acting by)
    {
        if (Ended(folder) is { } ended)
            return ended;
        if (by.HatOf(folder.Owner) is null && !folder.Stations.Any(one => one.ActiveSince is not null && by.HatFor(one) is not null))
            return CirculationRefusals.NotInvolved;
        if (command.Document is { } document && folder.Items.All(item => item.Document != document))
            return CirculationRefusals.NotInFolder;
        return Text(command.Text, CirculationRefusals.RemarkOnNothing);
    }

    private static Refusal? MaySettle(Folder folder, SettleDirective command)
    {
        var next = folder.Directives.FirstOrDefault(one => one.State is DirectiveState.Due or DirectiveState.Failed);
        return folder.State == FolderState.Completed && next?.Number == command.Directive ? null : CirculationRefusals.NotDue;
    }

    private static Refusal? CanStart(Folder folder)
    {
        var stations = folder.Stations.Where(station => station.State != StationState.Removed).ToList();
        var open = stations.Where(station => station.IsOpen).Select(station => station.Number).ToList();
        return stations.Count == 0 ? CirculationRefusals.EmptyRoute
            : open.Count == 0 ? null
            : CirculationRefusals.Undecided.With($"Station {string.Join(", ", open.Take(20))}");
    }

    private static Refusal? Program(Acting by) => by.IsProgram ? null : CirculationRefusals.OnlyProgram;
}
