using System.Collections.Frozen;
using System.Text;

namespace Umlauf.Formats.Html;

/// <summary>Keeps of an inline style what makes text readable: colour, weight, alignment, spacing; nothing that loads, moves or covers.</summary>
internal static class StyleFilter
{
    private const int Longest = 2_000;

    private static readonly FrozenSet<string> Properties = new[]
    {
        "color",
        "background-color",
        "font-weight",
        "font-style",
        "font-size",
        "text-align",
        "text-decoration",
        "vertical-align",
        "border",
        "border-collapse",
        "border-top",
        "border-bottom",
        "border-left",
        "border-right",
        "padding",
        "padding-left",
        "padding-top",
        "padding-right",
        "padding-bottom",
        "margin",
        "margin-left",
        "margin-top",
        "margin-bottom",
        "margin-right",
        "width",
        "white-space",
        "list-style-type",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Filters one style attribute.</summary>
    public static string Keep(string style)
    {
        if (style.Length > Longest)
            return "";
        var kept = new StringBuilder();
        foreach (var range in style.AsSpan().Split(';'))
        {
            var rule = style.AsSpan()[range];
            var colon = rule.IndexOf(':');
            if (colon <= 0)
                continue;
            var name = rule[..colon].Trim();
            var value = rule[(colon + 1)..].Trim();
            if (
                value.IsEmpty
                || value.Length > 100
                || !Properties.GetAlternateLookup<ReadOnlySpan<char>>().Contains(name)
                || !IsPlain(value)
            )
                continue;
            kept.Append(name).Append(':').Append(value).Append(';');
        }
        return kept.ToString();
    }

    // Letters, digits, colours and lengths; brackets only as rgb(...).
    private static bool IsPlain(ReadOnlySpan<char> value)
    {
        foreach (var c in value)
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('#' or '%' or '.' or ',' or ' ' or '-' or '(' or ')' or '!'))
                return false;
        var bracket = value.IndexOf('(');
        return bracket < 0
            || value.StartsWith("rgb(", StringComparison.OrdinalIgnoreCase) && value.Count('(') == 1
            || value.StartsWith("rgba(", StringComparison.OrdinalIgnoreCase) && value.Count('(') == 1;
    }
}
