using System.Globalization;
using System.Text;

namespace Umlauf.Cli.Demo;

/// <summary>A file that hangs on a mail (Anlage).</summary>
internal sealed record Enclosure(string Type, string Name, byte[] Bytes);

/// <summary>Makes the enclosures that fit a letter: formal letters as PDF or Word file, photographs, lists.</summary>
internal static class Enclosures
{
    public static IReadOnlyList<Enclosure> For(Letter letter)
    {
        var (dice, theme) = (letter.Dice, letter.Theme);
        var files = new List<Enclosure>();
        if (dice.Chance(theme.PdfPercent))
            files.Add(Pdf(letter));
        if (files.Count > 0 && dice.Chance(10))
            files.Add(Pdf(letter));
        if (dice.Chance(theme.PhotoPercent))
            for (var photos = dice.Between(1, 2); photos > 0; photos--)
                files.Add(Photo(letter));
        if (files.Count > 0)
            return files;
        if (dice.Chance(4))
            files.Add(
                new(
                    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                    $"{FileName(letter)}.docx",
                    DocxLetter.Write(letter.Say($"{theme.Name}.pdf"), Formal(letter, 6))
                )
            );
        else if (dice.Chance(2))
            files.Add(new("text/plain; charset=utf-8", $"{FileName(letter)}.txt", Encoding.UTF8.GetBytes(Formal(letter, 3))));
        return files;
    }

    private static Enclosure Pdf(Letter letter)
    {
        var dice = letter.Dice;
        var heading = letter.Say($"{letter.Theme.Name}.pdf");
        var paragraphs = 4 + (int)(dice.Fraction() * dice.Fraction() * 26);
        var mark = dice.Next().ToString("x16", CultureInfo.InvariantCulture);
        // Scanned letters and letters with a logo carry a picture, plain prints do not.
        var head = dice.Chance(88) ? Pictures.LetterheadOf(dice, mark) : null;
        return new("application/pdf", $"{FileName(letter)}.pdf", PdfLetter.Write(heading, Formal(letter, paragraphs), head, heading));
    }

    private static Enclosure Photo(Letter letter)
    {
        var dice = letter.Dice;
        var comment = string.Create(CultureInfo.InvariantCulture, $"{letter.Date:yyyy-MM-dd} {dice.Next():x16}");
        var name = dice.Below(3) switch
        {
            0 => $"IMG_{letter.Date:yyyyMMdd}_{dice.Between(60_000, 219_999)}.jpg",
            1 => $"DSC{dice.Between(1000, 9999)}.JPG",
            _ => $"Foto {letter.Say("quarter")} {dice.Between(1, 4)}.jpg",
        };
        return new("image/jpeg", name, Pictures.PhotoOf(dice, comment));
    }

    private static string FileName(Letter letter)
    {
        var name = letter.Say($"{letter.Theme.Name}.file");
        return string.Concat(name.Split(['/', '\\', ':', '"', '„', '“']));
    }

    private static string Formal(Letter letter, int paragraphs)
    {
        var (dice, theme, book) = (letter.Dice, letter.Theme.Name, PhraseBook.German);
        var sender = letter.Sender;
        var to = new StringBuilder(4000);
        to.Append(sender.Organisation ?? sender.Name).Append('\n').Append(sender.Street).Append('\n').Append(sender.City).Append("\n\n");
        to.Append("Stadt Musterstadt\nRathausplatz 1\n12345 Musterstadt\n\n");
        to.Append(CultureInfo.InvariantCulture, $"Musterstadt, den {letter.Date:dd.MM.yyyy}\n\n");
        foreach (var part in book.WriteSeveral($"{theme}.para", Math.Min(paragraphs, 5), letter))
            to.Append(part).Append("\n\n");
        foreach (var part in book.WriteSeveral("formal", paragraphs, letter))
            to.Append(part).Append(dice.Chance(40) ? " " : "\n\n");
        to.Append("\n\n").Append(letter.Say("closing")).Append("\n\n").Append(sender.Name);
        return to.ToString();
    }
}
