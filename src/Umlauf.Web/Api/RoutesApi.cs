using Microsoft.AspNetCore.Http.Features;
using Umlauf.Circulation;
using Umlauf.Identity;
using Umlauf.Platform;
using Umlauf.Records;
using Umlauf.Web.SignIn;

namespace Umlauf.Web.Api;

/// <summary>Routes for programs: templates, and routes that come from other systems as xdomea messages (raw XML as the body).</summary>
public static class RoutesApi
{
    public static void MapRoutesApi(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/templates", Templates).Needs(Right.SeeTemplates);
        routes.MapPost("/api/v1/templates/import", AsTemplate).Needs(Right.SeeTemplates).DisableAntiforgery();
        routes.MapPost("/api/v1/folders/import", AsFolder).Needs(Right.Circulate).DisableAntiforgery();
        routes.MapPut("/api/v1/folders/{id:guid}/route", IntoDraft).Needs(Right.Circulate).DisableAntiforgery();
    }

    private static async Task<IResult> Templates(ListTemplates list, ListOffices offices, Caller by, CancellationToken ct)
    {
        var codes = (await offices.Run(by, ct)).ToDictionary(one => one.Office.Id, one => one.Office.Code);
        return (await list.Run(by, retired: false, ct)).Answer(found => new
        {
            items = found.Rows.Select(row => new
            {
                id = row.Id,
                name = row.Name,
                office = row.OfficeId is { } office ? codes.GetValueOrDefault(office) : null,
                version = row.Version,
                savedAt = row.SavedAt,
            }),
        });
    }

    /// <param name="import">The use case.</param>
    /// <param name="offices">Finds the office.</param>
    /// <param name="by">Who calls.</param>
    /// <param name="request">The message is its body.</param>
    /// <param name="office">Code of the office whose template it becomes; without it of the whole house.</param>
    /// <param name="name">Without it, what the message is about.</param>
    /// <param name="circulation">Which circulation of the message, from 1; needed when there are several.</param>
    /// <param name="ct">Ends the call.</param>
    private static async Task<IResult> AsTemplate(
        ImportRoute import,
        ListOffices offices,
        Caller by,
        HttpRequest request,
        string? office,
        string? name,
        int? circulation,
        CancellationToken ct
    )
    {
        var owner = office is null ? null : (await offices.Run(by, ct)).FirstOrDefault(one => one.Office.Code == office);
        if (office is not null && owner is null)
            return Answers.Problem(ReadMatterBody.NoSuchOffice.With(office));
        var target = new RouteTarget.Template(owner?.Office.Id, name);
        var imported = await import.Run(by, await Body(request, ct), target, circulation, ct);
        return imported.Created(_ => "/api/v1/templates", Shape);
    }

    /// <summary>A new draft in a matter; the subject is what the message is about, unless it is named.</summary>
    private static async Task<IResult> AsFolder(
        ImportRoute import,
        Caller by,
        HttpRequest request,
        Guid matter,
        string? subject,
        int? circulation,
        CancellationToken ct
    )
    {
        var target = new RouteTarget.Folder(new MatterId(matter), subject);
        var imported = await import.Run(by, await Body(request, ct), target, circulation, ct);
        return imported.Created(done => $"/api/v1/folders/{done.Folder!.Value.Value}", Shape);
    }

    private static async Task<IResult> IntoDraft(
        ImportRoute import,
        Caller by,
        Guid id,
        HttpRequest request,
        long? revision,
        int? circulation,
        CancellationToken ct
    )
    {
        var target = new RouteTarget.Draft(new CirculationFolderId(id), revision);
        return (await import.Run(by, await Body(request, ct), target, circulation, ct)).Answer(Shape);
    }

    private static object Shape(ImportedRoute done) =>
        new
        {
            template = done.Template?.Id,
            version = done.Template?.Version,
            folder = done.Folder?.Value,
            open = done.Open,
            notes = done.Notes.Select(note => new { code = note.Code, text = Language.T(note.German, note.English) }),
        };

    /// <summary>One byte more than is taken, so that the use case can say that it is too large.</summary>
    private static async Task<ReadOnlyMemory<byte>> Body(HttpRequest request, CancellationToken ct)
    {
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = null;
        var bytes = new MemoryStream();
        var block = new byte[64 << 10];
        for (int read; bytes.Length <= ImportRoute.Largest && (read = await request.Body.ReadAsync(block, ct)) > 0; )
            await bytes.WriteAsync(block.AsMemory(0, read), ct);
        return bytes.GetBuffer().AsMemory(0, (int)bytes.Length);
    }
}
