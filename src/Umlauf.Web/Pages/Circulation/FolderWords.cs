using System.Globalization;
using Umlauf.Circulation;
using Umlauf.Circulation.Engine;
using static Umlauf.Web.Language;

namespace Umlauf.Web.Pages.Circulation;

/// <summary>What the values of a circulation folder are called in both languages (Wörter des Umlaufs).</summary>
public static class FolderWords
{
    public static string Task(StationTask task) =>
        task switch
        {
            StationTask.CoSign => T("Mitzeichnung", "Co-signature"),
            StationTask.FinalSign => T("Schlusszeichnung", "Final signature"),
            StationTask.Acknowledge => T("Kenntnisnahme (zK)", "Acknowledgement"),
            StationTask.Act => T("weitere Veranlassung (zwV)", "Further action"),
            StationTask.Decide => T("Entscheidung", "Decision"),
            StationTask.CheckFacts => T("Feststellung: sachlich richtig", "Check of the facts"),
            StationTask.CheckSums => T("Feststellung: rechnerisch richtig", "Check of the sums"),
            StationTask.OrderPayment => T("Anordnung der Zahlung", "Order of payment"),
            StationTask.Undecided => T("noch zu entscheiden", "to be decided"),
            _ => T("Bestätigung der Änderung", "Confirmation of the change"),
        };

    /// <summary>The task as the reason why something lies here.</summary>
    public static string For(StationTask task) =>
        task switch
        {
            StationTask.Act => T("zur weiteren Veranlassung", "for further action"),
            StationTask.Acknowledge => T("zur Kenntnis", "for your information"),
            StationTask.Decide => T("zur Entscheidung", "for decision"),
            _ => T($"zur {Task(task)}", $"for: {Task(task)}"),
        };

    /// <summary>Why an entry lies on the desk.</summary>
    public static string Why(DeskEntry entry) =>
        (
            entry.Kind switch
            {
                DeskKind.Overdue => T($"Frist abgelaufen bei {entry.LateName}", $"due time passed with {entry.LateName}"),
                DeskKind.Question => T("Rückfrage an Sie", "question to you"),
                DeskKind.Returned => T("zu Ihnen zurückgekommen", "came back to you"),
                DeskKind.DirectiveFailed => T("Verfügung nicht ausgeführt", "directive not carried out"),
                _ => entry.Task is { } task ? For(task) : "",
            }
        ) + (entry.OnBehalfOfName is { } name ? T($", i. V. für {name}", $", as deputy of {name}") : "");

    public static string Kind(DeskKind kind) =>
        kind switch
        {
            DeskKind.Overdue => T("Frist abgelaufen", "Overdue"),
            DeskKind.Sign => T("Zu zeichnen", "To sign"),
            DeskKind.Do => T("Zu tun", "To do"),
            DeskKind.Question => T("Rückfragen", "Questions"),
            DeskKind.Returned => T("Zurückgekommen", "Came back"),
            DeskKind.DirectiveFailed => T("Verfügungen", "Directives"),
            _ => T("Zur Kenntnis", "For information"),
        };

    public static string Outcome(Outcome outcome) =>
        outcome.Kind == OutcomeKind.Chosen ? T($"entschieden: {outcome.Option}", $"decided: {outcome.Option}") : Outcome(outcome.Kind);

    public static string Outcome(OutcomeKind kind) =>
        kind switch
        {
            OutcomeKind.CoSigned => T("mitgezeichnet", "co-signed"),
            OutcomeKind.Signed => T("schlussgezeichnet", "signed"),
            OutcomeKind.Refused => T("abgelehnt", "refused"),
            OutcomeKind.Acknowledged => T("zur Kenntnis genommen", "acknowledged"),
            OutcomeKind.Done => T("erledigt", "done"),
            OutcomeKind.HandedBack => T("zurückgegeben", "handed back"),
            OutcomeKind.Confirmed => T("bestätigt", "confirmed"),
            _ => T("entschieden", "decided"),
        };

    /// <summary>What the button says that records this outcome.</summary>
    public static string Button(OutcomeKind kind, StationTask task) =>
        kind switch
        {
            OutcomeKind.CoSigned => T("Mitzeichnen", "Co-sign"),
            OutcomeKind.Signed => T("Schlusszeichnen", "Sign"),
            OutcomeKind.Refused => T("Ablehnen", "Refuse"),
            OutcomeKind.Acknowledged => T("Zur Kenntnis genommen", "Acknowledge"),
            OutcomeKind.Done => T("Erledigt", "Done"),
            OutcomeKind.HandedBack => T("Zurückgeben", "Hand back"),
            OutcomeKind.Confirmed => task switch
            {
                StationTask.CheckFacts => T("Sachlich richtig", "Facts are right"),
                StationTask.CheckSums => T("Rechnerisch richtig", "Sums are right"),
                StationTask.OrderPayment => T("Zahlung anordnen", "Order the payment"),
                _ => T("Änderung bestätigen", "Confirm the change"),
            },
            _ => T("Entscheiden", "Decide"),
        };

    public static string State(Station station) =>
        station.State switch
        {
            StationState.Active when station.PausedAt is not null => T("wartet auf Antwort", "waits for an answer"),
            StationState.Completed when station.Current is { } outcome => Outcome(outcome),
            _ => State(station.State),
        };

    public static string State(StationState state) =>
        state switch
        {
            StationState.Waiting => T("kommt noch", "still to come"),
            StationState.Active => T("jetzt an der Reihe", "its turn now"),
            StationState.Skipped => T("übersprungen", "skipped"),
            StationState.Obsolete => T("entfallen", "no longer needed"),
            StationState.Suspended => T("ruht", "rests"),
            StationState.Recalled => T("zurückgeholt", "called back"),
            StationState.Removed => T("herausgenommen", "taken out"),
            _ => T("zurückgenommen", "taken back"),
        };

    /// <summary>The kind of badge that goes with the state.</summary>
    public static string Badge(Station station) =>
        station.State switch
        {
            StationState.Active => "info",
            StationState.Completed when station.Current is { IsNegative: true } => "danger",
            StationState.Completed when station.IsStale => "warning",
            StationState.Completed => "success",
            _ => "neutral",
        };

    /// <summary>Why a station was passed over, as the engine or a person says it.</summary>
    public static string Why(string why) =>
        why switch
        {
            "rule:2" => T("Der Schritt ist auch ohne diese Station vollständig.", "The step is complete without this station."),
            "rule:3" => T("Der Umlauf begann von vorn.", "The circulation began anew."),
            "rule:8" => T("Die Mappe wurde zurückgezogen.", "The folder was withdrawn."),
            "rule:19" => T("Die Bedingung des Schritts trifft nicht zu.", "The condition of the step is not met."),
            _ => why,
        };

    public static string Step(Folder folder, Step step) =>
        step.State switch
        {
            StepState.Complete
                when step.Branches.IsEmpty
                    && step.Stations.All(one => folder.Station(one).State is StationState.Obsolete or StationState.Removed) => T(
                "entfallen",
                "no longer needed"
            ),
            StepState.Complete => T("erledigt", "done"),
            StepState.Skipped => T("übersprungen", "skipped"),
            StepState.Active => folder.State == FolderState.Running ? T("jetzt", "now") : T("ruht", "rests"),
            _ => T("kommt noch", "next"),
        };

    public static string Rule(CompletionRule rule, int members) =>
        rule.IsAll ? T($"alle {members} Stationen", $"all {members} stations")
        : rule.Least == 1 ? T($"eine von {members} genügt", $"one of {members} is enough")
        : T($"{rule.Least} von {members} genügen", $"{rule.Least} of {members} are enough");

    public static string Condition(Folder folder, Condition when) =>
        when.Field is { } field
            ? T(
                $"nur wenn {field} über {when.Above?.ToString("#,##0.##", CultureInfo.CurrentCulture)}",
                $"only if {field} is above {when.Above?.ToString("#,##0.##", CultureInfo.CurrentCulture)}"
            )
            : T(
                $"nur wenn bei Station {Number(folder, when.Station)} „{when.Option}“ gewählt wurde",
                $"only if “{when.Option}” was chosen at station {Number(folder, when.Station)}"
            );

    private static string Number(Folder folder, string? key) =>
        folder.Stations.FirstOrDefault(station => station.Key == key)?.Number.ToString(CultureInfo.CurrentCulture) ?? "?";

    public static string State(FolderState state) =>
        state switch
        {
            FolderState.Draft => T("Entwurf", "draft"),
            FolderState.Running => T("unterwegs", "under way"),
            FolderState.Returned => T("zurückgekommen", "came back"),
            FolderState.Completed => T("abgeschlossen", "completed"),
            _ => T("zurückgezogen", "withdrawn"),
        };

    public static string Badge(FolderState state) =>
        state switch
        {
            FolderState.Running => "info",
            FolderState.Returned => "warning",
            FolderState.Completed => "success",
            _ => "neutral",
        };

    public static string Directive(Directive order) =>
        order.Kind switch
        {
            DirectiveKind.Dispatch => T("Absenden", "Dispatch"),
            DirectiveKind.Pay => T("Zahlen", "Pay"),
            DirectiveKind.BringForward => order.On is { } day
                ? T($"Wiedervorlage (Wv) am {Moments.Date(day)}", $"Bring forward on {Moments.Date(day)}")
                : T("Wiedervorlage (Wv)", "Bring forward"),
            DirectiveKind.PutAway => T("zu den Akten (zdA)", "put away"),
            _ => T("Folgeumlauf", "follow-up folder"),
        };

    public static string State(DirectiveState state) =>
        state switch
        {
            DirectiveState.Planned => T("am Ende", "at the end"),
            DirectiveState.Due => T("an der Reihe", "due"),
            DirectiveState.Done => T("ausgeführt", "done"),
            _ => T("nicht ausgeführt", "failed"),
        };

    public static string Badge(DirectiveState state) =>
        state switch
        {
            DirectiveState.Done => "success",
            DirectiveState.Failed => "danger",
            DirectiveState.Due => "info",
            _ => "neutral",
        };

    public static string Policy(ChangePolicy policy) =>
        policy switch
        {
            ChangePolicy.Restart => T(
                "Der Umlauf geht zur ersten überholten Zeichnung zurück; von dort wird neu gezeichnet.",
                "The folder goes back to the first signature that no longer counts; from there everybody signs again."
            ),
            ChangePolicy.Reconfirm => T(
                "Wer schon gezeichnet hat, sieht den Unterschied und bestätigt die Änderung; dann geht es weiter.",
                "Whoever has signed sees the difference and confirms the change; then the folder goes on."
            ),
            _ => T(
                "Der Umlauf geht weiter. Vor der Schlusszeichnung muss die Änderung als redaktionell gekennzeichnet werden.",
                "The folder goes on. Before the final signature the change must be marked as editorial."
            ),
        };

    public static string Rank(Rank rank) =>
        rank switch
        {
            Umlauf.Circulation.Engine.Rank.Mayor => T("Bürgermeister/in", "mayor"),
            Umlauf.Circulation.Engine.Rank.DeputyMayor => T("stellvertretende/r Bürgermeister/in", "deputy mayor"),
            Umlauf.Circulation.Engine.Rank.Head => T("Leitung", "head"),
            _ => T("Sachbearbeitung", "case officer"),
        };

    /// <summary>What a command is called where it is not allowed.</summary>
    public static string Act(string type, OutcomeKind? outcome) =>
        type switch
        {
            "complete" => T($"Eintragen: {Outcome(outcome!.Value)}", $"Record: {Outcome(outcome!.Value)}"),
            "start" => T("Umlauf beginnen", "Start"),
            "recall" => T("Zurückholen", "Call back"),
            "withdraw" => T("Zurückziehen", "Withdraw"),
            "resume" => T("Wieder aufnehmen", "Resume"),
            "mark-editorial" => T("Als redaktionell kennzeichnen", "Mark as editorial"),
            "remark" => T("Randbemerkung schreiben", "Write a remark"),
            "replace-item" => T("Dokument austauschen", "Replace a document"),
            "insert" => T("Station einfügen", "Insert a station"),
            "question" => T("Rückfrage stellen", "Ask"),
            "answer" => T("Rückfrage beantworten", "Answer"),
            "delegate" => T("Weitergeben", "Delegate"),
            "remove" => T("Station herausnehmen", "Take a station out"),
            "reorder" => T("Station verschieben", "Move a station"),
            "skip" => T("Station überspringen", "Skip a station"),
            "take-back" => T("Zeichnung zurücknehmen", "Take back"),
            _ => T("Frist verlängern", "Extend the due time"),
        };
}
