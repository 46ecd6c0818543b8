using Umlauf.Formats.Html;

namespace Umlauf.Formats.Reading;

/// <summary>Everything read from one arrival or one file (gelesener Eingang). Broken input is data here, never an exception.</summary>
public sealed record ReadItem
{
    /// <summary>What the item is by its content.</summary>
    public ItemKind Kind { get; init; }

    /// <summary>The content type that belongs to the content.</summary>
    public string ContentType { get; init; } = "application/octet-stream";

    /// <summary>The headers, where the item is a message.</summary>
    public Envelope? Envelope { get; init; }

    /// <summary>The best readable text; empty if there is none.</summary>
    public string Text { get; init; } = "";

    /// <summary>The HTML as the sender wrote it: hostile until it went through <see cref="SafeHtml"/>.</summary>
    public string? UntrustedHtml { get; init; }

    /// <summary>The files inside, in order.</summary>
    public IReadOnlyList<Attachment> Attachments { get; init; } = [];

    /// <summary>What was noticed while reading.</summary>
    public IReadOnlyList<ReadNote> Notes { get; init; } = [];

    /// <summary>Why the item could not be read or only in part; null if it was read.</summary>
    public ReadNote? Unread { get; init; }

    /// <summary>The number of pages, sheets or slides, where the format has them.</summary>
    public int? Pages { get; init; }

    /// <summary>Makes the HTML harmless, on demand because it costs more than all other reading.</summary>
    /// <param name="limits">How much may be read.</param>
    /// <returns>The harmless HTML with the counts of what was taken out, or null if the item has no HTML.</returns>
    public SafeHtml? SafeHtml(ReadLimits limits) => UntrustedHtml is null ? null : Html.SafeHtml.From(UntrustedHtml, Attachments, limits);

    /// <summary>An item of which nothing could be read.</summary>
    /// <param name="kind">What it is, as far as known.</param>
    /// <param name="reason">Why it was not read.</param>
    /// <param name="contentType">The content type, as far as known.</param>
    /// <returns>The item.</returns>
    public static ReadItem NotRead(ItemKind kind, ReadNote reason, string contentType = "application/octet-stream") =>
        new()
        {
            Kind = kind,
            ContentType = contentType,
            Unread = reason,
        };
}
