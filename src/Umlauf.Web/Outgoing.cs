using Umlauf.Dispatch;
using static Umlauf.Web.Language;

namespace Umlauf.Web;

/// <summary>What the states of outgoing items are called.</summary>
public static class Outgoing
{
    public static string Name(DispatchState state) =>
        state switch
        {
            DispatchState.Draft => T("Entwurf", "draft"),
            DispatchState.Waiting => T("wartet auf Unterschrift", "waiting for signature"),
            DispatchState.Queued => T("wartet auf Versand", "waiting to be sent"),
            DispatchState.Sending => T("wird gesendet", "being sent"),
            DispatchState.Doubtful => T("unklar", "in doubt"),
            DispatchState.Sent => T("gesendet", "sent"),
            DispatchState.Delivered => T("zugestellt", "delivered"),
            DispatchState.Failed => T("gescheitert", "failed"),
            _ => T("abgebrochen", "cancelled"),
        };

    /// <summary>The kind of badge.</summary>
    public static string Badge(DispatchState state) =>
        state switch
        {
            DispatchState.Failed => "danger",
            DispatchState.Doubtful => "warning",
            DispatchState.Sent or DispatchState.Delivered => "success",
            DispatchState.Queued or DispatchState.Sending or DispatchState.Waiting => "info",
            _ => "neutral",
        };

    /// <summary>Why it stands where it stands: what came back in plain words, everything else in those of the server.</summary>
    public static string Reason(string reason)
    {
        if (Bounce.Read(reason) is not { } bounce)
            return reason;
        var (german, english) = bounce.Meaning;
        var to = bounce.Recipient is { } recipient
            ? T($"Nicht zugestellt an {recipient}:", $"Not delivered to {recipient}:")
            : T("Nicht zugestellt:", "Not delivered:");
        var words = bounce.Words is { } said ? T($" Der Mailserver schreibt: „{said}“", $" The mail server writes: \"{said}\"") : "";
        return $"{to} {T(german, english)}{words}";
    }

    public static string Name(AttemptOutcome? outcome) =>
        outcome switch
        {
            null => T("läuft", "under way"),
            AttemptOutcome.Accepted => T("vom Mailserver übernommen", "taken by the mail server"),
            AttemptOutcome.Deferred => T("vertagt", "deferred"),
            AttemptOutcome.Refused => T("abgelehnt", "refused"),
            AttemptOutcome.BrokenOff => T("vor der Übergabe unterbrochen", "broken off before handing over"),
            AttemptOutcome.Unknown => T("Antwort verloren", "answer lost"),
            _ => T("nachweislich nicht übernommen", "proven not taken"),
        };

    public static string Name(DispatchView view) =>
        view switch
        {
            DispatchView.Problems => T("Klärfälle", "Problems"),
            DispatchView.Drafts => T("Entwürfe", "Drafts"),
            DispatchView.Waiting => T("Wartet auf Unterschrift", "Waiting for signature"),
            DispatchView.Outbox => T("Im Versand", "Outbox"),
            DispatchView.Sent => T("Gesendet", "Sent"),
            _ => T("Abgebrochen", "Cancelled"),
        };

    /// <summary>The view's name in the address.</summary>
    public static string Slug(DispatchView view) =>
        view switch
        {
            DispatchView.Problems => "klaerfaelle",
            DispatchView.Drafts => "entwuerfe",
            DispatchView.Waiting => "unterschrift",
            DispatchView.Outbox => "versand",
            DispatchView.Sent => "gesendet",
            _ => "abgebrochen",
        };
}
