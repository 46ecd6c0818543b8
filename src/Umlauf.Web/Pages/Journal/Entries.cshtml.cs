using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Umlauf.Identity;
using Umlauf.Journal;
using Umlauf.Platform;
using Umlauf.Web.Hosting;
using Umlauf.Web.SignIn;
using static Umlauf.Web.Language;

namespace Umlauf.Web.Pages.Journal;

/// <summary>The journal, newest first (Protokoll einsehen).</summary>
[Needs(Right.ReadJournal)]
public sealed class EntriesModel(Caller caller, ReadJournal readJournal, Names names) : PageModel
{
    private const int PerPage = 100;

    /// <summary>The position before which the page ends; null for the newest.</summary>
    [BindProperty(SupportsGet = true)]
    public long? Vor { get; set; }

    /// <summary>Only what happened to this one thing.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid? Zu { get; set; }

    public IReadOnlyList<Entry> Rows { get; private set; } = [];

    public string? Next { get; private set; }

    public string Who(Entry entry) => names.Actor(entry.Actor);

    public async Task OnGetAsync(CancellationToken ct)
    {
        if (Zu is { } subject)
        {
            Rows = [.. (await readJournal.Of(caller.Tenant, subject, ct)).Reverse()];
            return;
        }
        var end = Vor ?? await readJournal.Position(caller.Tenant, ct) + 1;
        var start = Math.Max(0, end - 1 - PerPage);
        Rows = [.. (await readJournal.Run(caller.Tenant, start, (int)(end - 1 - start), ct)).Reverse()];
        Next = start > 0 ? (start + 1).ToString(CultureInfo.InvariantCulture) : null;
    }
}
