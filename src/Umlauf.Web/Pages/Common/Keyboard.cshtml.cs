using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using static Umlauf.Web.Language;

namespace Umlauf.Web.Pages.Common;

/// <summary>The keyboard map (Tastaturkürzel).</summary>
[AllowAnonymous]
public sealed class KeyboardModel : PageModel
{
    public static IReadOnlyList<(string Title, IReadOnlyList<(string Key, string Text)> Keys)> Groups =>
        [
            (
                T("Überall", "Everywhere"),
                [
                    ("/", T("in die Suche", "to the search")),
                    ("?", T("diese Übersicht", "this overview")),
                    ("u", T("das Letzte rückgängig machen", "undo the last act")),
                ]
            ),
            (
                T("In Listen", "In lists"),
                [
                    ("j", T("zum nächsten Eintrag", "to the next entry")),
                    ("k", T("zum vorigen Eintrag", "to the previous entry")),
                    ("↵", T("Eintrag öffnen", "open the entry")),
                ]
            ),
            (
                T("In einer Umlaufmappe", "In a circulation folder"),
                [
                    ("z", T("zeichnen, zur Kenntnis nehmen, erledigen", "sign, acknowledge, done")),
                    ("a", T("ablehnen oder zurückgeben", "refuse or hand back")),
                    ("r", T("Rückfrage stellen", "ask")),
                    ("m", T("Randbemerkung schreiben", "write a remark")),
                    ("e", T("Station einfügen", "insert a station")),
                    ("j", T("in der Unterschriftsmappe: zur nächsten Mappe", "in the signature folder: to the next folder")),
                    ("k", T("in der Unterschriftsmappe: zur vorigen Mappe", "in the signature folder: to the previous folder")),
                ]
            ),
            (
                T("Im Eingang", "In the tray"),
                [
                    ("1 … 3", T("den Vorschlag mit dieser Nummer übernehmen", "take the proposal with this number")),
                    ("f", T("in einen Vorgang ablegen", "file into a matter")),
                    ("n", T("neuen Vorgang anlegen", "make a new matter")),
                    ("v", T("an ein anderes Amt geben", "pass to another office")),
                    ("x", T("zum Klärfall machen", "make it an exception")),
                ]
            ),
        ];
}
