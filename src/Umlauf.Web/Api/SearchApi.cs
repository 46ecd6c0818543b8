using System.Diagnostics;
using System.Text.Json.Serialization;
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
            .Produces<SearchAnswer>()
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
    public static SearchAnswer Shape(SearchPage page, TimeSpan took) =>
        new(
            page.Total,
            page.TotalIsExact,
            page.TotalIsAtMost,
            Math.Round(took.TotalMilliseconds, 2),
            page.Next,
            page.Hits.Select(hit => new HitAnswer(
                hit.Id.Value,
                hit.Kind.ToString().ToLowerInvariant(),
                hit.Title,
                Matter: hit.MatterNumber,
                Date: hit.ReceivedAt,
                Snippet: string.Concat(hit.Snippet.Select(mark => mark.Text)),
                Root: hit.Root.Value,
                MatterId: hit.Matter?.Value,
                Office: hit.Office.Value,
                hit.Author
            ))
        );

    /// <summary>The answer as programs know it (Suchergebnis).</summary>
    public sealed record SearchAnswer(
        int Total,
        [property: JsonPropertyName("total_is_exact")] bool TotalIsExact,
        [property: JsonPropertyName("total_is_at_most")] bool TotalIsAtMost,
        [property: JsonPropertyName("took_ms")] double TookMs,
        string? Next,
        IEnumerable<HitAnswer> Hits
    );

    /// <summary>One hit (Treffer).</summary>
    public sealed record HitAnswer(
        Guid Id,
        string Kind,
        string Title,
        string? Matter,
        DateTimeOffset Date,
        string Snippet,
        Guid Root,
        Guid? MatterId,
        Guid Office,
        string Author
    );
}
