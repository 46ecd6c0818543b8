using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;
using Umlauf.Circulation;
using Umlauf.Identity;
using Umlauf.Intake;
using Umlauf.Platform;
using Umlauf.Records;
using Umlauf.Web.SignIn;

namespace Umlauf.Web.Hosting;

/// <summary>
/// The bytes of documents. What a browser could mistake for a page of ours is only ever handed out as a download;
/// a stranger's design is harmless already and is shown in a sandbox all the same.
/// </summary>
internal static class ContentEndpoints
{
    private const string Nothing = "default-src 'none'; frame-ancestors 'self'; sandbox";
    private const string DesignOnly = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox";

    // The browser's own viewer needs its plug-in and its styles; the file itself can load nothing.
    private const string Viewer = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'";

    public static void MapContents(this WebApplication app)
    {
        app.MapGet("/dokument/{id:guid}/{version:int}/inhalt", Content).Needs(Right.SeeTray);
        app.MapGet("/dokument/{id:guid}/{version:int}/seite/{page:int}", Page).Needs(Right.SeeTray);
        app.MapGet("/dokument/{id:guid}/{version:int}/gestaltet", Design).Needs(Right.SeeTray);
        app.MapGet("/eingang/{id:guid}/original", Original).Needs(Right.SeeTray);
        app.MapGet("/mappen/{folder:guid}/dokumente/{id:guid}/{version:int}/inhalt", ContentInFolder).Needs(Right.Circulate);
        app.MapGet("/mappen/{folder:guid}/dokumente/{id:guid}/{version:int}/seite/{page:int}", PageInFolder).Needs(Right.Circulate);
        app.MapGet("/mappen/{folder:guid}/dokumente/{id:guid}/{version:int}/gestaltet", DesignInFolder).Needs(Right.Circulate);
    }

    private static async Task<Results<FileContentHttpResult, StatusCodeHttpResult>> Content(
        Guid id,
        int version,
        bool? download,
        Caller caller,
        ReadContent readContent,
        HttpContext context
    )
    {
        var found = await readContent.Run(caller, new DocumentId(id), version, context.RequestAborted);
        return found.Refusal is { } refusal ? TypedResults.StatusCode(refusal.Status) : File(context, found.Value, download);
    }

    private static async Task<Results<FileContentHttpResult, StatusCodeHttpResult>> ContentInFolder(
        Guid folder,
        Guid id,
        int version,
        bool? download,
        Caller caller,
        ReadFolderItem read,
        HttpContext context
    )
    {
        var found = await read.Run(caller, new CirculationFolderId(folder), new DocumentId(id), version, context.RequestAborted);
        return found.Refusal is { } refusal ? TypedResults.StatusCode(refusal.Status) : File(context, found.Value.Content, download);
    }

    private static FileContentHttpResult File(HttpContext context, DocumentContent content, bool? download)
    {
        var inline =
            download is not true && content.ContentType is "application/pdf" or "image/png" or "image/jpeg" or "image/gif" or "image/webp";
        Guard(context, content.ContentType == "application/pdf" && inline ? Viewer : Nothing);
        return inline
            ? TypedResults.File(content.Bytes.ToArray(), content.ContentType, enableRangeProcessing: true)
            : TypedResults.File(content.Bytes.ToArray(), "application/octet-stream", Name(content.FileName));
    }

    private static async Task<Results<FileContentHttpResult, StatusCodeHttpResult>> Page(
        Guid id,
        int version,
        int page,
        Caller caller,
        DrawPage drawPage,
        HttpContext context
    )
    {
        var drawn = await drawPage.Run(caller, new DocumentId(id), version, page, context.RequestAborted);
        return Picture(context, drawn);
    }

    private static async Task<Results<FileContentHttpResult, StatusCodeHttpResult>> PageInFolder(
        Guid folder,
        Guid id,
        int version,
        int page,
        Caller caller,
        ReadFolderItem read,
        DrawPage drawPage,
        HttpContext context
    )
    {
        var found = await read.Run(caller, new CirculationFolderId(folder), new DocumentId(id), version, context.RequestAborted);
        return found.Refusal is { } refusal
            ? TypedResults.StatusCode(refusal.Status)
            : Picture(context, await drawPage.Of(found.Value.Content, page, context.RequestAborted));
    }

    private static Results<FileContentHttpResult, StatusCodeHttpResult> Picture(HttpContext context, Result<ReadOnlyMemory<byte>> drawn)
    {
        if (drawn.Refusal is { } refusal)
            return TypedResults.StatusCode(refusal.Status);
        Guard(context, Nothing);
        return TypedResults.File(drawn.Value.ToArray(), "image/png");
    }

    private static async Task<Results<ContentHttpResult, StatusCodeHttpResult>> Design(
        Guid id,
        int version,
        Caller caller,
        PreviewDocument preview,
        HttpContext context
    )
    {
        var found = await preview.Run(caller, new DocumentId(id), version, context.RequestAborted);
        return found.Refusal is { } refusal ? TypedResults.StatusCode(refusal.Status) : Sheet(context, found.Value);
    }

    private static async Task<Results<ContentHttpResult, StatusCodeHttpResult>> DesignInFolder(
        Guid folder,
        Guid id,
        int version,
        Caller caller,
        ReadFolderItem read,
        PreviewDocument preview,
        HttpContext context
    )
    {
        var found = await read.Run(caller, new CirculationFolderId(folder), new DocumentId(id), version, context.RequestAborted);
        return found.Refusal is { } refusal
            ? TypedResults.StatusCode(refusal.Status)
            : Sheet(context, await preview.Of(found.Value.Content, context.RequestAborted));
    }

    private static Results<ContentHttpResult, StatusCodeHttpResult> Sheet(HttpContext context, Preview preview)
    {
        if (preview.Html is not { } html)
            return TypedResults.StatusCode(StatusCodes.Status404NotFound);
        Guard(context, DesignOnly);
        return TypedResults.Content(
            $"""
            <!DOCTYPE html><html lang="de"><head><meta charset="utf-8"><title>–</title><base target="_blank">
            <style>body {"{"} font: 16px/1.5 "Fira Sans", system-ui, sans-serif; color: #16181f; background: #fff; margin: 16px; overflow-wrap: anywhere {"}"} img, table {"{"} max-width: 100% {"}"}</style>
            </head><body>{html.Html}</body></html>
            """,
            "text/html; charset=utf-8",
            Encoding.UTF8
        );
    }

    private static async Task<Results<FileContentHttpResult, StatusCodeHttpResult>> Original(
        Guid id,
        Caller caller,
        FetchOriginal fetchOriginal,
        HttpContext context
    )
    {
        var found = await fetchOriginal.Run(caller, new ArrivalId(id), context.RequestAborted);
        if (found.Refusal is { } refusal)
            return TypedResults.StatusCode(refusal.Status);
        Guard(context, Nothing);
        return TypedResults.File(
            found.Value.Bytes.ToArray(),
            "application/octet-stream",
            Name(found.Value.FileName),
            entityTag: new EntityTagHeaderValue($"\"{found.Value.Hash}\"")
        );
    }

    private static void Guard(HttpContext context, string policy)
    {
        context.Response.Headers.ContentSecurityPolicy = policy;
        context.Response.Headers.XFrameOptions = "SAMEORIGIN";
        context.Response.Headers.CacheControl = "private, no-store";
    }

    /// <summary>A name is data: no folders, nothing that ends a header.</summary>
    private static string Name(string name) => new([.. Path.GetFileName(name.Replace('\\', '/')).Where(letter => !char.IsControl(letter))]);
}
