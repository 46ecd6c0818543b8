using Umlauf.Circulation;
using Umlauf.Formats.Xdomea;
using Umlauf.Identity;
using Umlauf.Platform;
using Umlauf.Web.SignIn;

namespace Umlauf.Web.Api;

/// <summary>Circulation folders and the desk for programs: a folder can be made, driven and read completely over HTTP.</summary>
public static class FoldersApi
{
    public static void MapFoldersApi(this IEndpointRouteBuilder routes)
    {
        var folders = routes.MapGroup("/api/v1/folders");
        folders.MapPost("", Make).Needs(Right.Circulate).DisableAntiforgery();
        folders.MapGet("/{id:guid}", Show).Needs(Right.Circulate);
        folders.MapGet("/{id:guid}/allowed", Allowed).Needs(Right.Circulate);
        folders.MapPost("/{id:guid}/commands", Act).Needs(Right.Circulate).DisableAntiforgery();
        folders.MapGet("/{id:guid}/route-sheet", Sheet).Needs(Right.Circulate);
        folders.MapGet("/{id:guid}/route", Route).Needs(Right.Circulate);
        routes.MapGet("/api/v1/desk", Desk).Needs(Right.SeeDesk).Produces<DeskAnswer>();
    }

    /// <summary>A header Idempotency-Key with a UUID makes the call repeatable.</summary>
    private static async Task<IResult> Make(
        MakeFolder make,
        ShowFolder show,
        ReadFolderBody read,
        Caller by,
        FolderBody body,
        HttpRequest request,
        CancellationToken ct
    )
    {
        var wanted = await read.Of(by, body, ct);
        if (wanted.Refusal is { } refusal)
            return Answers.Problem(refusal);
        var command = Guid.TryParse(request.Headers["Idempotency-Key"], out var key) ? key : Guid.CreateVersion7();
        var made = await make.Run(by, wanted.Value, command, ct);
        if (made.Refusal is { } no)
            return Answers.Problem(no);
        return (await show.Run(by, made.Value, ct)).Created(view => $"/api/v1/folders/{view.Folder.Id.Value}", FolderShapes.Of);
    }

    private static async Task<IResult> Show(ShowFolder show, Caller by, Guid id, CancellationToken ct) =>
        (await show.Run(by, new CirculationFolderId(id), ct)).Answer(FolderShapes.Of);

    private static async Task<IResult> Allowed(ShowFolder show, Caller by, Guid id, CancellationToken ct) =>
        (await show.Run(by, new CirculationFolderId(id), ct)).Answer(view => new { commands = view.Allowed.Select(FolderShapes.Of) });

    private static async Task<IResult> Act(
        ActInFolder act,
        ShowFolder show,
        ReadFolderBody read,
        Caller by,
        Guid id,
        CommandBody body,
        CancellationToken ct
    )
    {
        var folder = new CirculationFolderId(id);
        var seen = await show.Run(by, folder, ct);
        if (seen.Refusal is { } hidden)
            return Answers.Problem(hidden);
        var command = await read.Of(by, seen.Value.Folder, body, ct);
        if (command.Refusal is { } refusal)
            return Answers.Problem(refusal);
        var acted = await act.Run(by, folder, body.CommandId ?? Guid.CreateVersion7(), command.Value, ct);
        return acted.Refusal is { } no ? Answers.Problem(no) : (await show.Run(by, acted.Value, ct)).Answer(FolderShapes.Of);
    }

    /// <summary><c>json</c> (default), which can be checked offline, or <c>pdf</c>. Of a completed folder it is the frozen one.</summary>
    private static async Task<IResult> Sheet(GetRouteSheet get, Caller by, Guid id, string? format, CancellationToken ct)
    {
        var sheet = await get.Run(by, new CirculationFolderId(id), format == "pdf", ct);
        return sheet.Refusal is { } refusal
            ? Answers.Problem(refusal)
            : Results.Bytes(sheet.Value, format == "pdf" ? "application/pdf" : "application/json");
    }

    /// <summary>The route for other systems: <c>xdomea-4.0</c> (default) or <c>xdomea-3.1</c>.</summary>
    private static async Task<IResult> Route(ExportRoute export, Caller by, Guid id, string? format, CancellationToken ct)
    {
        var version = format == "xdomea-3.1" ? XdomeaVersion.V31 : XdomeaVersion.V40;
        var message = await export.Run(by, new CirculationFolderId(id), version, ct);
        return message.Refusal is { } refusal
            ? Answers.Problem(refusal)
            : Results.Bytes(message.Value.Xml, "application/xml", message.Value.Name);
    }

    private static async Task<IResult> Desk(ListDesk list, Caller by, string? kind, string? after, int? limit, CancellationToken ct)
    {
        DeskKind? only = kind is null ? null : ApiWords.Read<DeskKind>(kind);
        if (kind is not null && only is null)
            return Answers.Problem(ApiErrors.BadRequest.With("kind"));
        return (await list.Run(by, only, after, limit ?? 50, ct)).Answer(page => new DeskAnswer(
            page.Entries.Select(FolderShapes.Of),
            page.Next,
            page.Counts.ToDictionary(one => ApiWords.Of(one.Key), one => one.Value)
        ));
    }

    private sealed record DeskAnswer(IEnumerable<DeskEntryAnswer> Items, string? Next, IReadOnlyDictionary<string, long> Counts);
}
