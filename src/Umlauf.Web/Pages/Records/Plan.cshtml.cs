using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Umlauf.Identity;
using Umlauf.Records;
using Umlauf.Web.Hosting;
using Umlauf.Web.SignIn;
using static Umlauf.Web.Language;

namespace Umlauf.Web.Pages.Records;

/// <summary>The filing plan, open down to one unit, and that unit's case files (Aktenplan).</summary>
[Needs(Right.SeeRecords)]
public sealed class PlanModel(Caller caller, ShowFilingPlan plan, ListCaseFiles listCaseFiles, Names names) : PageModel
{
    private const int PerPage = 50;
    private readonly Dictionary<FilingPlanUnitId, IReadOnlyList<PlanUnit>> opened = [];

    [BindProperty(SupportsGet = true)]
    public Guid? Id { get; set; }

    /// <summary>Year and running number of the last case file of the page before.</summary>
    [BindProperty(SupportsGet = true)]
    public string? After { get; set; }

    public PlanUnit? Unit { get; private set; }

    public IReadOnlyList<PlanUnit> Roots { get; private set; } = [];

    public Retention? Retention { get; private set; }

    public IReadOnlyList<CaseFileRow> Files { get; private set; } = [];

    public string? Next { get; private set; }

    public Names Names => names;

    public bool MayChange => Rights.Of(caller).May(Right.ChangeRecords);

    public IReadOnlyList<PlanUnit>? Below(FilingPlanUnitId unit) => opened.GetValueOrDefault(unit);

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        Roots = await plan.Run(caller, null, ct);
        if (Id is not { } id)
            return Page();
        if (await plan.Path(caller, new(id), ct) is not [.., var unit] path)
            return NotFound();
        Unit = unit;
        foreach (var above in path.Where(above => above.Branches))
            opened[above.Id] = await plan.Run(caller, above.Id, ct);
        Retention = await plan.RetentionOf(caller, unit.Id, ct);
        Files = await listCaseFiles.Run(caller, unit.Id, Before(unit.Id), PerPage, ct);
        Next = Files.Count == PerPage ? $"{Files[^1].Year}-{Files[^1].Running}" : null;
        return Page();
    }

    public static string Say(Retention kept) =>
        (
            kept.Unlimited ? T("dauernd aufbewahren", "keep for ever")
            : kept.Years is { } years ? T(years, "1 Jahr aufbewahren", "{0} Jahre aufbewahren", "keep 1 year", "keep {0} years")
            : T("Aufbewahrung nicht festgelegt", "retention not set")
        )
        + kept.Disposal switch
        {
            "A" => T(", dann ins Archiv", ", then to the archive"),
            "B" => T(", dann bewerten", ", then appraise"),
            "V" => T(", dann vernichten", ", then destroy"),
            _ => "",
        };

    private CaseFileRow? Before(FilingPlanUnitId unit) =>
        After?.Split('-') is [var year, var running]
        && int.TryParse(year, CultureInfo.InvariantCulture, out var y)
        && int.TryParse(running, CultureInfo.InvariantCulture, out var r)
            ? new CaseFileRow
            {
                Id = default,
                PlanUnitId = unit,
                Number = "",
                Year = y,
                Running = r,
                Subject = "",
                OfficeId = default,
                OpenedAt = default,
            }
            : null;
}

/// <summary>One level of the tree.</summary>
public sealed record PlanLevel(PlanModel Page, IReadOnlyList<PlanUnit> Units, int Depth);
