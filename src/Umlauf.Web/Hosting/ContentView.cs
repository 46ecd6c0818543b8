using Umlauf.Intake;
using Umlauf.Records;

namespace Umlauf.Web.Hosting;

/// <summary>How one document is shown inside a page: as text, as a picture, or in a frame of its own.</summary>
public sealed record ContentView
{
    /// <summary>More text than this is not written into a page.</summary>
    private const int MostText = 60_000;

    public required string Title { get; init; }

    /// <summary>The text; null where the document has none that can be shown.</summary>
    public string? Text { get; init; }

    /// <summary>The text goes on in the original.</summary>
    public bool Cut { get; init; }

    /// <summary>Address of a designed view or a PDF.</summary>
    public string? Frame { get; init; }

    /// <summary>Whether the frame may do nothing at all: a stranger's HTML.</summary>
    public bool Sandboxed { get; init; }

    public string? Picture { get; init; }

    /// <summary>Whether the design is shown, where there is text as well.</summary>
    public bool Designed { get; init; }

    public static ContentView Of(Preview preview, DocumentId document, int version, string title, bool designed)
    {
        var address = $"/dokument/{document.Value}/{version}";
        var cut = preview.Text is { Length: > MostText };
        return new ContentView
        {
            Title = title,
            Text = cut ? preview.Text![..MostText] : preview.Text,
            Cut = cut,
            Frame =
                preview.Html is not null ? $"{address}/gestaltet"
                : preview.IsPdf ? $"{address}/inhalt"
                : null,
            Sandboxed = preview.Html is not null,
            Picture = preview.IsPicture ? $"{address}/inhalt" : null,
            Designed = designed,
        };
    }
}
