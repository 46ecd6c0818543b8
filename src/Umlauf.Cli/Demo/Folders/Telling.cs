using System.Collections.Immutable;
using Umlauf.Circulation;
using Umlauf.Circulation.Engine;
using Umlauf.Identity;
using Umlauf.Platform;

namespace Umlauf.Cli.Demo.Folders;

/// <summary>The words in which the stories of the folders are told: who is asked, and what people do. A station is called by its addressee's login.</summary>
internal sealed class Telling(Town town)
{
    public const string Amount = "Betrag";

    public StationPlan CoSign(string login, int due = 3) => Station(login, StationTask.CoSign, due);

    public StationPlan Sign(string login = "weber", int due = 2) => Station(login, StationTask.FinalSign, due);

    public StationPlan Note(string login) => Station(login, StationTask.Acknowledge, null);

    public StationPlan Station(string login, StationTask task, int? due) =>
        new()
        {
            Key = login,
            Addressee = Addressee.Of(Person(login)),
            Task = task,
            DueWorkingDays = due,
        };

    /// <summary>Whoever of the office takes it.</summary>
    public StationPlan OfOffice(string code, StationTask task, int due) =>
        new()
        {
            Key = code,
            Addressee = Addressee.Of(town.Offices[code]),
            Task = task,
            DueWorkingDays = due,
        };

    public StationPlan Decide(string login, params string[] options) =>
        Station(login, StationTask.Decide, 3) with
        {
            Options = [.. options],
        };

    public static StepPlan Step(params StationPlan[] stations) => Least(0, stations);

    public static StepPlan Any(params StationPlan[] stations) => Least(1, stations);

    public static StepPlan Least(int k, params StationPlan[] stations) =>
        new() { Rule = new CompletionRule(k), Members = [.. stations.Select(station => new MemberPlan { Station = station })] };

    /// <summary>A station with a route of its own beside it (Zweig).</summary>
    public static StepPlan Beside(StationPlan station, params StepPlan[] branch) =>
        new() { Members = [new MemberPlan { Station = station }, new MemberPlan { Branch = [.. branch] }] };

    public static Beat CoSigned(int days, string who, string? remark = null, string? key = null) =>
        Outcome(days, who, OutcomeKind.CoSigned, remark, key);

    public static Beat Signed(int days, string who = "weber", string? remark = null, string? key = null) =>
        new(
            days,
            who,
            folder => new Complete
            {
                Station = Number(folder, key ?? who),
                Outcome = OutcomeKind.Signed,
                Remark = remark,
                ConfirmedDissents = [.. folder.Dissents.Select(dissent => dissent.Number)],
            }
        );

    public static Beat Refused(int days, string who, string reason) => Outcome(days, who, OutcomeKind.Refused, reason, null);

    public static Beat Confirmed(int days, string who, string? remark = null, string? key = null) =>
        Outcome(days, who, OutcomeKind.Confirmed, remark, key);

    public static Beat Outcome(int days, string who, OutcomeKind outcome, string? remark, string? key, string? option = null) =>
        new(
            days,
            who,
            folder => new Complete
            {
                Station = Number(folder, key ?? who),
                Outcome = outcome,
                Remark = remark,
                Option = option,
            }
        );

    public Beat Asks(int days, string who, string to, string text) =>
        new(days, who, folder => new Ask { Station = Number(folder, who), To = Person(to), Text = text });

    public static Beat Answers(int days, string who, string text) => new(days, who, folder => new Answer(folder.Questions.Length, text));

    public Beat HandsOn(int days, string who, string to) =>
        new(days, who, folder => new Circulation.Engine.Delegate(Person(to)) { Station = Number(folder, who) });

    /// <summary>On the first page of what is to be signed, from its upper left corner.</summary>
    public static Beat Writes(int days, string who, string text, string rectangle) =>
        new(days, who, folder => new WriteRemark(text, Decisive(folder), Must(RemarkAnchor.Parse("1", rectangle, null, null, null))));

    public static Beat Quotes(int days, string who, string text, string quote) =>
        new(days, who, folder => new WriteRemark(text, Decisive(folder), Must(RemarkAnchor.Parse(null, null, quote, null, null))));

    /// <summary>The decisive document in new words.</summary>
    public static Beat Rewrites(int days, string who, string text) =>
        new(days, who, folder => new ReplaceItem(Decisive(folder), 0, folder.Items.First(item => item.Decisive).Hash)) { NewDraft = text };

    public static Beat Reminds(int days, string station, ReminderKind kind) =>
        new(days, "", folder => new Remind(kind) { Station = Number(folder, station) });

    public Beat ShowsTo(int days, string superior, string station) =>
        new(days, "", folder => new Escalate(Person(superior)) { Station = Number(folder, station) });

    private StaffMemberId Person(string login) => town.People[login].Staff!.Value;

    private static int Number(Folder folder, string key) =>
        folder.Stations.First(station => string.Equals(station.Key, key, StringComparison.Ordinal)).Number;

    private static Records.DocumentId Decisive(Folder folder) => folder.Items.First(item => item.Decisive).Document;

    private static T Must<T>(Result<T> result) => SeedTown.Must(result);
}
