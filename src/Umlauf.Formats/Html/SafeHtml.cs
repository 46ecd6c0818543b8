using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Ganss.Xss;
using Umlauf.Formats.Reading;

namespace Umlauf.Formats.Html;

/// <summary>HTML of a stranger made harmless (sichere Ansicht): no script, no form, no style that loads, nothing remote.</summary>
/// <param name="Html">The harmless fragment; pictures from the message itself stand as <c>span[data-cid]</c> with their name.</param>
/// <param name="RemoteBlocked">How many remote pictures, styles and other contents were taken out.</param>
/// <param name="ActiveBlocked">How many scripts, forms, frames, event handlers and script links were taken out.</param>
/// <param name="IsPlain">True if the HTML was too large or too deep and only its text is shown.</param>
public sealed record SafeHtml(string Html, int RemoteBlocked, int ActiveBlocked, bool IsPlain)
{
    // Parser and serialiser of the library descend once per level.
    private const int Deepest = 400;
    private const long MostCopies = 1_000_000;

    /// <summary>Makes HTML harmless.</summary>
    /// <param name="html">The HTML as it came.</param>
    /// <param name="attachments">The attachments, to name the pictures the HTML refers to.</param>
    /// <param name="limits">How much may be read.</param>
    /// <returns>The harmless HTML; never throws for broken input.</returns>
    public static SafeHtml From(string html, IReadOnlyList<Attachment> attachments, ReadLimits limits)
    {
        if (
            html.Length > limits.HtmlCharacters
            || HtmlText.Cost(html, limits.HtmlCharacters) is { Depth: > Deepest } or { Copies: > MostCopies }
        )
            return new($"<pre>{WebUtility.HtmlEncode(HtmlText.From(html, limits.HtmlCharacters))}</pre>", 0, 0, IsPlain: true);
        using var document = new HtmlParser().ParseDocument(html);
        if (document.Body is not { } body)
            return new("", 0, 0, IsPlain: false);
        var cleaning = new HtmlCleaning(attachments);
        cleaning.Clean(document);
        Sanitizer().SanitizeDom(document, body);
        HtmlCleaning.RestoreStyles(body);
        return new(HtmlWriting.Inner(body), cleaning.Remote, cleaning.Active, IsPlain: false);
    }

    private static HtmlSanitizer Sanitizer() =>
        new(
            new HtmlSanitizerOptions
            {
                AllowedTags = new HashSet<string>(HtmlCleaning.Tags, StringComparer.OrdinalIgnoreCase),
                AllowedAttributes = new HashSet<string>(HtmlCleaning.Attributes, StringComparer.OrdinalIgnoreCase),
                AllowedSchemes = new HashSet<string>(["http", "https", "mailto", "tel"], StringComparer.OrdinalIgnoreCase),
                UriAttributes = new HashSet<string>(["href", "src"], StringComparer.OrdinalIgnoreCase),
            }
        )
        {
            KeepChildNodes = true,
        };
}
