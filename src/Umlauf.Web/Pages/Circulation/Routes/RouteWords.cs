using Umlauf.Circulation.Engine;
using static Umlauf.Web.Language;

namespace Umlauf.Web.Pages.Circulation.Routes;

/// <summary>What the parts of a route are called when somebody plans one.</summary>
public static class RouteWords
{
    public static IReadOnlyList<StationTask> Tasks { get; } =
    [.. Enum.GetValues<StationTask>().Where(task => task is not (StationTask.Reconfirm or StationTask.Undecided))];

    public static string Of(StationTask task) =>
        task switch
        {
            StationTask.CoSign => T("Mitzeichnung", "Co-sign"),
            StationTask.FinalSign => T("Schlusszeichnung", "Final signature"),
            StationTask.Acknowledge => T("zur Kenntnis (zK)", "For information"),
            StationTask.Act => T("zur weiteren Veranlassung (zwV)", "For action"),
            StationTask.Decide => T("Entscheidung", "Decision"),
            StationTask.CheckFacts => T("sachlich richtig", "Facts are right"),
            StationTask.CheckSums => T("rechnerisch richtig", "Sums are right"),
            StationTask.OrderPayment => T("Anordnung der Zahlung", "Order of payment"),
            StationTask.Undecided => T("– noch zu entscheiden –", "– to be decided –"),
            _ => T("Bestätigung", "Confirmation"),
        };

    public static string Of(RefusalPolicy policy) =>
        policy == RefusalPolicy.Return
            ? T("Die Mappe kommt zu mir zurück", "The folder comes back to me")
            : T(
                "Die Mappe läuft weiter; wer schlusszeichnet, muss die Ablehnung sehen",
                "The folder goes on; the final signer must see the refusal"
            );

    public static string Of(ChangePolicy policy) =>
        policy switch
        {
            ChangePolicy.Restart => T("Wer schon gezeichnet hat, zeichnet neu", "Whoever has signed signs again"),
            ChangePolicy.Reconfirm => T("Wer schon gezeichnet hat, bestätigt die Änderung", "Whoever has signed confirms the change"),
            _ => T(
                "Der Umlauf geht weiter, wenn die Schlusszeichnung die Änderung als redaktionell kennzeichnet",
                "The folder goes on if the final signer marks the change as editorial"
            ),
        };
}
