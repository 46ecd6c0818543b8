using System.Globalization;
using System.Runtime.InteropServices;
using Umlauf.Platform;

namespace Umlauf.Circulation;

/// <summary>A part of a page, in fractions of its width and height from the upper left corner (Ausschnitt).</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct AnchorRect(double Left, double Top, double Width, double Height)
{
    /// <summary>As forms and pages write it: <c>left,top,width,height</c> with points.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Left:0.####},{Top:0.####},{Width:0.####},{Height:0.####}");
}

/// <summary>
/// What a remark points at (Stelle der Anmerkung): a rectangle on a page, a quote with what stands around it, or the whole document.
/// The quote is a TextQuoteSelector of the W3C Web Annotation Data Model: it is found again when the text is laid out anew.
/// </summary>
public sealed record RemarkAnchor
{
    /// <summary>More pages than any reader shows.</summary>
    public const int LastPage = 10_000;

    /// <summary>Most characters of a quote.</summary>
    public const int LongestQuote = 2_000;

    /// <summary>How much of the text before and after a quote tells it from others like it.</summary>
    public const int Around = 32;

    // What four decimals can lose at the right and lower edge.
    private const double Rounding = 0.0002;

    public static readonly Refusal BadPage = new(
        "circulation.anchor-page",
        "Diese Seite gibt es nicht. Geben Sie die Nummer der Seite als Zahl an.",
        "There is no such page. Give the number of the page."
    );

    public static readonly Refusal BadRect = new(
        "circulation.anchor-rect",
        "Der Ausschnitt liegt nicht auf einer Seite. Ziehen Sie ihn noch einmal auf, oder zitieren Sie die Stelle.",
        "The rectangle does not lie on a page. Draw it again, or quote the passage."
    );

    public static readonly Refusal BadQuote = new(
        "circulation.anchor-quote",
        "Das Zitat ist zu lang. Höchstens 2.000 Zeichen genügen, um die Stelle zu finden.",
        "The quote is too long. At most 2,000 characters are enough to find the passage."
    );

    public static readonly Refusal TwoPlaces = new(
        "circulation.anchor-two-places",
        "Die Anmerkung nennt einen Ausschnitt und ein Zitat. Wählen Sie eines von beiden.",
        "The remark names a rectangle and a quote. Choose one of them."
    );

    public static readonly RemarkAnchor WholeDocument = new();

    private RemarkAnchor() { }

    /// <summary>From 1; null where it is not known or the document has none.</summary>
    public int? Page { get; private init; }

    public AnchorRect? Rect { get; private init; }

    public string? Quote { get; private init; }

    /// <summary>At most <see cref="Around"/> characters before the quote; empty if unknown.</summary>
    public string Prefix { get; private init; } = "";

    /// <summary>At most <see cref="Around"/> characters after the quote; empty if unknown.</summary>
    public string Suffix { get; private init; } = "";

    /// <summary>Reads the form fields <c>anchorPage</c>, <c>anchorRect</c>, <c>anchorQuote</c>, <c>anchorPrefix</c>, <c>anchorSuffix</c>; nothing filled in means the whole document.</summary>
    public static Result<RemarkAnchor> Parse(string? page, string? rect, string? quote, string? prefix, string? suffix)
    {
        int? number = null;
        if (page?.Trim() is { Length: > 0 } written)
        {
            if (!int.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out var read) || read is < 1 or > LastPage)
                return BadPage;
            number = read;
        }
        var hasRect = !string.IsNullOrWhiteSpace(rect);
        var hasQuote = !string.IsNullOrWhiteSpace(quote);
        if (hasRect && hasQuote)
            return TwoPlaces;
        if (hasRect)
            return number is null || Rectangle(rect!) is not { } area ? BadRect : new RemarkAnchor { Page = number, Rect = area };
        if (!hasQuote)
            return number is null ? WholeDocument : new RemarkAnchor { Page = number };
        var exact = Plain(quote!).Trim();
        if (exact.Length > LongestQuote)
            return BadQuote;
        return exact.Length == 0
            ? new RemarkAnchor { Page = number }
            : new RemarkAnchor
            {
                Page = number,
                Quote = exact,
                Prefix = End(Plain(prefix ?? "")),
                Suffix = Start(Plain(suffix ?? "")),
            };
    }

    private static AnchorRect? Rectangle(string written)
    {
        var parts = written.Split(',');
        if (parts.Length != 4)
            return null;
        Span<double> values = stackalloc double[4];
        for (var i = 0; i < 4; i++)
            if (
                !double.TryParse(parts[i], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out values[i])
                || values[i] is not (>= 0 and <= 1)
            )
                return null;
        // Four decimals, as it is written: what was read again from the journal is the same place.
        foreach (ref var value in values)
            value = Math.Round(value, 4);
        var rect = new AnchorRect(values[0], values[1], values[2], values[3]);
        return rect is { Width: > 0, Height: > 0 } && rect.Left + rect.Width <= 1 + Rounding && rect.Top + rect.Height <= 1 + Rounding
            ? rect
            : null;
    }

    private static string End(string text)
    {
        if (text.Length <= Around)
            return text;
        var end = text[^Around..];
        return char.IsLowSurrogate(end[0]) ? end[1..] : end;
    }

    private static string Start(string text)
    {
        if (text.Length <= Around)
            return text;
        var start = text[..Around];
        return char.IsHighSurrogate(start[^1]) ? start[..^1] : start;
    }

    // Neither database takes NUL and half surrogate pairs; other control characters say nothing about a place.
    private static string Plain(string text)
    {
        var plain = new System.Text.StringBuilder(Math.Min(text.Length, LongestQuote + 1));
        foreach (var rune in text.EnumerateRunes())
        {
            if (plain.Length > LongestQuote + 2 * Around)
                break;
            if (rune.Value is '\n' or '\t' or '\r' || System.Text.Rune.IsWhiteSpace(rune))
                plain.Append(' ');
            else if (!System.Text.Rune.IsControl(rune))
                plain.Append(rune.ToString());
        }
        return plain.ToString();
    }
}
