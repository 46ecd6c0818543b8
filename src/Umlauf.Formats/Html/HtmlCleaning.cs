using System.Collections.Frozen;
using AngleSharp.Dom;
using Umlauf.Formats.Reading;

namespace Umlauf.Formats.Html;

/// <summary>Takes active and remote content out of a parsed document, counts it, and puts names in the place of pictures.</summary>
internal sealed class HtmlCleaning(IReadOnlyList<Attachment> attachments)
{
    /// <summary>The elements that may remain.</summary>
    public static readonly string[] Tags =
    [
        .. "a abbr address b big blockquote br caption center cite code col colgroup dd del dfn div dl dt em font h1 h2 h3 h4 h5 h6".Split(
            ' '
        ),
        .. "hr i ins kbd li ol p pre q s samp small span strike strong sub sup table tbody td tfoot th thead tr tt u ul var".Split(' '),
    ];

    /// <summary>The attributes that may remain; style goes through its own filter.</summary>
    public static readonly string[] Attributes =
    [
        .. "align bgcolor border cellpadding cellspacing color colspan rowspan dir lang href rel target size start title type valign width height".Split(
            ' '
        ),
        "data-cid",
        "data-remote",
        Style,
    ];

    // The library would read styles with a full CSS parser and drop them without one: they pass it under this name.
    private const string Style = "data-style";

    private static readonly FrozenSet<string> Whole = new[]
    {
        "script",
        "style",
        "svg",
        "math",
        "iframe",
        "frame",
        "frameset",
        "object",
        "embed",
        "applet",
        "template",
        "meta",
        "link",
        "base",
        "input",
        "button",
        "select",
        "textarea",
        "audio",
        "video",
        "source",
        "track",
        "canvas",
        "noscript",
        "title",
        "xml",
        "portal",
        "dialog",
        "bgsound",
        "param",
        "noembed",
        "noframes",
        "picture",
        "map",
        "image",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> Harmless = new[]
    {
        "style",
        "meta",
        "title",
        "link",
        "base",
        "picture",
        "source",
        "map",
        "image",
        "xml",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>How many remote contents were found.</summary>
    public int Remote { get; private set; }

    /// <summary>How many active contents were found.</summary>
    public int Active { get; private set; }

    /// <summary>Cleans the document in place.</summary>
    public void Clean(IDocument document)
    {
        foreach (var element in document.All.ToList())
        {
            foreach (var attribute in element.Attributes)
                Count(element, attribute);
            element.RemoveAttribute("data-cid");
            element.RemoveAttribute("data-remote");
            element.RemoveAttribute(Style);
            if (element.GetAttribute("style") is { } style && StyleFilter.Keep(style) is { Length: > 0 } kept)
                element.SetAttribute(Style, kept);
            var name = element.LocalName;
            if (name.Equals("img", StringComparison.OrdinalIgnoreCase))
                Replace(document, element);
            else if (Whole.Contains(name))
            {
                if (!Harmless.Contains(name) || IsRefresh(element))
                    Active++;
                if (name.Equals("style", StringComparison.OrdinalIgnoreCase))
                    Remote += Loads(element.TextContent);
                // What stands inside a picture or noscript is for people; the rest goes with its element.
                if (name is "picture" or "noscript")
                    continue;
                element.Remove();
            }
            else if (name.Equals("form", StringComparison.OrdinalIgnoreCase))
                Active++;
            // A link without a scheme would lead into our own pages.
            else if (!LeadsOutside(element.GetAttribute("href")))
                element.RemoveAttribute("href");
            else if (name.Equals("a", StringComparison.OrdinalIgnoreCase))
            {
                element.SetAttribute("rel", "noopener noreferrer nofollow");
                element.SetAttribute("target", "_blank");
            }
        }
    }

    /// <summary>Gives the filtered styles their name back after the library has done its work.</summary>
    public static void RestoreStyles(IElement body)
    {
        foreach (var element in body.QuerySelectorAll($"[{Style}]"))
        {
            element.SetAttribute("style", element.GetAttribute(Style)!);
            element.RemoveAttribute(Style);
        }
    }

    private static bool LeadsOutside(string? href) =>
        href is not null
        && href.AsSpan().TrimStart() is var url
        && (
            url.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
            || url.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
            || url.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase)
            || url.StartsWith("tel:", StringComparison.OrdinalIgnoreCase)
        );

    private void Count(IElement element, IAttr attribute)
    {
        var value = attribute.Value.AsSpan().TrimStart();
        if (attribute.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase))
            Active++;
        else if (
            value.StartsWith("javascript:", StringComparison.OrdinalIgnoreCase)
            || value.StartsWith("vbscript:", StringComparison.OrdinalIgnoreCase)
            || value.StartsWith("data:text", StringComparison.OrdinalIgnoreCase)
        )
            Active++;
        else if (attribute.Name is "background" or "poster" or "srcset" or "xlink:href")
            Remote += IsRemote(value) ? 1 : 0;
        else if (attribute.Name is "src" && element.LocalName is not "img")
            Remote += IsRemote(value) ? 1 : 0;
        else if (attribute.Name is "href" && element.LocalName is "link")
            Remote += IsRemote(value) ? 1 : 0;
        else if (attribute.Name is "style")
            Remote += Loads(attribute.Value);
    }

    private void Replace(IDocument document, IElement image)
    {
        var source = image.GetAttribute("src")?.Trim() ?? "";
        var alt = PlainText.Line(image.GetAttribute("alt"), 200);
        var span = document.CreateElement("span");
        if (source.StartsWith("cid:", StringComparison.OrdinalIgnoreCase))
        {
            var cid = Uri.UnescapeDataString(source[4..]).Trim('<', '>');
            var name = attachments.FirstOrDefault(a => string.Equals(a.ContentId, cid, StringComparison.OrdinalIgnoreCase))?.Name;
            span.SetAttribute("data-cid", PlainText.Line(cid, 200));
            span.TextContent = $"[Bild: {name ?? (alt.Length > 0 ? alt : "ohne Namen")}]";
        }
        else if (IsRemote(source))
        {
            Remote++;
            // A tracking pixel has no alternative text and leaves no trace.
            if (alt.Length == 0)
            {
                image.Remove();
                return;
            }
            span.SetAttribute("data-remote", "1");
            span.TextContent = $"[Bild: {alt}]";
        }
        else if (alt.Length > 0)
            span.TextContent = $"[Bild: {alt}]";
        else
        {
            image.Remove();
            return;
        }
        image.Replace(span);
    }

    private static bool IsRefresh(IElement element) =>
        element.LocalName.Equals("meta", StringComparison.OrdinalIgnoreCase) && element.HasAttribute("http-equiv")
            ? element.GetAttribute("http-equiv")!.Equals("refresh", StringComparison.OrdinalIgnoreCase)
            : element.LocalName.Equals("base", StringComparison.OrdinalIgnoreCase);

    private static bool IsRemote(ReadOnlySpan<char> url) =>
        url.StartsWith("//", StringComparison.Ordinal)
        || url.StartsWith("http:", StringComparison.OrdinalIgnoreCase)
        || url.StartsWith("https:", StringComparison.OrdinalIgnoreCase)
        || url.StartsWith("ftp:", StringComparison.OrdinalIgnoreCase)
        || url.StartsWith("file:", StringComparison.OrdinalIgnoreCase)
        || url.StartsWith("\\\\", StringComparison.Ordinal);

    private static int Loads(string css)
    {
        var found = 0;
        for (var at = 0; (at = css.IndexOf("url(", at, StringComparison.OrdinalIgnoreCase)) >= 0; at += 4)
            found++;
        for (var at = 0; (at = css.IndexOf("@import", at, StringComparison.OrdinalIgnoreCase)) >= 0; at += 7)
            found++;
        return found;
    }
}
