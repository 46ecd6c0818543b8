using System.Globalization;
using Umlauf.Circulation.Engine;
using Umlauf.Identity;

namespace Umlauf.Circulation.Model;

/// <summary>German words for what the engine knows, where no page chooses the language: refusals' details and route sheets, which are records.</summary>
internal static class Words
{
    private static readonly CultureInfo german = CultureInfo.GetCultureInfo("de-DE");

    private static readonly TimeZoneInfo zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    public static string Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, zone).ToString("dd.MM.yyyy HH:mm", german);

    public static string Of(Outcome outcome) => OfOutcome(outcome.Kind.ToString(), outcome.Option);

    public static string OfOutcome(string kind, string? option) =>
        kind switch
        {
            nameof(OutcomeKind.CoSigned) => "mitgezeichnet",
            nameof(OutcomeKind.Signed) => "schlussgezeichnet",
            nameof(OutcomeKind.Refused) => "abgelehnt",
            nameof(OutcomeKind.Acknowledged) => "zur Kenntnis genommen",
            nameof(OutcomeKind.Done) => "erledigt",
            nameof(OutcomeKind.HandedBack) => "zurückgegeben",
            nameof(OutcomeKind.Confirmed) => "bestätigt",
            _ => $"entschieden: {option}",
        };

    public static string OfTask(string task) =>
        task switch
        {
            nameof(StationTask.CoSign) => "Mitzeichnung",
            nameof(StationTask.FinalSign) => "Schlusszeichnung",
            nameof(StationTask.Acknowledge) => "Kenntnisnahme",
            nameof(StationTask.Act) => "zur weiteren Veranlassung",
            nameof(StationTask.Decide) => "Entscheidung",
            nameof(StationTask.CheckFacts) => "sachlich richtig",
            nameof(StationTask.CheckSums) => "rechnerisch richtig",
            nameof(StationTask.OrderPayment) => "Anordnung",
            nameof(StationTask.Undecided) => "noch zu entscheiden",
            _ => "Bestätigung nach Änderung",
        };

    public static string OfRole(Role role) =>
        role switch
        {
            Role.Mayor => "Bürgermeister/in",
            Role.Mailroom => "Poststelle",
            Role.Administrator => "Verwaltung der Einstellungen",
            Role.Operator => "Betrieb",
            _ => "Revision, Datenschutz",
        };

    public static string OfState(string state) =>
        state switch
        {
            nameof(FolderState.Draft) => "Entwurf",
            nameof(FolderState.Running) => "unterwegs",
            nameof(FolderState.Returned) => "zurückgekommen",
            nameof(FolderState.Completed) => "abgeschlossen",
            _ => "zurückgezogen",
        };

    public static string OfStationState(string state) =>
        state switch
        {
            nameof(StationState.Waiting) => "noch nicht an der Reihe",
            nameof(StationState.Active) => "an der Reihe",
            nameof(StationState.Completed) => "erledigt",
            nameof(StationState.Skipped) => "übersprungen",
            nameof(StationState.Obsolete) => "entfallen",
            nameof(StationState.Suspended) => "ruht",
            nameof(StationState.Recalled) => "zurückgeholt",
            _ => "herausgenommen",
        };

    public static string OfStanding(string standing) =>
        standing switch
        {
            nameof(Standing.Stale) => "überholt durch eine Änderung",
            nameof(Standing.TakenBack) => "zurückgenommen",
            _ => "gültig",
        };

    public static string OfWhy(string why) =>
        why switch
        {
            "rule:2" => "der Schritt ist ohne sie abgeschlossen",
            "rule:3" => "der Laufweg begann neu",
            "rule:8" => "die Mappe wurde zurückgezogen",
            "rule:19" => "die Bedingung trifft nicht zu",
            _ => why,
        };

    public static string OfRank(string rank) =>
        rank switch
        {
            nameof(Rank.Mayor) => "Bürgermeister/in",
            nameof(Rank.DeputyMayor) => "stellvertretende/r Bürgermeister/in",
            nameof(Rank.Head) => "Leitung",
            _ => "Sachbearbeitung",
        };

    public static string OfDirective(string kind) =>
        kind switch
        {
            nameof(DirectiveKind.Dispatch) => "Antwort absenden",
            nameof(DirectiveKind.Pay) => "zur Zahlung geben",
            nameof(DirectiveKind.BringForward) => "Wiedervorlage",
            nameof(DirectiveKind.PutAway) => "zu den Akten",
            _ => "Anschlussumlauf beginnen",
        };

    public static string OfDirectiveState(string state) =>
        state switch
        {
            nameof(DirectiveState.Planned) => "vorgesehen",
            nameof(DirectiveState.Due) => "steht an",
            nameof(DirectiveState.Done) => "ausgeführt",
            _ => "nicht ausführbar",
        };
}
