using Umlauf.Identity;
using Umlauf.Platform;

namespace Umlauf.Circulation.Engine;

/// <summary>Whether somebody may record this outcome at this station (Zeichnen prüfen).</summary>
internal static class CompleteChecks
{
    public static Refusal? Check(Folder folder, Complete command, Acting by)
    {
        if (Checks.Own(folder, command.Station, by) is { } refusal)
            return refusal;
        var station = folder.Station(command.Station);
        if (!Outcomes(station.Task).Contains(command.Outcome) || HasOption(station, command) == false)
            return CirculationRefusals.NoSuchOutcome;
        if (command.Remark?.Length > Checks.LongestText)
            return CirculationRefusals.RemarkOnNothing;
        if (NeedsReason(command.Outcome) && string.IsNullOrWhiteSpace(command.Remark))
            return CirculationRefusals.ReasonMissing;
        return FourEyes(folder, station, by.Person) ?? (station.Task == StationTask.FinalSign ? Final(folder, command) : null);
    }

    /// <summary>The table of tasks and outcomes (docs/circulation.md, section 1); the first one is the usual one.</summary>
    public static IReadOnlyList<OutcomeKind> Outcomes(StationTask task) =>
        task switch
        {
            StationTask.CoSign => [OutcomeKind.CoSigned, OutcomeKind.Refused],
            StationTask.FinalSign => [OutcomeKind.Signed, OutcomeKind.Refused],
            StationTask.Acknowledge => [OutcomeKind.Acknowledged],
            StationTask.Act => [OutcomeKind.Done, OutcomeKind.HandedBack],
            StationTask.Decide => [OutcomeKind.Chosen],
            _ => [OutcomeKind.Confirmed, OutcomeKind.Refused],
        };

    public static bool NeedsReason(OutcomeKind outcome) => outcome is OutcomeKind.Refused or OutcomeKind.HandedBack;

    private static bool HasOption(Station station, Complete command) =>
        command.Outcome == OutcomeKind.Chosen
            ? command.Option is { } option && station.Options.Contains(option, StringComparer.Ordinal)
            : command.Option is null;

    /// <summary>Rule 9: the natural person counts, whatever the name it acts under. Who confirms a signature stands for it as well.</summary>
    private static Refusal? FourEyes(Folder folder, Station station, StaffMemberId person)
    {
        foreach (var number in station.Confirms)
        {
            if (FourEyes(folder, folder.Station(number), person) is { } refusal)
                return refusal;
        }
        if (folder.Policy.AuthorMayNotSign && station.Task == StationTask.FinalSign && IsAuthor(folder, person))
            return CirculationRefusals.AuthorSigns;
        var against = station.Task switch
        {
            StationTask.CheckFacts => StationTask.OrderPayment,
            StationTask.OrderPayment => StationTask.CheckFacts,
            _ => (StationTask?)null,
        };
        if (against is { } task && folder.Stations.Any(other => other.Task == task && Acted(other)))
            return CirculationRefusals.FourEyes;
        foreach (var group in folder.FourEyes)
        {
            if (
                group.Contains(station.Key, StringComparer.Ordinal)
                && folder.Stations.Any(other => group.Contains(other.Key, StringComparer.Ordinal) && Acted(other))
            )
                return CirculationRefusals.FourEyes;
        }
        return null;

        bool Acted(Station other) =>
            other.Number != station.Number && other.Current is { } outcome && (outcome.ActedBy == person || Confirmed(other));

        bool Confirmed(Station other) =>
            folder.Stations.Any(one =>
                one.Task == StationTask.Reconfirm && one.Current?.ActedBy == person && one.Confirms.Contains(other.Number)
            );
    }

    private static bool IsAuthor(Folder folder, StaffMemberId person) => folder.Items.Any(item => item.Decisive && item.Author == person);

    private static Refusal? Final(Folder folder, Complete command)
    {
        if (command.Outcome != OutcomeKind.Signed)
            return null;
        if (folder.Dissents.Any(dissent => !command.ConfirmedDissents.Contains(dissent.Number)))
            return CirculationRefusals.DissentNotSeen;
        return folder.Policy.Change == ChangePolicy.Continue && UnmarkedChange(folder) ? CirculationRefusals.ChangeNotEditorial : null;
    }

    /// <summary>Somebody signed before a decisive change that nobody called editorial.</summary>
    private static bool UnmarkedChange(Folder folder) =>
        folder.Stations.Any(station =>
            station.IsStale && station.IsBlocking && station.Task != StationTask.FinalSign && station.State == StationState.Completed
        ) && folder.Contents.Any(content => content.Number > 1 && !content.Editorial);
}
