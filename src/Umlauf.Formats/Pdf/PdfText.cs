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
    /// <returns>The item with the text of all pages that could be read, pages separated by form feeds; a page without text is empty between two of them.</returns>
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
        var page = new StringBuilder();
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
            if (number > 1)
                text.Append('\f');
            try
            {
                page.Clear();
                PageLines.Append(page, document.GetPage(number));
                text.Append(PlainText.Body(page.ToString(), limits.Characters));
                good++;
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
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
            page.Clear();
            PdfExtras.AppendForm(page, document);
            if (PlainText.Body(page.ToString(), limits.Characters) is { Length: > 0 } form)
                text.Append('\n').Append(form);
            files = PdfExtras.Files(document, limits, budget, notes);
        }
        // As for the pages: a broken form or file does not take the text with it.
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            notes.Add(ReadNote.PdfPagesLost);
        }
        if (text.Length > limits.Characters)
            text.Length = char.IsHighSurrogate(text[limits.Characters - 1]) ? limits.Characters - 1 : limits.Characters;
        var body = text.ToString();
        if (string.IsNullOrWhiteSpace(body))
        {
            body = "";
            if (unread is null)
                notes.Add(ReadNote.PdfNoText);
        }
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
