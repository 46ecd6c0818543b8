using Umlauf.Circulation;
using Umlauf.Formats.Pictures;
using Umlauf.Identity;
using Umlauf.Intake;
using Umlauf.Platform;
using Umlauf.Records;
using static Umlauf.Web.Language;

namespace Umlauf.Web.Hosting;

/// <summary>Makes the <see cref="DocumentView"/> of a version: decides how it is shown and brings its pages together.</summary>
public sealed class DocumentViews(PreviewDocument previewDocument, ReadVersionText readVersionText, ReadFolderItem readFolderItem)
{
    /// <summary>More text than this is not written into a page.</summary>
    private const int MostText = 400_000;

    private const int MostPages = 500;

    /// <param name="caller">Who looks; the rights are those of the document.</param>
    /// <param name="document">The document.</param>
    /// <param name="version">Its version, from 1.</param>
    /// <param name="title">What it is called.</param>
    /// <param name="here">Address of the page that embeds the view; <c>?bild=gestaltet</c> is added for the sender's design.</param>
    /// <param name="designed">Whether the sender's design is asked for.</param>
    /// <param name="ct">Gives up.</param>
    public async Task<Result<DocumentView>> Of(
        Caller caller,
        DocumentId document,
        int version,
        string title,
        string here,
        bool designed,
        CancellationToken ct
    )
    {
        var found = await previewDocument.Run(caller, document, version, ct);
        if (found.Refusal is { } refusal)
            return refusal;
        return await Of(
            found.Value,
            title,
            $"/dokument/{document.Value}/{version}",
            here,
            designed,
            () => readVersionText.Run(caller, document, version, ct)
        );
    }

    /// <summary>A document as it lies in a folder: the rights are those of the folder, and so are the addresses.</summary>
    public async Task<Result<DocumentView>> InFolder(
        Caller caller,
        CirculationFolderId folder,
        DocumentId document,
        int version,
        string title,
        string here,
        bool designed,
        CancellationToken ct
    )
    {
        var found = await readFolderItem.Run(caller, folder, document, version, ct);
        if (found.Refusal is { } refusal)
            return refusal;
        var (content, text) = found.Value;
        return await Of(
            await previewDocument.Of(content, ct),
            title,
            $"/mappen/{folder.Value}/dokumente/{document.Value}/{version}",
            here,
            designed,
            async () => text is null ? await readVersionText.Of(content, ct) : new VersionText(text)
        );
    }

    private static async Task<Result<DocumentView>> Of(
        Preview preview,
        string title,
        string address,
        string here,
        bool designed,
        Func<Task<Result<VersionText>>> readText
    )
    {
        var view = new DocumentView
        {
            Title = title,
            Original = $"{address}/inhalt",
            Download = $"{address}/inhalt?download=true",
            IsPdf = preview.IsPdf,
            Design = preview.Html is null ? null : $"{address}/gestaltet",
            Designed = designed && preview.Html is not null,
            TextPage = here,
            DesignPage = here + (here.Contains('?', StringComparison.Ordinal) ? '&' : '?') + "bild=gestaltet",
        };
        if (preview.IsPicture)
            return view with { Paged = true, Pages = [new ViewPage(1, null, view.Original)] };
        if (preview.ContentType == "image/tiff")
            return Fax(view, address, TiffPages.Count(preview.Bytes.Span));
        // A message without words is shown as such; of another format without text there is nothing to show.
        if (preview.Text is { } text && (text.Length > 0 || preview.Envelope is not null))
            return Whole(view, text);
        var read = await readText();
        if (read.Refusal is { } hidden)
            return hidden;
        view = view with { Note = read.Value.Unread is { } unread ? T(unread.German, unread.English) : null };
        return preview.IsPdf && read.Value.Text.Length > 0 ? PageByPage(view, read.Value.Text)
            : read.Value.Text.Length > 0 ? Whole(view, read.Value.Text)
            : view;
    }

    private static DocumentView Fax(DocumentView view, string address, int pages) =>
        view with
        {
            Paged = true,
            Cut = pages > MostPages,
            Pages =
            [
                .. Enumerable.Range(1, Math.Min(pages, MostPages)).Select(page => new ViewPage(page, null, $"{address}/seite/{page}")),
            ],
        };

    private static DocumentView Whole(DocumentView view, string text) =>
        view with
        {
            Cut = text.Length > MostText,
            Pages = [new ViewPage(1, text.Length > MostText ? Start(text, MostText) : text, null)],
        };

    private static DocumentView PageByPage(DocumentView view, string text)
    {
        var pages = new List<ViewPage>();
        var left = MostText;
        var texts = text.Split('\f');
        foreach (var page in texts.Take(MostPages))
        {
            pages.Add(new ViewPage(pages.Count + 1, Start(page, left), null));
            left -= Math.Min(left, page.Length);
        }
        return view with { Paged = true, Pages = pages, Cut = text.Length > MostText || texts.Length > MostPages };
    }

    private static string Start(string text, int most) =>
        text.Length <= most ? text
        : most > 0 && char.IsHighSurrogate(text[most - 1]) ? text[..(most - 1)]
        : text[..most];
}
