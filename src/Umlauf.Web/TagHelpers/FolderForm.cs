using System.Globalization;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Umlauf.Circulation.Engine;
using Umlauf.Web.Pages.Circulation;

namespace Umlauf.Web.TagHelpers;

/// <summary>A form that does something in a folder: carries the command's id and what the person saw, so that it counts once and never blindly.</summary>
[HtmlTargetElement("folder-form")]
public sealed class FolderFormTagHelper(IAntiforgery forgery, TimeProvider clock) : TagHelper
{
    [HtmlAttributeNotBound, ViewContext]
    public required ViewContext ViewContext { get; set; }

    public required FolderPane Pane { get; set; }

    /// <summary>The command's name.</summary>
    public required string Act { get; set; }

    public Station? Station { get; set; }

    public OutcomeKind? Outcome { get; set; }

    public int? Question { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "form";
        output.Attributes.SetAttribute("method", "post");
        output.Attributes.SetAttribute("action", Pane.Address + Pane.Query);
        output.Attributes.SetAttribute("class", $"u-form {output.Attributes["class"]?.Value}".TrimEnd());
        output.Attributes.SetAttribute("data-act", ActForm.NameOf(Act, Station?.Number, Outcome, Question));
        Hide(output, nameof(ActForm.Kind), Act);
        Hide(output, nameof(ActForm.CommandId), Guid.CreateVersion7(clock.GetUtcNow()).ToString());
        Hide(output, nameof(ActForm.Revision), Pane.Folder.Revision.ToString(CultureInfo.InvariantCulture));
        Hide(output, nameof(ActForm.Station), Station?.Number.ToString(CultureInfo.InvariantCulture));
        Hide(output, nameof(ActForm.Outcome), Outcome?.ToString());
        Hide(output, nameof(ActForm.Question), Question?.ToString(CultureInfo.InvariantCulture));
        output.PostContent.AppendHtml(forgery.GetHtml(ViewContext.HttpContext));
    }

    private static void Hide(TagHelperOutput output, string name, string? value)
    {
        if (value is null)
            return;
        var input = new TagBuilder("input") { TagRenderMode = TagRenderMode.SelfClosing };
        input.Attributes["type"] = "hidden";
        input.Attributes["name"] = $"Form.{name}";
        input.Attributes["value"] = value;
        output.PostContent.AppendHtml(input);
    }
}
