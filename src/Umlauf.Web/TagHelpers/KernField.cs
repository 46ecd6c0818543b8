using System.Globalization;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Umlauf.Web.TagHelpers;

/// <summary>Label, hint, control and error of one form field, tied together for screen readers.</summary>
public abstract class KernField : TagHelper
{
    [HtmlAttributeNotBound, ViewContext]
    public required ViewContext ViewContext { get; set; }

    /// <summary>The property of the page model.</summary>
    public required ModelExpression For { get; set; }

    public required string Label { get; set; }

    public string? Hint { get; set; }

    /// <summary>Says so beside the label. Everything else is required: we ask only what we need.</summary>
    public bool Optional { get; set; }

    /// <summary>Not required, without saying so: filters and search fields.</summary>
    public bool OptionalHidden { get; set; }

    /// <summary>Leaves the label to screen readers, where the place of the field says it to the eye.</summary>
    public bool LabelHidden { get; set; }

    /// <summary>Key of the keyboard map that moves the focus here.</summary>
    public string? Key { get; set; }

    /// <summary>Tells fields of the same name apart, where several forms of a page have one. Only in the form that was sent (<see cref="SentForm"/>) errors and input stand.</summary>
    public string? Within { get; set; }

    /// <summary>The key under which a page says in its view data which of its forms was sent and refused.</summary>
    public const string SentForm = "SentForm";

    private bool Sent => Within is null || ViewContext.ViewData[SentForm] as string == Within;

    protected string Id => TagBuilder.CreateSanitizedId(Within is null ? For.Name : $"{Within}-{For.Name}", "-");

    protected string Value =>
        !Sent ? ""
        : ViewContext.ModelState.TryGetValue(For.Name, out var state) && state.AttemptedValue is { } attempted ? attempted
        // A date field understands only this form, whatever the language of the page.
        : For.Model is DateOnly day ? day.ToString("O", CultureInfo.InvariantCulture)
        : Convert.ToString(For.Model, CultureInfo.InvariantCulture) ?? "";

    protected IReadOnlyList<string> Errors =>
        Sent && ViewContext.ModelState.TryGetValue(For.Name, out var state) ? [.. state.Errors.Select(error => error.ErrorMessage)] : [];

    protected abstract IHtmlContent Control();

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute(
            "class",
            $"kern-form-input{(Errors.Count > 0 ? " kern-form-input--error" : "")} {output.Attributes["class"]?.Value}".TrimEnd()
        );

        var label = new TagBuilder("label");
        label.AddCssClass(LabelHidden ? "kern-label kern-sr-only" : "kern-label");
        label.Attributes["for"] = Id;
        label.InnerHtml.Append(Label);
        if (Optional)
            label.InnerHtml.AppendHtml(Span("kern-label__optional", Language.T("– freiwillig", "– optional")));
        output.Content.AppendHtml(label);
        if (Hint is { } hint)
            output.Content.AppendHtml(Text("div", "kern-hint", Id + "-hint", hint));
        output.Content.AppendHtml(Control());
        if (Errors.Count > 0)
        {
            var error = new TagBuilder("p");
            error.AddCssClass("kern-error");
            error.Attributes["id"] = Id + "-error";
            error.InnerHtml.AppendHtml(Icons.Draw("alert", "small")).AppendHtml(Span("kern-body", string.Join(" ", Errors)));
            output.Content.AppendHtml(error);
        }
    }

    /// <summary>What every control carries: its name, its identity and the texts that describe it.</summary>
    protected TagBuilder Named(string tag, string cssClass)
    {
        var control = new TagBuilder(tag);
        control.AddCssClass(cssClass);
        if (Errors.Count > 0)
        {
            control.AddCssClass(cssClass + "--error");
            control.Attributes["aria-invalid"] = "true";
        }
        control.Attributes["id"] = Id;
        control.Attributes["name"] = For.Name;
        var described = string.Join(
            ' ',
            new[] { Hint is null ? null : Id + "-hint", Errors.Count > 0 ? Id + "-error" : null }.OfType<string>()
        );
        if (described.Length > 0)
            control.Attributes["aria-describedby"] = described;
        if (!Optional && !OptionalHidden)
            control.Attributes["required"] = "required";
        if (Key is { } key)
            control.Attributes["data-key"] = key;
        return control;
    }

    internal static TagBuilder Span(string cssClass, string text) => Text("span", cssClass, null, text);

    internal static TagBuilder Text(string tag, string cssClass, string? id, string text)
    {
        var element = new TagBuilder(tag);
        element.AddCssClass(cssClass);
        if (id is not null)
            element.Attributes["id"] = id;
        element.InnerHtml.Append(text);
        return element;
    }
}

/// <summary>One line of text: <c>&lt;kern-input for="Name" label="…"&gt;</c>.</summary>
public sealed class KernInputTagHelper : KernField
{
    public string Type { get; set; } = "text";

    public string? Autocomplete { get; set; }

    public string? Inputmode { get; set; }

    public string? Placeholder { get; set; }

    public int? Maxlength { get; set; }

    /// <summary>The id of a datalist with suggestions.</summary>
    public string? List { get; set; }

    public bool Autofocus { get; set; }

    protected override IHtmlContent Control()
    {
        var input = Named("input", "kern-form-input__input");
        input.TagRenderMode = TagRenderMode.SelfClosing;
        input.Attributes["type"] = Type;
        // A password is never written back into a page.
        if (Type is not ("password" or "file"))
            input.Attributes["value"] = Value;
        if (Autocomplete is not null)
            input.Attributes["autocomplete"] = Autocomplete;
        if (Inputmode is not null)
            input.Attributes["inputmode"] = Inputmode;
        if (Placeholder is not null)
            input.Attributes["placeholder"] = Placeholder;
        if (Maxlength is { } max)
            input.Attributes["maxlength"] = max.ToString(CultureInfo.InvariantCulture);
        if (List is not null)
            input.Attributes["list"] = List;
        if (Autofocus)
            input.Attributes["autofocus"] = "autofocus";
        return input;
    }
}

/// <summary>Several lines of text.</summary>
public sealed class KernTextareaTagHelper : KernField
{
    public int Rows { get; set; } = 4;

    public int? Maxlength { get; set; }

    protected override IHtmlContent Control()
    {
        var area = Named("textarea", "kern-form-input__input");
        area.Attributes["rows"] = Rows.ToString(CultureInfo.InvariantCulture);
        if (Maxlength is { } max)
            area.Attributes["maxlength"] = max.ToString(CultureInfo.InvariantCulture);
        area.InnerHtml.Append(Value);
        return area;
    }
}

/// <summary>One of several.</summary>
public sealed class KernSelectTagHelper : KernField
{
    public required IEnumerable<SelectListItem> Items { get; set; }

    /// <summary>Sends the form as soon as something else is chosen. Without script the button beside it does.</summary>
    public bool Autosubmit { get; set; }

    protected override IHtmlContent Control()
    {
        var select = Named("select", "kern-form-input__select");
        if (Autosubmit)
            select.Attributes["data-autosubmit"] = "";
        foreach (var item in Items)
        {
            var option = new TagBuilder("option");
            option.Attributes["value"] = item.Value;
            if (item.Selected || item.Value == Value)
                option.Attributes["selected"] = "selected";
            if (item.Disabled)
                option.Attributes["disabled"] = "disabled";
            option.InnerHtml.Append(item.Text);
            select.InnerHtml.AppendHtml(option);
        }
        var wrapper = new TagBuilder("div");
        wrapper.AddCssClass("kern-form-input__select-wrapper");
        wrapper.InnerHtml.AppendHtml(select);
        return wrapper;
    }
}

/// <summary>Files to take in: drop, paste or choose. Without script it is the browser's own control.</summary>
public sealed class KernUploadTagHelper : KernField
{
    public string? Accept { get; set; }

    public bool Multiple { get; set; }

    protected override IHtmlContent Control()
    {
        var input = Named("input", "kern-form-input__input");
        input.TagRenderMode = TagRenderMode.SelfClosing;
        input.Attributes["type"] = "file";
        if (Accept is not null)
            input.Attributes["accept"] = Accept;
        if (Multiple)
            input.Attributes["multiple"] = "multiple";
        var zone = new TagBuilder("div");
        zone.AddCssClass("u-drop");
        zone.Attributes["data-drop"] = "";
        zone.InnerHtml.AppendHtml(Icons.Draw("upload", "large")).AppendHtml(input);
        zone.InnerHtml.AppendHtml(
            Span("u-drop__names", Language.T("Dateien hierher ziehen, einfügen oder auswählen", "Drop, paste or choose files"))
        );
        return zone;
    }
}

/// <summary>Yes or no.</summary>
[HtmlTargetElement("kern-checkbox")]
public sealed class KernCheckboxTagHelper : TagHelper
{
    public required ModelExpression For { get; set; }

    public required string Label { get; set; }

    public string? Hint { get; set; }

    /// <summary>The value that is sent; several boxes with one name make a list.</summary>
    public string Value { get; set; } = "true";

    public bool? Checked { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var id = TagBuilder.CreateSanitizedId(Value == "true" ? For.Name : $"{For.Name}-{Value}", "-");
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "kern-form-check");
        var box = new TagBuilder("input") { TagRenderMode = TagRenderMode.SelfClosing };
        box.AddCssClass("kern-form-check__checkbox");
        box.Attributes["type"] = "checkbox";
        box.Attributes["id"] = id;
        box.Attributes["name"] = For.Name;
        box.Attributes["value"] = Value;
        if (Checked ?? For.Model is true)
            box.Attributes["checked"] = "checked";
        if (Hint is not null)
            box.Attributes["aria-describedby"] = id + "-hint";
        var label = KernField.Text("label", "kern-label", null, Label);
        label.Attributes["for"] = id;
        output.Content.AppendHtml(box).AppendHtml(label);
        if (Hint is not null)
            output.Content.AppendHtml(KernField.Text("div", "kern-hint", id + "-hint", Hint));
    }
}
