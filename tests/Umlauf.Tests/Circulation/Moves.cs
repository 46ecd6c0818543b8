using System.Collections.Immutable;
using Umlauf.Circulation.Engine;
using Delegate = Umlauf.Circulation.Engine.Delegate;

namespace Umlauf.Tests.Circulation;

/// <summary>Makes a command of a move: mostly what somebody could sensibly do now, sometimes by the wrong person, on the wrong station or too late.</summary>
internal static class Moves
{
    public static (Command Command, Acting By) Of(Folder folder, Move move)
    {
        var (kind, who, what, how) = move;
        var number = StationNumber(folder, kind, what);
        var station = folder.FindStation(number);
        var by = Actor(folder, station, kind, who, how);
        Command command = kind switch
        {
            < 45 when folder.State == FolderState.Draft => new Start(),
            < 15 when folder.State == FolderState.Returned => new Resume(how % 3 == 0 ? ResumeAt.Start : ResumeAt.RefusingStep),
            < 45 => Completing(folder, number, station, how),
            < 49 => new TakeBack { Station = number },
            < 56 => Replacing(folder, what, how),
            < 59 => new MarkEditorial(),
            < 62 => new Recall(),
            < 65 => new Resume(how % 2 == 0 ? ResumeAt.Start : ResumeAt.RefusingStep),
            < 68 => new Ask
            {
                Station = number,
                Text = "Why?",
                To = how % 3 == 0 ? null : Play.People[how % Play.Persons],
            },
            < 71 => new Answer(folder.Questions.Length == 0 ? 1 : 1 + how % folder.Questions.Length, "Because."),
            < 75 => new Delegate(Play.People[how % Play.Persons]) { Station = number },
            < 81 => new Insert(Plan(folder, how), (Side)(how % 3), 1 + what % Math.Max(1, folder.Steps.Length)),
            < 84 => new Remove { Station = number },
            < 87 => new Reorder((Side)(how % 3), 1 + how / 3 % Math.Max(1, folder.Steps.Length)) { Station = number },
            < 90 => new Skip("On holiday") { Station = number },
            < 93 => new Extend(1 + how % 4) { Station = number },
            < 95 => new WriteRemark("Look here", how % 2 == 0 ? null : Play.Documents[0], null),
            < 96 => new Remind((ReminderKind)(how % 3)) { Station = number },
            < 97 => new Escalate(Play.People[how % Play.Persons]) { Station = number },
            < 98 => new SettleDirective(1, how % 2 == 0, null),
            < 99 when how % 8 == 0 => new Withdraw("No longer needed"),
            _ => new Start(),
        };
        // Most have seen the folder as it is; some act on what they saw a while ago, or claim to have seen the future.
        var saw = how % 17 == 0 ? folder.Revision - 1 - what % 3 : folder.Revision + (how == 999 ? 1 : 0);
        return (command with { Revision = Math.Max(0, saw) }, by);
    }

    /// <summary>Mostly one that is active, else any, also one that does not exist.</summary>
    private static int StationNumber(Folder folder, int kind, int what)
    {
        var wanted = kind switch
        {
            >= 45 and < 49 => StationState.Completed,
            >= 81 and < 87 => StationState.Waiting,
            _ => StationState.Active,
        };
        var fitting = folder.Stations.Where(station => station.State == wanted).Select(station => station.Number).ToArray();
        return what % 10 == 9 || fitting.Length == 0 ? what % (folder.Stations.Length + 2) : fitting[what % fitting.Length];
    }

    private static Acting Actor(Folder folder, Station? station, int kind, int who, int how)
    {
        if (kind is 95 or 96 or 97)
            return Acting.Program;
        if (who % 10 == 9)
            return Play.Acting(who, how);
        if (kind is >= 45 and < 49 && station?.Current is { } outcome)
            return Play.Acting(Array.IndexOf(Play.People, outcome.ActedBy), how);
        var ownersAlone = kind is >= 59 and < 65 or >= 78 and < 93 or >= 98 || folder.State is FolderState.Draft or FolderState.Returned;
        if (ownersAlone || station is null)
            return Play.Acting(0, 1);
        if (kind is >= 68 and < 71 && folder.Questions.Length > 0)
            return Play.Acting(Array.IndexOf(Play.People, folder.Questions[how % folder.Questions.Length].To), 1);
        // The next who may, from a random one on.
        for (var i = 0; i < Play.Persons; i++)
        {
            var candidate = Play.Acting(who + i, how);
            if (candidate.HatFor(station) is not null)
                return candidate;
        }
        return Play.Acting(who, how);
    }

    private static Complete Completing(Folder folder, int number, Station? station, int how)
    {
        if (station is null)
            return new Complete { Station = number, Outcome = OutcomeKind.CoSigned };
        var usual = AllowedCommands.Completing(folder, station, Usual(station.Task));
        var refusal = station.Task is StationTask.Acknowledge or StationTask.Decide ? null : Refusal(station.Task);
        return (how % 20) switch
        {
            0 or 1 or 2 when refusal is { } no => usual with { Outcome = no, Option = null, Remark = "No" },
            3 when refusal is { } no => usual with { Outcome = no, Option = null, Remark = " " },
            4 => usual with { Outcome = (OutcomeKind)(how % 8) },
            5 => usual with { ConfirmedDissents = [] },
            6 or 7 or 8 when station.Task == StationTask.Decide => usual with { Option = "no" },
            9 => usual with { Option = "perhaps" },
            _ => usual,
        };
    }

    private static OutcomeKind Usual(StationTask task) =>
        task switch
        {
            StationTask.CoSign => OutcomeKind.CoSigned,
            StationTask.FinalSign => OutcomeKind.Signed,
            StationTask.Acknowledge => OutcomeKind.Acknowledged,
            StationTask.Act => OutcomeKind.Done,
            StationTask.Decide => OutcomeKind.Chosen,
            _ => OutcomeKind.Confirmed,
        };

    private static OutcomeKind? Refusal(StationTask task) => task == StationTask.Act ? OutcomeKind.HandedBack : OutcomeKind.Refused;

    private static ReplaceItem Replacing(Folder folder, int what, int how) =>
        how % 5 == 0
            ? new ReplaceItem(Play.Documents[1], 2, Play.Hash(what))
            : new ReplaceItem(Play.Documents[0], folder.Items[0].Version + 1, Play.Hash(what));

    private static StationPlan Plan(Folder folder, int how) =>
        new()
        {
            Addressee = Play.AddresseeOf(how),
            Task = (how / 3 % 4) switch
            {
                0 => StationTask.Acknowledge,
                1 => StationTask.FinalSign,
                _ => StationTask.CoSign,
            },
            DueWorkingDays = how % 2 == 0 ? null : 1 + how % 5,
            Key = how % 11 == 0 ? folder.Stations[0].Key : "",
        };
}
