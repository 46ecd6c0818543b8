using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Umlauf.Web.TagHelpers;

/// <summary>Where a page stands: text and address; the page itself is not in it.</summary>
public readonly record struct Crumb(string Text, string Href);

/// <summary>The way back up (Brotkrumen).</summary>
[HtmlTargetElement("u-breadcrumb", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class BreadcrumbTagHelper : TagHelper
{
    public required IReadOnlyList<Crumb> Path { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (Path.Count == 0)
        {
            output.SuppressOutput();
            return;
        }
        output.TagName = "nav";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "u-crumbs");
        output.Attributes.SetAttribute("aria-label", Language.T("Pfad", "Breadcrumb"));
        var list = new TagBuilder("ol");
        foreach (var crumb in Path)
        {
            var link = KernField.Text("a", "u-crumbs__link", null, crumb.Text);
            link.Attributes["href"] = crumb.Href;
            var item = new TagBuilder("li");
            item.InnerHtml.AppendHtml(link).AppendHtml(Icons.Draw("chevron", "tiny"));
            list.InnerHtml.AppendHtml(item);
        }
        output.Content.SetHtmlContent(list);
    }
}

/// <summary>
/// Views of one page as links; the current one is marked. They are navigation, not an ARIA tab list: each has an address of its own.
/// </summary>
[HtmlTargetElement("u-tabs")]
public sealed class TabsTagHelper : TagHelper
{
    public required string Label { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "nav";
        output.Attributes.SetAttribute("class", "u-tabs");
        output.Attributes.SetAttribute("aria-label", Label);
    }
}

/// <summary>One of the <see cref="TabsTagHelper"/>.</summary>
[HtmlTargetElement("u-tab", ParentTag = "u-tabs")]
public sealed class TabTagHelper : TagHelper
{
    public required string Href { get; set; }

    public bool Current { get; set; }

    public long? Count { get; set; }

    /// <summary>The name of a counter of the frame; then the number follows it.</summary>
    public string? Live { get; set; }

    /// <summary>Where counting stops: "über 500".</summary>
    public long UpTo { get; set; } = long.MaxValue;

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var text = await output.GetChildContentAsync();
        output.TagName = "a";
        output.Attributes.SetAttribute("class", "u-tab");
        output.Attributes.SetAttribute("href", Href);
        if (Current)
            output.Attributes.SetAttribute("aria-current", "page");
        output.Content.SetHtmlContent(text);
        if (Count is { } count)
            output.Content.AppendHtml(Counter(Show.Count(count, UpTo)));
    }

    private TagBuilder Counter(string text)
    {
        var counter = KernField.Span("u-count", "");
        if (Live is not null)
            counter.Attributes["data-count"] = Live;
        var number = new TagBuilder("span");
        number.InnerHtml.Append(text);
        counter.InnerHtml.AppendHtml(number);
        return counter;
    }
}

/// <summary>The next part of a list. Lists go on by cursor: nobody needs page 17, everybody needs "more".</summary>
[HtmlTargetElement("u-more", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class MoreTagHelper : TagHelper
{
    [HtmlAttributeNotBound, ViewContext]
    public required ViewContext ViewContext { get; set; }

    /// <summary>Cursor of the next part; null when this is the last.</summary>
    public string? Next { get; set; }

    /// <summary>Whether this part follows others.</summary>
    public bool Continued { get; set; }

    /// <summary>Name of the cursor in the address.</summary>
    public string Parameter { get; set; } = "after";

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        // Razor hands an attribute without value over as an empty text.
        var next = string.IsNullOrEmpty(Next) ? null : Next;
        if (next is null && !Continued)
        {
            output.SuppressOutput();
            return;
        }
        output.TagName = "nav";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "u-more");
        output.Attributes.SetAttribute("aria-label", Language.T("Weitere Einträge", "More entries"));
        if (Continued)
            output.Content.AppendHtml(Link(null, Language.T("Zum Anfang", "Back to the start"), "back", iconFirst: true));
        if (next is not null)
            output.Content.AppendHtml(Link(next, Language.T("Weitere anzeigen", "Show more"), "forward", iconFirst: false));
    }

    private TagBuilder Link(string? cursor, string text, string icon, bool iconFirst)
    {
        var request = ViewContext.HttpContext.Request;
        var query = QueryString.Empty;
        foreach (var (name, values) in request.Query)
        {
            if (name != Parameter)
                foreach (var value in values)
                    query = query.Add(name, value ?? "");
        }
        if (cursor is not null)
            query = query.Add(Parameter, cursor);
        var link = new TagBuilder("a");
        link.AddCssClass("kern-btn kern-btn--secondary u-btn--small");
        link.Attributes["href"] = request.Path + query;
        if (iconFirst)
            link.InnerHtml.AppendHtml(Icons.Draw(icon, "small"));
        link.InnerHtml.AppendHtml(KernField.Span("kern-label", text));
        if (!iconFirst)
            link.InnerHtml.AppendHtml(Icons.Draw(icon, "small"));
        return link;
    }
}
