using System.Text;
using UglyToad.PdfPig.Content;

namespace Umlauf.Formats.Pdf;

/// <summary>Makes lines and words of the letters of a page in the order in which they were set.</summary>
internal static class PageLines
{
    // Shares of the letter size, found on letters of common office programs.
    private const double WordGap = 0.13;
    private const double LineShift = 0.45;
    private const double ParagraphShift = 1.7;
    private const double StepBack = -0.6;

    /// <summary>Appends the text of a page.</summary>
    public static void Append(StringBuilder text, Page page)
    {
        Letter? last = null;
        var start = text.Length;
        foreach (var letter in page.Letters)
        {
            var value = letter.Value;
            if (string.IsNullOrEmpty(value))
                continue;
            if (last is not null && IsSameAgain(last, letter))
                continue;
            if (last is not null)
                Separate(text, last, letter, start);
            if (value == " " || value == "\u00A0")
            {
                if (text.Length > start && text[^1] is not (' ' or '\n'))
                    text.Append(' ');
            }
            else
                text.Append(value);
            last = letter;
        }
    }

    // Some programs make letters bold by setting them twice.
    private static bool IsSameAgain(Letter last, Letter letter)
    {
        var near = 0.12 * Math.Max(letter.PointSize, 1);
        return string.Equals(last.Value, letter.Value, StringComparison.Ordinal)
            && Math.Abs(last.StartBaseLine.X - letter.StartBaseLine.X) < near
            && Math.Abs(last.StartBaseLine.Y - letter.StartBaseLine.Y) < near;
    }

    private static void Separate(StringBuilder text, Letter last, Letter letter, int start)
    {
        var size = Math.Max(Math.Max(last.PointSize, letter.PointSize), 1);
        double along,
            across;
        var from = last.EndBaseLine;
        var to = letter.StartBaseLine;
        switch (letter.TextOrientation)
        {
            case TextOrientation.Rotate90:
                (along, across) = (from.Y - to.Y, from.X - to.X);
                break;
            case TextOrientation.Rotate270:
                (along, across) = (to.Y - from.Y, to.X - from.X);
                break;
            case TextOrientation.Rotate180:
                (along, across) = (from.X - to.X, to.Y - from.Y);
                break;
            default:
                (along, across) = (to.X - from.X, from.Y - to.Y);
                break;
        }
        if (text.Length == start)
            return;
        if (Math.Abs(across) > LineShift * size || along < StepBack * size && Math.Abs(across) > 0.05 * size)
        {
            TrimBlank(text);
            text.Append(across > ParagraphShift * size ? "\n\n" : "\n");
        }
        else if ((along > WordGap * size || along < StepBack * size) && text[^1] is not (' ' or '\n'))
            text.Append(' ');
    }

    private static void TrimBlank(StringBuilder text)
    {
        while (text.Length > 0 && text[^1] == ' ')
            text.Length--;
    }
}
