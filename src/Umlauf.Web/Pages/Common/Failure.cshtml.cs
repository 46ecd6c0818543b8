using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Umlauf.Web.Hosting;
using static Umlauf.Web.Language;

namespace Umlauf.Web.Pages.Common;

/// <summary>What went wrong, what is safe and what to do (Fehlerseite).</summary>
[AllowAnonymous, IgnoreAntiforgeryToken]
public sealed class FailureModel(ILogger<FailureModel> logger) : PageModel
{
    public int Status { get; private set; } = StatusCodes.Status500InternalServerError;

    public string? Reference { get; private set; }

    public string Title =>
        Status switch
        {
            400 => T("Das Formular ist abgelaufen oder unvollständig", "The form has expired or is incomplete"),
            403 => T("Dafür fehlt Ihnen das Recht", "You do not have the right to do this"),
            404 => T("Diese Seite gibt es nicht", "This page does not exist"),
            413 => T("Das ist zu groß", "This is too large"),
            429 => T("Zu viele Anfragen", "Too many requests"),
            503 => T("Im Augenblick lässt sich nichts speichern", "Nothing can be saved at the moment"),
            >= 500 => T("Da ist uns ein Fehler unterlaufen", "Something went wrong on our side"),
            _ => T("Das ging nicht", "That did not work"),
        };

    public string Text =>
        Status switch
        {
            400 => T(
                "Es wurde nichts gespeichert. Gehen Sie zurück, laden Sie die Seite neu und senden Sie sie noch einmal.",
                "Nothing was saved. Go back, reload the page and send it again."
            ),
            403 => T(
                "Es wurde nichts verändert. Wer Ihr Amt verwaltet, kann Ihnen das Recht geben.",
                "Nothing was changed. The person who administers your office can give you the right."
            ),
            404 => T(
                "Vielleicht wurde sie verschoben, oder Sie dürfen sie nicht sehen. Die Suche findet alles, was Sie sehen dürfen.",
                "It may have moved, or you may not see it. The search finds everything that you may see."
            ),
            413 when RefuseTooLarge.LimitOf(HttpContext) is { } most => T(
                $"Auf einmal werden höchstens {Moments.Bytes(most)} angenommen. Es wurde nichts gespeichert. Gehen Sie zurück und senden Sie weniger oder kleinere Dateien auf einmal.",
                $"At most {Moments.Bytes(most)} are taken at once. Nothing was saved. Go back and send fewer or smaller files at once."
            ),
            413 => T("Es wurde nichts gespeichert. Teilen Sie die Sendung auf.", "Nothing was saved. Please split it up."),
            429 => T("Es wurde nichts verändert. Bitte warten Sie einen Augenblick.", "Nothing was changed. Please wait a moment."),
            503 => T(
                "Der Speicher oder die Datenbank nimmt gerade nichts an. Was vorher gespeichert war, ist sicher; dieser eine Schritt wurde nicht ausgeführt. Bitte versuchen Sie es in einigen Minuten noch einmal.",
                "The storage or the database does not take anything just now. What was saved before is safe; this one step was not carried out. Please try again in a few minutes."
            ),
            >= 500 => T(
                "Was vorher gespeichert war, ist sicher; dieser eine Schritt wurde nicht ausgeführt. Versuchen Sie es noch einmal. Kommt der Fehler wieder, hilft der Technik diese Nummer.",
                "What was saved before is safe; this one step was not carried out. Try again. If the error comes back, this number helps your technicians."
            ),
            _ => T("Es wurde nichts verändert.", "Nothing was changed."),
        };

    public void OnGet(int? status) => Show(status);

    public void OnPost(int? status) => Show(status);

    private void Show(int? status)
    {
        Status = status ?? Response.StatusCode;
        if (Status < 400)
            Status = StatusCodes.Status404NotFound;
        Response.StatusCode = Status;
        if (Status >= 500)
            Reference = ErrorPages.Refer(HttpContext, logger);
    }
}
