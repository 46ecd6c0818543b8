using System.Globalization;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Umlauf.Web.TagHelpers;

/// <summary>A date in figures and in words: "Mo, 23.11.2026 (in 3 Tagen)".</summary>
[HtmlTargetElement("u-date", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class DateTagHelper(TimeProvider clock) : TagHelper
{
    public DateOnly? Day { get; set; }

    public DateTimeOffset? At { get; set; }

    /// <summary>Shows the time of day instead of the distance.</summary>
    public bool WithTime { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var day = Day ?? (At is { } at ? Moments.DayOf(at) : throw new InvalidOperationException("u-date needs day or at"));
        output.TagName = "time";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute(
            "datetime",
            At is { } instant ? instant.ToString("O", CultureInfo.InvariantCulture) : day.ToString("O", CultureInfo.InvariantCulture)
        );
        output.Content.SetContent(
            WithTime && At is { } moment ? Moments.DateAndTime(moment) : Moments.DateInWords(day, Moments.DayOf(clock.GetUtcNow()))
        );
    }
}

/// <summary>How long something has been waiting: "seit 3 Tagen"; the exact time is in the tooltip.</summary>
[HtmlTargetElement("u-age", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class AgeTagHelper(TimeProvider clock) : TagHelper
{
    public required DateTimeOffset Since { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "time";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("datetime", Since.ToString("O", CultureInfo.InvariantCulture));
        output.Attributes.SetAttribute("title", Moments.DateAndTime(Since));
        output.Content.SetContent(Moments.Age(Since, clock.GetUtcNow()));
    }
}

/// <summary>A size: "75 kB".</summary>
[HtmlTargetElement("u-bytes", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class BytesTagHelper : TagHelper
{
    public required long Count { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        output.Content.SetContent(Moments.Bytes(Count));
    }
}
