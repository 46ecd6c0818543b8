using System.Buffers;
using System.Collections.Frozen;
using System.Net;
using System.Text;

namespace Umlauf.Formats.Html;

/// <summary>Turns HTML into readable plain text in one pass, without building a tree (Text aus HTML).</summary>
public static class HtmlText
{
    private static readonly SearchValues<char> Blanks = SearchValues.Create(" \t\r\n\f\u00A0");

    // Their content is not text for people.
    private static readonly FrozenSet<string> Dropped = new[]
    {
        "script",
        "style",
        "head",
        "template",
        "noembed",
        "xml",
        "svg",
        "math",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> Blocks = new[]
    {
        "p",
        "div",
        "br",
        "tr",
        "table",
        "ul",
        "ol",
        "li",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "blockquote",
        "pre",
        "section",
        "article",
        "header",
        "footer",
        "address",
        "dl",
        "dt",
        "dd",
        "form",
        "fieldset",
        "center",
        "body",
        "caption",
        "option",
        "title",
        "figure",
        "main",
        "nav",
        "aside",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> Formatting = "a b big code em font i nobr s small strike strong tt u"
        .Split(' ')
        .ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> Paragraphs = new[]
    {
        "p",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "blockquote",
        "table",
        "hr",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads the text of an HTML document or fragment.</summary>
    /// <param name="html">The HTML; may be hostile or broken.</param>
    /// <param name="longest">The most characters of HTML that are read.</param>
    /// <returns>The text, with a line for each block, blank lines between paragraphs and tabs between table cells.</returns>
    public static string From(string html, int longest = 4_000_000)
    {
        var rest = html.AsSpan(0, Math.Min(html.Length, longest));
        var text = new TextLines(Math.Min(rest.Length, 1 << 16));
        var dropped = Dropped.GetAlternateLookup<ReadOnlySpan<char>>();
        var blocks = Blocks.GetAlternateLookup<ReadOnlySpan<char>>();
        var paragraphs = Paragraphs.GetAlternateLookup<ReadOnlySpan<char>>();
        var pre = 0;
        var quotes = true;
        var headEnds = true;
        while (rest.Length > 0)
        {
            var open = rest.IndexOf('<');
            if (open != 0)
            {
                var run = open < 0 ? rest : rest[..open];
                text.Append(run, pre > 0);
                rest = rest[run.Length..];
                continue;
            }
            if (rest.StartsWith("<!--", StringComparison.Ordinal))
            {
                var end = rest[4..].IndexOf("-->", StringComparison.Ordinal);
                rest = end < 0 ? [] : rest[(end + 7)..];
                continue;
            }
            var closing = rest.Length > 1 && rest[1] == '/';
            var nameAt = closing ? 2 : 1;
            if (rest.Length <= nameAt || !(char.IsAsciiLetter(rest[nameAt]) || rest[1] is '!' or '?'))
            {
                text.Append(rest[..1], pre > 0);
                rest = rest[1..];
                continue;
            }
            var length = TagLength(rest, ref quotes);
            var tag = rest[..length];
            rest = rest[length..];
            var name = Name(tag[nameAt..]);
            if (!closing && dropped.Contains(name))
            {
                rest = AfterEnd(rest, name, ref headEnds);
                continue;
            }
            if (name.Equals("pre", StringComparison.OrdinalIgnoreCase))
                pre = Math.Max(0, pre + (closing ? -1 : 1));
            if (paragraphs.Contains(name))
                text.Break(2);
            else if (name.Equals("br", StringComparison.OrdinalIgnoreCase))
                text.Line();
            else if (blocks.Contains(name))
                text.Break(1);
            if (closing && (name.Equals("td", StringComparison.OrdinalIgnoreCase) || name.Equals("th", StringComparison.OrdinalIgnoreCase)))
                text.Cell();
            else if (!closing && name.Equals("li", StringComparison.OrdinalIgnoreCase))
                text.Append("- ", keepBlanks: true);
        }
        return text.ToString();
    }

    /// <summary>Measures in one pass what a tree of the document would cost.</summary>
    /// <returns>How deeply elements are nested, and how many copies of open formatting elements a parser may have to make.</returns>
    internal static (int Depth, long Copies) Cost(string html, int longest)
    {
        var rest = html.AsSpan(0, Math.Min(html.Length, longest));
        int depth = 0,
            deepest = 0,
            formatting = 0;
        var copies = 0L;
        var formats = Formatting.GetAlternateLookup<ReadOnlySpan<char>>();
        var quotes = true;
        while (rest.IndexOf('<') is >= 0 and var open)
        {
            rest = rest[open..];
            if (rest.Length < 2)
                break;
            if (rest.StartsWith("<!--", StringComparison.Ordinal))
            {
                var end = rest[4..].IndexOf("-->", StringComparison.Ordinal);
                rest = end < 0 ? [] : rest[(end + 7)..];
                continue;
            }
            if (rest[1] != '/' && !char.IsAsciiLetter(rest[1]))
            {
                rest = rest[1..];
                continue;
            }
            var length = TagLength(rest, ref quotes);
            var closing = rest[1] == '/';
            var name = Name(rest[Math.Min(length, closing ? 2 : 1)..length]);
            // An open formatting element is opened again in every block that follows.
            if (formats.Contains(name))
                formatting = Math.Max(0, formatting + (closing ? -1 : 1));
            else if (!closing)
                copies += formatting;
            if (closing)
                depth = Math.Max(0, depth - 1);
            else if (!IsVoid(name))
                deepest = Math.Max(deepest, ++depth);
            rest = rest[length..];
        }
        return (deepest, copies);
    }

    private static bool IsVoid(ReadOnlySpan<char> name) =>
        name.Length <= 5
        && (
            name.Equals("br", StringComparison.OrdinalIgnoreCase)
            || name.Equals("img", StringComparison.OrdinalIgnoreCase)
            || name.Equals("hr", StringComparison.OrdinalIgnoreCase)
            || name.Equals("meta", StringComparison.OrdinalIgnoreCase)
            || name.Equals("link", StringComparison.OrdinalIgnoreCase)
            || name.Equals("input", StringComparison.OrdinalIgnoreCase)
            || name.Equals("col", StringComparison.OrdinalIgnoreCase)
            || name.Equals("base", StringComparison.OrdinalIgnoreCase)
            || name.Equals("area", StringComparison.OrdinalIgnoreCase)
            || name.Equals("wbr", StringComparison.OrdinalIgnoreCase)
        );

    private static ReadOnlySpan<char> Name(ReadOnlySpan<char> tag)
    {
        var end = 0;
        while (end < tag.Length && (char.IsAsciiLetterOrDigit(tag[end]) || tag[end] is ':' or '-'))
            end++;
        return tag[..end];
    }

    // A quote that is never closed must not be searched for again and again: from then on quotes count as plain characters.
    private static int TagLength(ReadOnlySpan<char> rest, ref bool quotes)
    {
        var at = 1;
        while (quotes && at < rest.Length)
        {
            var next = rest[at..].IndexOfAny('>', '"', '\'');
            if (next < 0)
                break;
            at += next;
            if (rest[at] == '>')
                return at + 1;
            var close = rest[(at + 1)..].IndexOf(rest[at]);
            if (close < 0)
            {
                quotes = false;
                break;
            }
            at += close + 2;
        }
        var end = rest.IndexOf('>');
        return end < 0 ? rest.Length : end + 1;
    }

    private static ReadOnlySpan<char> AfterEnd(ReadOnlySpan<char> rest, ReadOnlySpan<char> name, scoped ref bool headEnds)
    {
        var isHead = name.Equals("head", StringComparison.OrdinalIgnoreCase);
        if (isHead && !headEnds)
            return rest;
        var at = 0;
        while (rest[at..].IndexOf("</", StringComparison.Ordinal) is >= 0 and var close)
        {
            at += close + 2;
            // A head that is never closed ends where the body begins.
            if (rest[at..].StartsWith(name, StringComparison.OrdinalIgnoreCase))
            {
                var end = rest[at..].IndexOf('>');
                return end < 0 ? [] : rest[(at + end + 1)..];
            }
        }
        // A drawing that is never closed ends at once, as browsers have it; a script does not.
        if (name.Equals("svg", StringComparison.OrdinalIgnoreCase) || name.Equals("math", StringComparison.OrdinalIgnoreCase))
            return rest;
        if (!isHead)
            return [];
        headEnds = false;
        var body = rest.IndexOf("<body", StringComparison.OrdinalIgnoreCase);
        return body < 0 ? rest : rest[body..];
    }

    /// <summary>Text under construction: collapses blanks and counts line breaks.</summary>
    private sealed class TextLines(int capacity)
    {
        private readonly StringBuilder _text = new(capacity);
        private int _breaks = 2;
        private bool _blank;
        private bool _cell;

        public void Append(ReadOnlySpan<char> run, bool keepBlanks)
        {
            if (run.Contains('&'))
                run = WebUtility.HtmlDecode(run.ToString());
            if (keepBlanks)
            {
                Flush();
                _text.Append(run);
                _breaks = run.EndsWith("\n") ? 1 : 0;
                _blank = false;
                return;
            }
            while (run.Length > 0)
            {
                var blank = run.IndexOfAny(Blanks);
                if (blank == 0)
                {
                    _blank |= _breaks == 0;
                    var next = run.IndexOfAnyExcept(Blanks);
                    run = next < 0 ? [] : run[next..];
                    continue;
                }
                var word = blank < 0 ? run : run[..blank];
                Flush();
                _text.Append(word);
                _breaks = 0;
                run = run[word.Length..];
            }
        }

        public void Break(int lines)
        {
            _blank = _cell = false;
            for (; _breaks < lines; _breaks++)
                _text.Append('\n');
        }

        public void Line()
        {
            _blank = _cell = false;
            if (_breaks < 2)
                _text.Append('\n');
            _breaks++;
        }

        public void Cell() => _cell = _breaks == 0;

        public override string ToString() => _text.ToString().Trim();

        private void Flush()
        {
            if (_cell)
                _text.Append('\t');
            else if (_blank)
                _text.Append(' ');
            _blank = _cell = false;
        }
    }
}
