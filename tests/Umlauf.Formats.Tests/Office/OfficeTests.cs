using Umlauf.Formats.Reading;

namespace Umlauf.Formats.Tests.Office;

public sealed class OfficeTests(ITestOutputHelper output)
{
    private const string W = "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'";
    private const string O =
        "xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0' xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0' xmlns:table='urn:oasis:names:tc:opendocument:xmlns:table:1.0'";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public void Docx_gives_its_text_without_what_was_deleted()
    {
        var item = Read(
            Packages.Zip(
                ("[Content_Types].xml", "<Types/>"),
                (
                    "word/document.xml",
                    $"<w:document {W}><w:body><w:p><w:r><w:t>Antrag auf</w:t></w:r><w:r><w:t xml:space='preserve'> Wohngeld</w:t><w:tab/><w:t>ü</w:t></w:r>"
                        + "<w:del><w:r><w:delText>gestrichen</w:delText></w:r></w:del></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>A</w:t></w:r></w:p></w:tc>"
                        + "<w:tc><w:p><w:r><w:t>B</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>"
                ),
                ("word/footer1.xml", $"<w:ftr {W}><w:p><w:r><w:t>Fuß</w:t></w:r></w:p></w:ftr>")
            )
        );

        Assert.Equal(ItemKind.Document, item.Kind);
        Assert.Equal("Antrag auf Wohngeld\tü\nA\tB\t\nFuß", item.Text);
    }

    [Fact]
    public void Xlsx_gives_sheets_rows_and_shared_strings()
    {
        var item = Read(
            Packages.Zip(
                ("[Content_Types].xml", "<Types/>"),
                ("xl/workbook.xml", "<workbook><sheets><sheet name='Gebühren'/></sheets></workbook>"),
                ("xl/sharedStrings.xml", "<sst><si><t>Hund</t></si><si><r><t>Hunde</t></r><r><t>steuer</t></r></si></sst>"),
                (
                    "xl/worksheets/sheet1.xml",
                    "<worksheet><sheetData><row><c t='s'><v>0</v></c><c><v>120.5</v></c></row><row><c t='s'><v>1</v></c><c t='inlineStr'><is><t>ja</t></is></c></row></sheetData></worksheet>"
                )
            )
        );

        Assert.Equal(ItemKind.Spreadsheet, item.Kind);
        Assert.Equal("Gebühren\nHund\t120.5\nHundesteuer\tja", item.Text);
        Assert.Equal(1, item.Pages);
    }

    [Fact]
    public void Pptx_gives_its_slides_in_order()
    {
        const string a = "xmlns:a='http://schemas.openxmlformats.org/drawingml/2006/main'";
        var item = Read(
            Packages.Zip(
                ("[Content_Types].xml", "<Types/>"),
                ("ppt/presentation.xml", "<p/>"),
                ("ppt/slides/slide10.xml", $"<s {a}><a:p><a:r><a:t>zehn</a:t></a:r></a:p></s>"),
                ("ppt/slides/slide2.xml", $"<s {a}><a:p><a:r><a:t>zwei</a:t></a:r></a:p></s>")
            )
        );

        Assert.Equal((ItemKind.Presentation, "zwei\n\nzehn", 2), (item.Kind, item.Text, item.Pages!.Value));
    }

    [Fact]
    public void Odt_and_ods_give_their_text()
    {
        var text = Read(
            Packages.Zip(
                ("mimetype", "application/vnd.oasis.opendocument.text"),
                ("META-INF/manifest.xml", "<m/>"),
                (
                    "content.xml",
                    $"<office:document-content {O}><office:body><text:tracked-changes><text:p>weg</text:p></text:tracked-changes><text:h>Titel</text:h><text:p>Gr<text:span>ü</text:span>ße,\n   zwei<text:s text:c='2'/>Blanks<text:line-break/>neu</text:p></office:body></office:document-content>"
                )
            )
        );
        Assert.Equal((ItemKind.Document, "Titel\nGrüße, zwei  Blanks\nneu"), (text.Kind, text.Text));

        var sheet = Read(
            Packages.Zip(
                ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
                (
                    "content.xml",
                    $"<office:document-content {O}><table:table><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell><table:table-cell><text:p>b</text:p></table:table-cell></table:table-row></table:table></office:document-content>"
                )
            )
        );
        Assert.Equal((ItemKind.Spreadsheet, "a\tb"), (sheet.Kind, sheet.Text));
    }

    [Fact]
    public void Entities_are_never_expanded_and_nothing_is_fetched()
    {
        var item = Read(
            Packages.Zip(
                ("[Content_Types].xml", "<Types/>"),
                (
                    "word/document.xml",
                    $"<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;'><!ENTITY f SYSTEM 'file:///etc/passwd'>]><w:document {W}><w:p><w:r><w:t>davor</w:t></w:r></w:p><w:p><w:r><w:t>&b;&f;</w:t></w:r></w:p></w:document>"
                )
            )
        );

        Assert.DoesNotContain("aaaa", item.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("root", item.Text, StringComparison.Ordinal);
        Assert.StartsWith("davor", item.Text, StringComparison.Ordinal);
        Assert.Equal(ReadNote.Damaged, item.Unread);
    }

    [Fact]
    public void Macros_are_noted()
    {
        var item = Read(
            Packages.Zip(("[Content_Types].xml", "<Types/>"), ("word/document.xml", $"<w:document {W}/>"), ("word/vbaProject.bin", "x"))
        );

        Assert.Contains(ReadNote.Macros, item.Notes);
    }

    [Fact]
    public void A_part_that_unpacks_to_gigabytes_is_cut_at_the_limit()
    {
        var bomb = Packages.Zip(("[Content_Types].xml", "<Types/>"u8.ToArray()), ("word/document.xml", new byte[64 << 20]));
        var item = ItemReader.Read(bomb, null, null, ReadLimits.Default with { UnpackedBytes = 1 << 20 }, Ct);

        Assert.Equal(ReadNote.LimitSize, item.Unread);
    }

    [Fact]
    public void Every_file_of_the_office_corpus_is_read_or_says_why_not()
    {
        var files = 0;
        foreach (var file in Corpus.Files(Corpus.Folder("office")))
        {
            var item = Corpus.Read(file, TimeSpan.FromSeconds(20), 3L << 30);
            foreach (var inside in item.Attachments)
                _ = ItemReader.Read(inside.Bytes, inside.Name, null, ReadLimits.Default, Ct);
            files++;
        }
        output.WriteLine($"{files} files read");
        Assert.True(files > 300);
    }

    private static ReadItem Read(byte[] bytes) => ItemReader.Read(bytes, null, null, ReadLimits.Default, Ct);
}
