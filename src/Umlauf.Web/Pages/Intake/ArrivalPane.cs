using Microsoft.AspNetCore.Mvc.Rendering;
using Umlauf.Identity;
using Umlauf.Intake;
using Umlauf.Platform;
using Umlauf.Records;
using Umlauf.Web.Hosting;

namespace Umlauf.Web.Pages.Intake;

/// <summary>One arrival with its preview, and what can be proposed for it.</summary>
public sealed record OpenArrival(ArrivalDetail Arrival)
{
    public ContentView? Content { get; init; }

    /// <summary>How many pictures, scripts and other contents of strangers were taken out of the design.</summary>
    public int Blocked { get; init; }

    public IReadOnlyList<Proposal> Proposals { get; init; } = [];

    public IReadOnlyList<SelectListItem> PlanUnits { get; init; } = [];
}

/// <summary>Brings together the right side of the tray.</summary>
public sealed class ArrivalPane(
    ShowArrival showArrival,
    PreviewDocument previewDocument,
    ProposeMatters proposeMatters,
    ShowFilingPlan plan
)
{
    private const int MostUnits = 500;

    public async Task<Result<OpenArrival>> Open(Caller caller, ArrivalId id, bool designed, CancellationToken ct)
    {
        var shown = await showArrival.Run(caller, id, ct);
        if (shown.Refusal is { } hidden)
            return hidden;
        var arrival = shown.Value;
        var open = new OpenArrival(arrival);
        if (arrival.DocumentId is { } document && await previewDocument.Run(caller, document, 1, ct) is { Ok: true, Value: var preview })
        {
            open = open with
            {
                Content = ContentView.Of(preview, document, 1, arrival.Title, designed),
                Blocked = (preview.Html?.RemoteBlocked ?? 0) + (preview.Html?.ActiveBlocked ?? 0),
            };
        }
        if (!arrival.InTray || !Rights.Of(caller).May(Right.ChangeRecords))
            return open;
        var units = await plan.Find(caller, "", MostUnits, ct);
        return open with
        {
            Proposals = await proposeMatters.Run(caller, id, $"{arrival.Title}\n{open.Content?.Text}", ct),
            PlanUnits = [.. units.Select(unit => new SelectListItem($"{unit.Code} {unit.Name}", unit.Id.Value.ToString()))],
        };
    }
}
