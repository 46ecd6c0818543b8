using Microsoft.AspNetCore.Mvc.RazorPages;
using Umlauf.Identity;
using Umlauf.Web.SignIn;
using static Umlauf.Web.Language;

namespace Umlauf.Web.Pages.Settings;

/// <summary>Where everything is set up (Verwaltung).</summary>
[Needs(Right.Administrate)]
public sealed class IndexModel : PageModel
{
    public static IReadOnlyList<Room> Rooms =>
        [
            new(
                "/verwaltung/kanaele",
                "mail",
                T("Eingangskanäle", "Channels"),
                T("Postfächer, Ordner und andere Wege, auf denen Post kommt", "Mailboxes, folders and other ways by which post comes")
            ),
            new(
                "/verwaltung/postausgang",
                "send",
                T("Postausgang", "Outgoing mail"),
                T("Der Mailserver für Antworten und das Archivpostfach", "The mail server for replies and the archive mailbox")
            ),
            new("/verwaltung/aemter", "office", T("Ämter", "Offices"), T("Die Gliederung des Hauses", "The structure of the house")),
            new(
                "/verwaltung/personal",
                "people",
                T("Mitarbeiterinnen und Mitarbeiter", "Staff"),
                T("Zugänge, Stellen, Rollen, Ermächtigung", "Logins, posts, roles, clearance")
            ),
            new(
                "/verwaltung/kalender",
                "calendar",
                T("Arbeitstage", "Working days"),
                T("Schließtage der Ämter, örtliche Feiertage", "Closing days of offices, local holidays")
            ),
            new(
                "/verwaltung/aktenplan",
                "folder",
                T("Aktenplan", "Filing plan"),
                T("Aufgaben, Aufbewahrung, Aussonderung", "Tasks, retention, disposal")
            ),
            new(
                "/mappen/vorlagen",
                "forward",
                T("Laufweg-Vorlagen", "Route templates"),
                T("Wiederkehrende Wege der Umlaufmappen", "Recurring routes of circulation folders")
            ),
            new("/verwaltung/schluessel", "key", T("Zugangsschlüssel", "API keys"), T("Für andere Programme", "For other programs")),
            new("/protokoll", "journal", T("Protokoll", "Journal"), T("Wer wann was getan hat", "Who did what and when")),
        ];
}

/// <summary>One of the rooms of the settings.</summary>
public sealed record Room(string Href, string Icon, string Title, string About);
