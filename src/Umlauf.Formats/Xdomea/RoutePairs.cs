using System.Text;

namespace Umlauf.Formats.Xdomea;

/// <summary>Pairs of a route line (Angaben einer Umlaufzeile). A value with <c>;</c>, quotes, line ends or outer blanks stands in quotes.</summary>
internal static class RoutePairs
{
    private const int LongestKey = 100;

    public static string Join(IEnumerable<RouteKey> pairs) => string.Join("; ", pairs.Select(pair => $"{pair.Key}={Quoted(pair.Value)}"));

    /// <summary>The pairs, or null where the text is not a list of them.</summary>
    public static List<RouteKey>? Split(string text)
    {
        var pairs = new List<RouteKey>();
        var at = 0;
        while (true)
        {
            while (at < text.Length && text[at] == ' ')
                at++;
            var equals = text.IndexOf('=', at);
            if (equals < 0 || !IsKey(text.AsSpan(at, equals - at)))
                return null;
            var key = text[at..equals];
            at = equals + 1;
            if (Value(text, ref at) is not { } value)
                return null;
            pairs.Add(new(key, value));
            if (at == text.Length)
                return pairs;
            // Value() stops at the semicolon or at the end.
            at++;
        }
    }

    private static bool IsKey(ReadOnlySpan<char> key)
    {
        if (key.Length is 0 or > LongestKey || key[0] == ' ' || key[^1] == ' ')
            return false;
        foreach (var sign in key)
            if (!char.IsLetterOrDigit(sign) && sign is not (' ' or '.'))
                return false;
        return true;
    }

    private static string? Value(string text, ref int at)
    {
        if (at >= text.Length || text[at] != '"')
        {
            var end = text.IndexOf(';', at) is var semicolon and >= 0 ? semicolon : text.Length;
            var plain = text[at..end].Trim(' ');
            at = end;
            return plain.Contains('"') ? null : plain;
        }
        var value = new StringBuilder();
        for (at++; at < text.Length; at++)
        {
            if (text[at] == '"')
            {
                at++;
                while (at < text.Length && text[at] == ' ')
                    at++;
                return at == text.Length || text[at] == ';' ? value.ToString() : null;
            }
            if (text[at] != '\\')
                value.Append(text[at]);
            else if (++at < text.Length && Escaped(text[at]) is { } sign)
                value.Append(sign);
            else
                return null;
        }
        return null;
    }

    private static char? Escaped(char sign) =>
        sign switch
        {
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            '"' or '\\' => sign,
            _ => null,
        };

    private static string Quoted(string value)
    {
        var plain = value.Length > 0 && value[0] != ' ' && value[^1] != ' ' && value.AsSpan().IndexOfAny(";\"\n\r\t") < 0;
        if (plain)
            return value;
        var text = new StringBuilder("\"");
        foreach (var sign in value)
            text.Append(
                sign switch
                {
                    '\n' => "\\n",
                    '\r' => "\\r",
                    '\t' => "\\t",
                    '"' => "\\\"",
                    '\\' => "\\\\",
                    _ => sign.ToString(),
                }
            );
        return text.Append('"').ToString();
    }
}
