using System.Globalization;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Umlauf.Web.TagHelpers;

/// <summary>
/// A field that stands in no model, because there is any number of them: <c>&lt;named-field name="t5.frist" label="…"&gt;</c>.
/// With <c>type="select"</c> the content is its options. Looks and reads like the other fields.
/// </summary>
[HtmlTargetElement("named-field")]
public sealed class NamedFieldTagHelper : TagHelper
{
    public required string Name { get; set; }

    public required string Label { get; set; }

    public string Value { get; set; } = "";

    /// <summary>A type of <c>input</c>, <c>select</c> or <c>textarea</c>.</summary>
    public string Type { get; set; } = "text";

    public string? Hint { get; set; }

    /// <summary>What is wrong with what was typed; empty where nothing is.</summary>
    public string? Fault
    {
        get;
        set => field = string.IsNullOrEmpty(value) ? null : value;
    }

    public string? Inputmode { get; set; }

    public int? Maxlength { get; set; }

    public bool Autofocus { get; set; }

    /// <summary>Where several fields have one name.</summary>
    public string? Id { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var id = Id ?? TagBuilder.CreateSanitizedId(Name, "-");
        var options = await output.GetChildContentAsync();
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute(
            "class",
            $"kern-form-input{(Fault is null ? "" : " kern-form-input--error")} {output.Attributes["class"]?.Value}".TrimEnd()
        );
        var label = KernField.Text("label", "kern-label", null, Label);
        label.Attributes["for"] = id;
        output.Content.SetHtmlContent(label);
        if (Hint is { } hint)
            output.Content.AppendHtml(KernField.Text("div", "kern-hint", id + "-hint", hint));
        output.Content.AppendHtml(Control(id, options));
        if (Fault is not { } fault)
            return;
        var error = new TagBuilder("p");
        error.AddCssClass("kern-error");
        error.Attributes["id"] = id + "-error";
        error.InnerHtml.AppendHtml(Icons.Draw("alert", "small")).AppendHtml(KernField.Span("kern-body", fault));
        output.Content.AppendHtml(error);
    }

    private TagBuilder Control(string id, TagHelperContent options)
    {
        var control = new TagBuilder(Type is "select" or "textarea" ? Type : "input");
        var css = Type == "select" ? "kern-form-input__select" : "kern-form-input__input";
        control.AddCssClass(css);
        control.Attributes["id"] = id;
        control.Attributes["name"] = Name;
        var described = string.Join(
            ' ',
            new[] { Hint is null ? null : id + "-hint", Fault is null ? null : id + "-error" }.OfType<string>()
        );
        if (described.Length > 0)
            control.Attributes["aria-describedby"] = described;
        if (Fault is not null)
        {
            control.AddCssClass(css + "--error");
            control.Attributes["aria-invalid"] = "true";
        }
        if (Autofocus)
            control.Attributes["autofocus"] = "autofocus";
        if (Maxlength is { } max)
            control.Attributes["maxlength"] = max.ToString(CultureInfo.InvariantCulture);
        if (Inputmode is not null)
            control.Attributes["inputmode"] = Inputmode;
        if (Type == "select")
        {
            control.InnerHtml.AppendHtml(options);
            var wrapper = new TagBuilder("div");
            wrapper.AddCssClass("kern-form-input__select-wrapper");
            wrapper.InnerHtml.AppendHtml(control);
            return wrapper;
        }
        if (Type == "textarea")
        {
            control.Attributes["rows"] = "3";
            control.InnerHtml.Append(Value);
            return control;
        }
        control.TagRenderMode = TagRenderMode.SelfClosing;
        control.Attributes["type"] = Type;
        control.Attributes["value"] = Value;
        return control;
    }
}
