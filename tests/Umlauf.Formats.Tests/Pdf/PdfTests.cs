using System.Text;
using Umlauf.Formats.Pdf;
using Umlauf.Formats.Reading;

namespace Umlauf.Formats.Tests.Pdf;

public sealed class PdfTests(ITestOutputHelper output)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public void A_written_letter_is_read_back_with_its_umlauts()
    {
        string[] paragraphs =
        [
            "Sehr geehrte Damen und Herren,",
            "Aufenthaltserlaubnis, Übergrößenzuschlag, Äpfel, Öl, Straße: "
                + string.Join(' ', Enumerable.Repeat("Wohngeldbewilligungsbescheid", 40)),
            "Klammern (so) und \\ und 5 €",
        ];
        var pdf = PdfWriter.Write("Antrag für die größere Wohnung", paragraphs);

        var item = ItemReader.Read(pdf, null, null, ReadLimits.Default, Ct);

        Assert.Equal(ItemKind.Pdf, item.Kind);
        var words = item.Text.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal($"Antrag für die größere Wohnung {string.Join(' ', paragraphs)}".Split(' '), words);
        Assert.Equal(pdf, PdfWriter.Write("Antrag für die größere Wohnung", paragraphs));
    }

    [Fact]
    public void Long_letters_get_more_pages_and_limits_cut_them()
    {
        var pdf = PdfWriter.Write("", Enumerable.Range(1, 300).Select(i => $"Absatz {i}"));

        var whole = PdfText.Read(pdf, ReadLimits.Default, Ct);
        var cut = PdfText.Read(pdf, ReadLimits.Default with { Pages = 2 }, Ct);
        var stopped = PdfText.Read(pdf, ReadLimits.Default with { Milliseconds = -1 }, Ct);

        Assert.True(whole.Pages > 5);
        Assert.Contains("Absatz 300", whole.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Absatz 300", cut.Text, StringComparison.Ordinal);
        Assert.Contains(ReadNote.PdfPagesCut, cut.Notes);
        Assert.Equal(ReadNote.LimitTime, stopped.Unread);
    }

    [Fact]
    public void Scans_locked_and_damaged_files_say_so()
    {
        var empty = PdfWriter.Write("", []);
        Assert.Contains(ReadNote.PdfNoText, PdfText.Read(empty, ReadLimits.Default, Ct).Notes);
        Assert.Equal(ReadNote.Damaged, PdfText.Read(Encoding.ASCII.GetBytes("%PDF-1.4\nnichts"), ReadLimits.Default, Ct).Unread);

        var folder = Corpus.Folder("pdf");
        var locked = Path.Combine(folder, "py-pdf", "py-pdf", "libreoffice-writer-password.pdf");
        Assert.Equal(ReadNote.Encrypted, PdfText.Read(File.ReadAllBytes(locked), ReadLimits.Default, Ct).Unread);
    }

    [Fact]
    public void Every_file_of_the_pdf_corpus_is_read_or_says_why_not()
    {
        int files = 0,
            unread = 0;
        foreach (var file in Corpus.Files(Corpus.Folder("pdf")))
        {
            var item = Corpus.Read(file, TimeSpan.FromSeconds(30), 3L << 30);
            Assert.True(
                item.Unread is not null || item.Text.Length > 0 || item.Notes.Count > 0 || item.Attachments.Count > 0,
                $"{file}: nothing and no reason"
            );
            files++;
            unread += item.Unread is null ? 0 : 1;
        }
        output.WriteLine($"{files} files, {unread} not read");
        Assert.True(files > 600 && unread < files / 10);
    }
}
