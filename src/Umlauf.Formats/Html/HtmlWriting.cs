using System.Text;
using AngleSharp.Dom;

namespace Umlauf.Formats.Html;

/// <summary>Writes a cleaned tree as HTML. The library's own way takes quadratic time for thousands of siblings.</summary>
internal static class HtmlWriting
{
    private const int Deepest = 1_000;

    /// <summary>Writes what is inside an element.</summary>
    public static string Inner(IElement element)
    {
        var html = new StringBuilder();
        Children(html, element, 0);
        return html.ToString().Trim();
    }

    private static void Children(StringBuilder html, INode parent, int depth)
    {
        if (depth > Deepest)
            return;
        foreach (var node in parent.ChildNodes)
        {
            if (node is IText text)
                Escape(html, text.Data, inAttribute: false);
            else if (node is IElement element)
                Element(html, element, depth);
        }
    }

    private static void Element(StringBuilder html, IElement element, int depth)
    {
        var name = element.LocalName;
        html.Append('<').Append(name);
        foreach (var attribute in element.Attributes)
        {
            html.Append(' ').Append(attribute.Name).Append("=\"");
            Escape(html, attribute.Value, inAttribute: true);
            html.Append('"');
        }
        html.Append('>');
        if (name is "br" or "hr" or "col")
            return;
        Children(html, element, depth + 1);
        html.Append("</").Append(name).Append('>');
    }

    private static void Escape(StringBuilder html, string text, bool inAttribute)
    {
        foreach (var c in text)
        {
            switch (c)
            {
                case '&':
                    html.Append("&amp;");
                    break;
                case '<':
                    html.Append("&lt;");
                    break;
                case '>':
                    html.Append("&gt;");
                    break;
                case '"' when inAttribute:
                    html.Append("&quot;");
                    break;
                case '\u00A0':
                    html.Append("&nbsp;");
                    break;
                default:
                    html.Append(c);
                    break;
            }
        }
    }
}
