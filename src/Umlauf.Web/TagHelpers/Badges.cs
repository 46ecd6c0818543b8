using Microsoft.AspNetCore.Razor.TagHelpers;
using Umlauf.Identity;
using Umlauf.Records;
using Umlauf.Web.Hosting;

namespace Umlauf.Web.TagHelpers;

/// <summary>Where a matter stands.</summary>
[HtmlTargetElement("state-badge", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class StateBadgeTagHelper : TagHelper
{
    public required MatterState Of { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var kind = Of == MatterState.Open ? "info" : "neutral";
        output.TagName = "span";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "u-badge u-badge--" + kind);
        output.Content.SetContent(Show.State(Of));
    }
}

/// <summary>How far a record is open; says nothing where it is open to its office as usual.</summary>
[HtmlTargetElement("level-badge", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class LevelBadgeTagHelper : TagHelper
{
    public required Confidentiality Of { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (Of == Confidentiality.Normal)
        {
            output.SuppressOutput();
            return;
        }
        output.TagName = "span";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "u-badge u-badge--warning");
        output.Content.SetHtmlContent(Icons.Draw("lock", "small"));
        output.Content.Append(Show.Level(Of));
    }
}

/// <summary>Says beside a name that the person is away, until when, and who acts; says nothing where the person is there.</summary>
[HtmlTargetElement("away-badge", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class AwayBadgeTagHelper(Names names) : TagHelper
{
    public required StaffMemberId Of { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (names.Away(Of) is not { } words)
        {
            output.SuppressOutput();
            return;
        }
        output.TagName = "span";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "u-badge u-badge--warning");
        output.Content.SetHtmlContent(Icons.Draw("calendar", "small"));
        output.Content.Append(words);
    }
}

/// <summary>A due date with its urgency in words: overdue, today, soon.</summary>
[HtmlTargetElement("due-badge", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class DueBadgeTagHelper(TimeProvider clock) : TagHelper
{
    public DateOnly? On { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (On is not { } day)
        {
            output.SuppressOutput();
            return;
        }
        var today = Moments.DayOf(clock.GetUtcNow());
        var left = day.DayNumber - today.DayNumber;
        output.TagName = "span";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute(
            "class",
            "u-badge u-badge--"
                + (
                    left < 0 ? "danger"
                    : left < 3 ? "warning"
                    : "neutral"
                )
        );
        output.Content.SetHtmlContent(Icons.Draw(left < 0 ? "alert" : "calendar", "small"));
        output.Content.Append(
            left < 0
                ? Language.T($"überfällig seit {Moments.Date(day)}", $"overdue since {Moments.Date(day)}")
                : Moments.DateInWords(day, today)
        );
    }
}
