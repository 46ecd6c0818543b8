using System.Text;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Exceptions;
using Umlauf.Formats.Reading;

namespace Umlauf.Formats.Pdf;

/// <summary>Reads the text of a PDF page by page (Text aus PDF). Pages that cannot be read cost only themselves.</summary>
public static class PdfText
{
    private const int EnoughBadPages = 50;

    /// <summary>Reads a PDF.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="limits">How much may be read.</param>
    /// <param name="ct">Stops between two pages.</param>
    /// <returns>The item with the text of all pages that could be read, pages separated by a form feed line break.</returns>
    public static ReadItem Read(ReadOnlyMemory<byte> bytes, ReadLimits limits, CancellationToken ct = default) =>
        Read(bytes, limits, new ReadBudget(limits, ct));

    internal static ReadItem Read(ReadOnlyMemory<byte> bytes, ReadLimits limits, ReadBudget budget)
    {
        try
        {
            using var document = PdfDocument.Open(
                Mail.MailReader.Open(bytes),
                new ParsingOptions
                {
                    UseLenientParsing = true,
                    SkipMissingFonts = true,
                    Passwords = [""],
                }
            );
            return Read(document, limits, budget);
        }
        catch (PdfDocumentEncryptedException)
        {
            return ReadItem.NotRead(ItemKind.Pdf, ReadNote.Encrypted, "application/pdf");
        }
        // The library reports broken files with nearly every exception there is; each of them means that the file is broken.
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return ReadItem.NotRead(ItemKind.Pdf, ReadNote.Damaged, "application/pdf");
        }
    }

    private static ReadItem Read(PdfDocument document, ReadLimits limits, ReadBudget budget)
    {
        var notes = new NoteSet();
        var text = new StringBuilder();
        ReadNote? unread = null;
        var pages = document.NumberOfPages;
        int good = 0,
            bad = 0;
        if (pages > limits.Pages)
            notes.Add(ReadNote.PdfPagesCut);
        for (var number = 1; number <= Math.Min(pages, limits.Pages); number++)
        {
            if (budget.OutOfTime)
            {
                unread = ReadNote.LimitTime;
                break;
            }
            if (text.Length > limits.Characters)
            {
                notes.Add(ReadNote.TextCut);
                break;
            }
            var before = text.Length;
            try
            {
                if (before > 0)
                    text.Append("\n\n");
                PageLines.Append(text, document.GetPage(number));
                good++;
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                text.Length = before;
                notes.Add(ReadNote.PdfPagesLost);
                if (++bad > EnoughBadPages && good == 0)
                    break;
            }
        }
        if (good == 0 && bad > 0)
            unread ??= ReadNote.Damaged;
        IReadOnlyList<Attachment> files = [];
        try
        {
            PdfExtras.AppendForm(text, document);
            files = PdfExtras.Files(document, limits, budget, notes);
        }
        // As for the pages: a broken form or file does not take the text with it.
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            notes.Add(ReadNote.PdfPagesLost);
        }
        var body = PlainText.Body(text.ToString(), limits.Characters);
        if (body.Length == 0 && unread is null)
            notes.Add(ReadNote.PdfNoText);
        return new ReadItem
        {
            Kind = ItemKind.Pdf,
            ContentType = "application/pdf",
            Text = body,
            Pages = pages,
            Attachments = files,
            Notes = notes.ToArray(),
            Unread = unread,
        };
    }
}
