using System.Diagnostics;
using Umlauf.Identity;
using Umlauf.Platform;
using Umlauf.Records;
using Umlauf.Web.SignIn;

namespace Umlauf.Web.Api;

/// <summary>Full text for programs, filtered by what the caller may see; also what <c>umlauf search</c> prints.</summary>
public static class SearchApi
{
    public static void MapSearchApi(this IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/api/v1/search", Search)
            .Needs(Right.Search)
            .WithSummary("Full text of what the caller may see, best hits first.")
            .Refuses(StatusCodes.Status422UnprocessableEntity);

    private static async Task<IResult> Search(
        SearchDocuments search,
        Caller by,
        string? q,
        int? limit,
        string? after,
        string? kind,
        Guid? office,
        DateOnly? from,
        DateOnly? to,
        CancellationToken ct
    )
    {
        DocumentKind? only = null;
        if (!string.IsNullOrEmpty(kind))
        {
            if (!Answers.TryWord<DocumentKind>(kind, out var known))
                return Answers.Problem(ApiErrors.BadRequest.With($"kind: {Answers.Words<DocumentKind>()}"));
            only = known;
        }
        var query = new SearchQuery(q ?? "")
        {
            Limit = limit ?? 20,
            After = after,
            Kind = only,
            Office = office is { } id ? new OfficeId(id) : null,
            From = from,
            To = to,
        };
        var begun = Stopwatch.GetTimestamp();
        var page = await search.Run(by, query, ct);
        return page.Answer(found => Shape(found, Stopwatch.GetElapsedTime(begun)));
    }

    /// <summary>The answer as docs and programs know it.</summary>
    public static object Shape(SearchPage page, TimeSpan took) =>
        new
        {
            page.Total,
            total_is_exact = page.TotalIsExact,
            total_is_at_most = page.TotalIsAtMost,
            took_ms = Math.Round(took.TotalMilliseconds, 2),
            page.Next,
            hits = page.Hits.Select(hit => new
            {
                id = hit.Id.Value,
                kind = hit.Kind.ToString().ToLowerInvariant(),
                hit.Title,
                matter = hit.MatterNumber,
                date = hit.ReceivedAt,
                snippet = string.Concat(hit.Snippet.Select(mark => mark.Text)),
                root = hit.Root.Value,
                matterId = hit.Matter?.Value,
                office = hit.Office.Value,
                author = hit.Author,
            }),
        };
}
