using System.Globalization;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Umlauf.Formats.Comparing;
using Umlauf.Identity;
using Umlauf.Intake;
using Umlauf.Records;
using Umlauf.Web.Hosting;
using Umlauf.Web.SignIn;
using static Umlauf.Web.Language;

namespace Umlauf.Web.Pages.Records;

/// <summary>Two versions of a document side by side: their facts, and the words in which they differ (Vergleich).</summary>
[Needs(Right.SeeTray)]
public sealed class CompareModel(Caller caller, CompareVersions compareVersions, Names names) : PageModel
{
    /// <summary>How much unchanged text stays before and after a change.</summary>
    private const int Around = 300;

    private const int MostPieces = 5_000;

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty(SupportsGet = true)]
    public int Von { get; set; } = 1;

    [BindProperty(SupportsGet = true)]
    public int Nach { get; set; } = 1;

    public ComparedVersions Compared { get; private set; } = null!;

    /// <summary>The text with what was deleted and inserted; made here because a template would add blanks of its own.</summary>
    public IHtmlContent Marked { get; private set; } = HtmlString.Empty;

    public IEnumerable<SelectListItem> Choices =>
        Compared
            .Document.Versions.Select(version => version.Number.ToString(CultureInfo.InvariantCulture))
            .Select(n => new SelectListItem(n, n));

    public int Deletions { get; private set; }

    public int Insertions { get; private set; }

    public string Who(DocumentVersion version) => names.Actor(version.AddedBy);

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!ModelState.IsValid)
            return NotFound();
        var compared = await compareVersions.Run(caller, new(Id), Von, Nach, ct);
        if (compared.Refusal is { } refusal)
            return this.Answer(refusal);
        Compared = compared.Value;
        var parts = Compared.Differences ?? [];
        Deletions = parts.Count(part => part.Kind == DifferenceKind.Deleted);
        Insertions = parts.Count(part => part.Kind == DifferenceKind.Inserted);
        Marked = Mark(parts.Take(MostPieces).Select((part, place) => Shorten(part, place == 0, place == parts.Count - 1)));
        return Page();
    }

    private static HtmlContentBuilder Mark(IEnumerable<DifferencePart> parts)
    {
        var html = new HtmlContentBuilder();
        foreach (var (kind, text) in parts)
        {
            if (kind == DifferenceKind.Same)
            {
                html.Append(text);
                continue;
            }
            var deleted = kind == DifferenceKind.Deleted;
            var change = new TagBuilder(deleted ? "del" : "ins");
            change.InnerHtml.AppendHtml(Label(deleted ? T("[gelöscht: ", "[deleted: ") : T("[eingefügt: ", "[inserted: ")));
            change.InnerHtml.Append(text).AppendHtml(Label("]"));
            html.AppendHtml(change);
        }
        return html;
    }

    private static TagBuilder Label(string text)
    {
        var label = new TagBuilder("span");
        label.AddCssClass("u-difference__label");
        label.InnerHtml.Append(text);
        return label;
    }

    /// <summary>Long unchanged stretches are left out: who wants to read them opens the document.</summary>
    private static DifferencePart Shorten(DifferencePart part, bool first, bool last)
    {
        if (part.Kind != DifferenceKind.Same || part.Text.Length <= 3 * Around)
            return part with { Text = part.Text.Replace('\f', '\n') };
        var start = first ? "" : part.Text[..Cut(part.Text, Around, forward: true)];
        var end = last ? "" : part.Text[Cut(part.Text, part.Text.Length - Around, forward: false)..];
        var left = part.Text.Length - start.Length - end.Length;
        var gap = T(left, "1 Zeichen unverändert", "{0} Zeichen unverändert", "1 character unchanged", "{0} characters unchanged");
        return part with { Text = $"{start}\n[… {gap} …]\n{end}".Replace('\f', '\n') };
    }

    /// <summary>The nearest blank, so that no word is cut.</summary>
    private static int Cut(string text, int at, bool forward)
    {
        var near = forward ? text.AsSpan(at).IndexOfAny(' ', '\n') : text.AsSpan(0, at).LastIndexOfAny(' ', '\n');
        return near < 0 ? at
            : forward ? at + near
            : near;
    }
}
