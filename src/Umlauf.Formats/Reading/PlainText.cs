using System.Buffers;
using System.Globalization;
using System.Text;

namespace Umlauf.Formats.Reading;

/// <summary>Makes foreign text harmless: in one line for headers, in NFC and without control characters for bodies.</summary>
public static class PlainText
{
    // Control characters but tab and line feed; NEL; soft hyphens and blanks without width; direction marks and overrides that let a name or subject read differently than it is.
    private static readonly SearchValues<char> Unwanted = SearchValues.Create([
        .. Enumerable.Range(0, 32).Where(c => c is not ('\t' or '\n')).Select(c => (char)c),
        .. Enumerable.Range(0x7F, 33).Select(c => (char)c),
        '\u00AD',
        '\u200B',
        '\u2060',
        '\u200E',
        '\u200F',
        .. Enumerable.Range(0x2028, 7).Select(c => (char)c),
        .. Enumerable.Range(0x2066, 4).Select(c => (char)c),
        '\uFEFF',
        '\uFFFE',
        '\uFFFF',
    ]);

    private static readonly SearchValues<char> LineBreaks = SearchValues.Create("\r\n\t\v\f\u0085\u2028\u2029");

    /// <summary>Makes one line of at most <paramref name="longest"/> characters that cannot break out of a header.</summary>
    /// <param name="text">Foreign text.</param>
    /// <param name="longest">The most characters kept.</param>
    /// <returns>The line in NFC, trimmed.</returns>
    public static string Line(string? text, int longest = 2_000)
    {
        if (string.IsNullOrEmpty(text))
            return "";
        var span = text.AsSpan();
        if (!span.ContainsAny(Unwanted) && !span.ContainsAny(LineBreaks) && span.Length <= longest)
            return Nfc(text.Trim());
        var line = new StringBuilder(Math.Min(span.Length, longest));
        var broken = false;
        foreach (var c in span)
        {
            if (line.Length >= longest)
                break;
            // A folded line counts as one blank, whatever it was folded with.
            if (LineBreaks.Contains(c) || (c == ' ' && broken))
            {
                broken = true;
                if (line.Length > 0 && line[^1] != ' ')
                    line.Append(' ');
                continue;
            }
            broken = false;
            if (Unwanted.Contains(c))
                continue;
            line.Append(c);
        }
        if (line.Length > 0 && char.IsHighSurrogate(line[^1]))
            line.Length--;
        return Nfc(line.ToString().Trim());
    }

    /// <summary>Makes a body: line feeds only, no control characters, NFC, at most <paramref name="longest"/> characters.</summary>
    /// <param name="text">Foreign text.</param>
    /// <param name="longest">The most characters kept.</param>
    /// <returns>The text, trimmed at its ends.</returns>
    public static string Body(string text, int longest)
    {
        var span = text.AsSpan();
        if (span.Length > longest)
            span = span[..(char.IsHighSurrogate(span[longest - 1]) ? longest - 1 : longest)];
        span = span.Trim();
        if (!span.ContainsAny(Unwanted))
            return Nfc(span.Length == text.Length ? text : span.ToString());
        var body = new StringBuilder(span.Length);
        while (span.Length > 0)
        {
            var at = span.IndexOfAny(Unwanted);
            if (at < 0)
            {
                body.Append(span);
                break;
            }
            body.Append(span[..at]);
            var c = span[at];
            var skip = 1;
            if (c is '\r' or '\u0085' or '\u2028' or '\u2029')
            {
                body.Append('\n');
                if (c == '\r' && at + 1 < span.Length && span[at + 1] == '\n')
                    skip = 2;
            }
            // A soft hyphen inside a line is not part of the word; at its end it shows as a hyphen.
            else if (c == '\u00AD')
                body.Append(at + 1 < span.Length && span[at + 1] is '\n' or '\r' ? "-" : "");
            else if (c is '\f' or '\v')
                body.Append('\n');
            span = span[(at + skip)..];
        }
        return Nfc(body.ToString());
    }

    /// <summary>Normalises to NFC; text with unpaired surrogates is repaired first.</summary>
    /// <param name="text">Any text.</param>
    /// <returns>The text in NFC.</returns>
    public static string Nfc(string text)
    {
        if (Ascii.IsValid(text))
            return text;
        try
        {
            return text.IsNormalized() ? text : text.Normalize();
        }
        catch (ArgumentException)
        {
            var repaired = new StringBuilder(text.Length);
            foreach (var rune in text.EnumerateRunes())
                repaired.Append(rune.ToString());
            return repaired.ToString().Normalize();
        }
    }

    /// <summary>True if the character neither shows nor separates and must not stand in names or subjects.</summary>
    /// <param name="c">The character.</param>
    /// <returns>Whether it is dropped.</returns>
    internal static bool IsHidden(char c) => Unwanted.Contains(c) || CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.Control;
}
