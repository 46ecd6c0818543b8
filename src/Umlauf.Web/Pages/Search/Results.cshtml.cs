using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Umlauf.Identity;
using Umlauf.Platform;
using Umlauf.Records;
using Umlauf.Web.Hosting;
using Umlauf.Web.SignIn;
using static Umlauf.Web.Language;

namespace Umlauf.Web.Pages.Search;

/// <summary>Finds documents by their words (Suche), shows where the words are and why they matched.</summary>
[Needs(Right.Search)]
public sealed class ResultsModel(Caller caller, SearchDocuments search, Names names, TimeProvider clock) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    [BindProperty(SupportsGet = true)]
    public DocumentKind? Art { get; set; }

    [BindProperty(SupportsGet = true)]
    public Guid? Amt { get; set; }

    /// <summary>Only what came in the last so many days.</summary>
    [BindProperty(SupportsGet = true)]
    public int? Tage { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? After { get; set; }

    public SearchPage? Found { get; private set; }

    public Refusal? Refused { get; private set; }

    public long Milliseconds { get; private set; }

    public Names Names => names;

    public string Counted
    {
        get
        {
            var many = Found!.Total.ToString("N0", CultureInfo.CurrentCulture);
            return Found.TotalIsExact ? T(Found.Total, "1 Treffer", "{0} Treffer", "1 hit", "{0} hits")
                : !Found.TotalIsAtMost ? T($"Mehr als {many} Treffer", $"More than {many} hits")
                : Found.Total < SearchDocuments.CountedUpTo ? T($"Höchstens {many} Treffer", $"At most {many} hits")
                : T("Viele Treffer", "Many hits");
        }
    }

    public IEnumerable<Facet> Facets =>
        [
            new(
                T("Art", "Kind"),
                [
                    new FacetChoice(T("alles", "everything"), Address(art: ""), Art is null),
                    .. new[] { DocumentKind.Mail, DocumentKind.Attachment, DocumentKind.Scan, DocumentKind.Upload }.Select(
                        kind => new FacetChoice(Show.Kind(kind), Address(art: kind.ToString()), Art == kind)
                    ),
                ]
            ),
            new(
                T("Eingegangen", "Received"),
                [
                    .. new (int? Days, string Text)[]
                    {
                        (null, T("jederzeit", "any time")),
                        (7, T("letzte 7 Tage", "last 7 days")),
                        (30, T("letzte 30 Tage", "last 30 days")),
                        (365, T("letztes Jahr", "last year")),
                    }.Select(age => new FacetChoice(
                        age.Text,
                        Address(tage: age.Days?.ToString(CultureInfo.InvariantCulture) ?? ""),
                        Tage == age.Days
                    )),
                ]
            ),
            new(
                T("Amt", "Office"),
                [
                    new FacetChoice(T("alle", "all"), Address(amt: ""), Amt is null),
                    .. caller
                        .Sight.Keys.Take(12)
                        .Select(office => new FacetChoice(
                            names.Office(office),
                            Address(amt: office.Value.ToString()),
                            Amt == office.Value
                        )),
                ]
            ),
        ];

    public async Task OnGetAsync(CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(Q))
            return;
        var started = Stopwatch.GetTimestamp();
        var found = await search.Run(
            caller,
            new SearchQuery(Q)
            {
                After = After,
                Kind = Art,
                Office = Amt is { } office ? new OfficeId(office) : null,
                From = Tage is { } days and > 0 and < 36_500 ? Moments.DayOf(clock.GetUtcNow()).AddDays(-days) : null,
            },
            ct
        );
        Milliseconds = (long)Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        if (found.Refusal is { } refusal)
            Refused = refusal;
        else
            Found = found.Value;
    }

    /// <summary>"Wohngeld" in "Wohngeldbescheid": which words matched only in part.</summary>
    public static IEnumerable<string> Why(SearchHit hit) =>
        hit
            .MarkedTitle.Concat(hit.Snippet)
            .Where(mark => mark.Match is SearchMatch.PartOfWord or SearchMatch.Apart)
            .Select(mark =>
                mark.Match == SearchMatch.Apart
                    ? T("die Teile des Wortes stehen hier nebeneinander", "the parts of the word stand side by side here")
                    : T($"gefunden als Teil von „{mark.Text}“", $"found as part of “{mark.Text}”")
            )
            .Distinct(StringComparer.Ordinal)
            .Take(2);

    private string Address(string? art = null, string? amt = null, string? tage = null)
    {
        var query = QueryString.Create("q", Q ?? "");
        foreach (
            var (name, value) in new[]
            {
                ("art", art ?? Art?.ToString()),
                ("amt", amt ?? Amt?.ToString()),
                ("tage", tage ?? Tage?.ToString(CultureInfo.InvariantCulture)),
            }
        )
        {
            if (!string.IsNullOrEmpty(value))
                query = query.Add(name, value);
        }
        return "/suche" + query;
    }
}

/// <summary>One way to narrow the hits down.</summary>
public sealed record Facet(string Title, IReadOnlyList<FacetChoice> Choices);

/// <summary>One choice of it.</summary>
public sealed record FacetChoice(string Text, string Href, bool Current);
