using System.Globalization;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Umlauf.Web.TagHelpers;

/// <summary>An icon: <c>&lt;u-icon name="tray"&gt;</c>.</summary>
[HtmlTargetElement("u-icon", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class IconTagHelper : TagHelper
{
    public required string Name { get; set; }

    /// <summary><c>small</c> or <c>large</c>.</summary>
    public string? Size { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        output.Content.SetHtmlContent(Icons.Draw(Name, Size));
    }
}

/// <summary>A button, or with <c>href</c> a link that looks like one.</summary>
[HtmlTargetElement("kern-button")]
public sealed class KernButtonTagHelper : TagHelper
{
    /// <summary><c>primary</c> once on a page, else <c>secondary</c> or <c>tertiary</c>.</summary>
    public string Kind { get; set; } = "secondary";

    public string? Icon { get; set; }

    public string? Href { get; set; }

    /// <summary>Key of the keyboard map that presses it; shown beside the label.</summary>
    public string? Key { get; set; }

    public bool Small { get; set; }

    /// <summary>Shows the icon only; the text stays for screen readers and as a tooltip.</summary>
    public bool IconOnly { get; set; }

    public bool Danger { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var text = await output.GetChildContentAsync();
        output.TagName = Href is null ? "button" : "a";
        output.TagMode = TagMode.StartTagAndEndTag;
        var css =
            $"kern-btn kern-btn--{Kind}{(Small ? " u-btn--small" : "")}{(Danger ? " u-btn--danger" : "")}{(IconOnly ? " u-btn--icon" : "")}";
        output.Attributes.SetAttribute("class", $"{css} {output.Attributes["class"]?.Value}".TrimEnd());
        if (Href is not null)
            output.Attributes.SetAttribute("href", Href);
        else if (!output.Attributes.ContainsName("type"))
            output.Attributes.SetAttribute("type", "submit");
        if (Key is { } key)
        {
            output.Attributes.SetAttribute("data-key", key);
            output.Attributes.SetAttribute("aria-keyshortcuts", key);
        }
        if (IconOnly)
            output.Attributes.SetAttribute("title", text.GetContent().Trim());
        output.Content.Clear();
        if (Icon is { } icon)
            output.Content.AppendHtml(Icons.Draw(icon, "small"));
        var label = new TagBuilder("span");
        label.AddCssClass(IconOnly ? "kern-sr-only" : "kern-label");
        label.InnerHtml.AppendHtml(text);
        output.Content.AppendHtml(label);
        if (Key is not null && !IconOnly)
        {
            var hint = KernField.Text("kbd", "u-key", null, Key);
            hint.Attributes["aria-hidden"] = "true";
            output.Content.AppendHtml(hint);
        }
    }
}

/// <summary>A message with weight: <c>info</c>, <c>success</c>, <c>warning</c> or <c>danger</c>.</summary>
[HtmlTargetElement("kern-alert")]
public sealed class KernAlertTagHelper : TagHelper
{
    public string Kind { get; set; } = "info";

    public required string Title { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var body = await output.GetChildContentAsync();
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", $"kern-alert kern-alert--{Kind} {output.Attributes["class"]?.Value}".TrimEnd());
        if (!output.Attributes.ContainsName("role"))
            output.Attributes.SetAttribute("role", Kind is "danger" or "warning" ? "alert" : "status");
        var header = new TagBuilder("div");
        header.AddCssClass("kern-alert__header");
        var icon = new TagBuilder("span");
        icon.AddCssClass($"kern-icon kern-icon--{Kind}");
        icon.Attributes["aria-hidden"] = "true";
        header.InnerHtml.AppendHtml(icon).AppendHtml(KernField.Span("kern-title", Title));
        output.Content.SetHtmlContent(header);
        if (!body.IsEmptyOrWhiteSpace)
        {
            var inner = new TagBuilder("div");
            inner.AddCssClass("kern-alert__body");
            inner.InnerHtml.AppendHtml(body);
            output.Content.AppendHtml(inner);
        }
    }
}

/// <summary>A state in one or two words; the icon says it a second time, so colour is never alone.</summary>
[HtmlTargetElement("kern-badge")]
public sealed class KernBadgeTagHelper : TagHelper
{
    /// <summary><c>neutral</c>, <c>info</c>, <c>success</c>, <c>warning</c> or <c>danger</c>.</summary>
    public string Kind { get; set; } = "neutral";

    public string? Icon { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var text = await output.GetChildContentAsync();
        output.TagName = "span";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", $"u-badge u-badge--{Kind} {output.Attributes["class"]?.Value}".TrimEnd());
        var icon =
            Icon
            ?? Kind switch
            {
                "success" => "check",
                "warning" or "danger" => "alert",
                _ => null,
            };
        output.Content.Clear();
        if (icon is not null)
            output.Content.AppendHtml(Icons.Draw(icon, "small"));
        output.Content.AppendHtml(text);
    }
}

/// <summary>A table with a caption that scrolls sideways in its own frame on small screens.</summary>
[HtmlTargetElement("kern-table")]
public sealed class KernTableTagHelper : TagHelper
{
    public required string Caption { get; set; }

    /// <summary>Leaves the caption to screen readers where a heading says it already.</summary>
    public bool CaptionHidden { get; set; } = true;

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var rows = await output.GetChildContentAsync();
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", $"kern-table-responsive u-scroll {output.Attributes["class"]?.Value}".TrimEnd());
        output.Attributes.SetAttribute("role", "region");
        output.Attributes.SetAttribute("aria-label", Caption);
        output.Attributes.SetAttribute("tabindex", "0");
        var table = new TagBuilder("table");
        table.AddCssClass("kern-table kern-table--small u-table");
        table.InnerHtml.AppendHtml(KernField.Text("caption", CaptionHidden ? "kern-sr-only" : "kern-title", null, Caption));
        table.InnerHtml.AppendHtml(rows);
        output.Content.SetHtmlContent(table);
    }
}

/// <summary>A panel with a heading: the quiet frame for one group of facts.</summary>
[HtmlTargetElement("kern-summary")]
public sealed class KernSummaryTagHelper : TagHelper
{
    public required string Title { get; set; }

    public string? Icon { get; set; }

    /// <summary>Level of the heading in the outline of the page.</summary>
    public int Level { get; set; } = 2;

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var body = await output.GetChildContentAsync();
        output.TagName = "section";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", $"u-panel {output.Attributes["class"]?.Value}".TrimEnd());
        var heading = new TagBuilder("h" + Level.ToString(CultureInfo.InvariantCulture));
        heading.AddCssClass("u-panel__title");
        if (Icon is { } icon)
            heading.InnerHtml.AppendHtml(Icons.Draw(icon, "small"));
        heading.InnerHtml.Append(Title);
        output.Content.SetHtmlContent(heading);
        output.Content.AppendHtml(body);
    }
}

/// <summary>What will appear here, where there is nothing yet.</summary>
[HtmlTargetElement("empty-state")]
public sealed class EmptyStateTagHelper : TagHelper
{
    public required string Title { get; set; }

    public string Icon { get; set; } = "check";

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var body = await output.GetChildContentAsync();
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "u-empty");
        output.Content.SetHtmlContent(Icons.Draw(Icon, "large"));
        output.Content.AppendHtml(KernField.Text("p", "u-empty__title", null, Title));
        output.Content.AppendHtml(body);
    }
}
