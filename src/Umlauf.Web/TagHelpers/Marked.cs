using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Umlauf.Records;

namespace Umlauf.Web.TagHelpers;

/// <summary>Text with the words that were found marked; a word that matched in part says so.</summary>
[HtmlTargetElement("u-marked", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class MarkedTagHelper : TagHelper
{
    public required IReadOnlyList<SearchMark> Words { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        foreach (var word in Words)
        {
            if (word.Match is null)
            {
                output.Content.Append(word.Text);
                continue;
            }
            var mark = new TagBuilder("mark");
            if (word.Match == SearchMatch.PartOfWord)
                mark.Attributes["title"] = Language.T("als Wortteil gefunden", "found as a part of the word");
            else if (word.Match == SearchMatch.Apart)
                mark.Attributes["title"] = Language.T("Teil des gesuchten Wortes", "part of the word that you asked for");
            mark.InnerHtml.Append(word.Text);
            output.Content.AppendHtml(mark);
        }
    }
}
