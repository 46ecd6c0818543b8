using System.Globalization;
using System.IO.Compression;
using System.Text;
using Umlauf.Formats.Reading;

namespace Umlauf.Formats.Pdf;

/// <summary>Writes plain letters as PDF (Brief als PDF): A4, Helvetica in windows-1252, one column, as many pages as needed. The same letter is always the same bytes.</summary>
public static class PdfWriter
{
    private const double Size = 11;
    private const double Leading = 15;
    private const double Left = 71;
    private const double Width = 467;
    private const double Top = 780;
    private const double Bottom = 70;

    /// <summary>Writes a letter.</summary>
    /// <param name="title">The title in the document's properties and, in bold, above the text; may be empty.</param>
    /// <param name="paragraphs">The paragraphs; line breaks inside them are kept, long lines are wrapped.</param>
    /// <returns>The file.</returns>
    public static byte[] Write(string title, IEnumerable<string> paragraphs)
    {
        var pages = new List<StringBuilder>();
        var y = 0.0;
        void Add(string paragraph, string font)
        {
            foreach (var line in paragraph.ReplaceLineEndings("\n").Normalize().Split('\n'))
            {
                foreach (var row in Wrap(line.Replace('\t', ' ')))
                {
                    if (y < Bottom)
                    {
                        pages.Add(new StringBuilder());
                        y = Top;
                    }
                    if (row.Length > 0)
                        pages[^1].Append(CultureInfo.InvariantCulture, $"BT /{font} {Size} Tf {Left} {y} Td {Literal(row)} Tj ET\n");
                    y -= Leading;
                }
            }
            y -= Leading / 2;
        }
        if (title.Length > 0)
            Add(title, "B");
        foreach (var paragraph in paragraphs)
            Add(paragraph, "R");
        if (pages.Count == 0)
            pages.Add(new StringBuilder());
        return File(title, pages);
    }

    private static byte[] File(string title, List<StringBuilder> pages)
    {
        const int firstPage = 6;
        using var file = new PdfFile();
        file.Object("<</Type/Catalog/Pages 2 0 R/Lang(de-DE)>>");
        var kids = string.Join(' ', pages.Select((_, i) => $"{firstPage + 2 * i} 0 R"));
        file.Object($"<</Type/Pages/Count {pages.Count}/Kids[{kids}]>>");
        file.Object("<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>");
        file.Object("<</Type/Font/Subtype/Type1/BaseFont/Helvetica-Bold/Encoding/WinAnsiEncoding>>");
        file.Object($"<</Title <FEFF{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(title))}>/Producer(Umlauf)>>");
        for (var i = 0; i < pages.Count; i++)
        {
            var content = firstPage + 2 * i + 1;
            file.Object($"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</R 3 0 R/B 4 0 R>>>>/Contents {content} 0 R>>");
            file.Stream(Ansi().GetBytes(pages[i].ToString()));
        }
        return file.Finish();
    }

    private static IEnumerable<string> Wrap(string line)
    {
        var row = new StringBuilder();
        var used = 0.0;
        foreach (var word in line.Split(' '))
        {
            var length = Measure(word);
            var blank = row.Length == 0 ? 0 : Measure(" ");
            if (row.Length > 0 && used + blank + length > Width)
            {
                yield return row.ToString();
                row.Clear().Append(word);
                used = length;
            }
            else
            {
                if (row.Length > 0)
                    row.Append(' ');
                row.Append(word);
                used += blank + length;
            }
        }
        yield return row.ToString();
    }

    private static double Measure(string text) => text.Sum(c => c is >= ' ' and <= '~' ? Widths[c - ' '] : 600) * Size / 1000;

    private static string Literal(string row)
    {
        var literal = new StringBuilder("(");
        foreach (var c in row)
        {
            if (c is '(' or ')' or '\\')
                literal.Append('\\');
            if (!char.IsControl(c))
                literal.Append(c);
        }
        return literal.Append(')').ToString();
    }

    private static Encoding Ansi() => TextDecoding.Find("windows-1252")!;

    // Advance widths of Helvetica for the characters from blank to tilde, in thousandths of the size.
    private static ReadOnlySpan<short> Widths =>
        [
            278,
            278,
            355,
            556,
            556,
            889,
            667,
            191,
            333,
            333,
            389,
            584,
            278,
            333,
            278,
            278,
            556,
            556,
            556,
            556,
            556,
            556,
            556,
            556,
            556,
            556,
            278,
            278,
            584,
            584,
            584,
            556,
            1015,
            667,
            667,
            722,
            722,
            667,
            611,
            778,
            722,
            278,
            500,
            667,
            556,
            833,
            722,
            778,
            667,
            778,
            722,
            667,
            611,
            722,
            667,
            944,
            667,
            667,
            611,
            278,
            278,
            278,
            469,
            556,
            333,
            556,
            556,
            500,
            556,
            556,
            278,
            556,
            556,
            222,
            222,
            500,
            222,
            833,
            556,
            556,
            556,
            556,
            333,
            500,
            278,
            556,
            500,
            722,
            500,
            500,
            500,
            334,
            260,
            334,
            584,
        ];

    /// <summary>A file under construction: objects in order and where each begins.</summary>
    private sealed class PdfFile : IDisposable
    {
        private readonly MemoryStream _bytes = new();
        private readonly List<long> _offsets = [];

        public PdfFile() => Text("%PDF-1.4\n%\u00E4\u00F6\u00FC\u00DF\n");

        public void Object(string body)
        {
            Begin();
            Text(body + "\nendobj\n");
        }

        public void Stream(byte[] content)
        {
            using var packed = new MemoryStream();
            using (var deflate = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
                deflate.Write(content);
            Begin();
            Text($"<</Length {packed.Length}/Filter/FlateDecode>>\nstream\n");
            packed.WriteTo(_bytes);
            Text("\nendstream\nendobj\n");
        }

        public byte[] Finish()
        {
            var start = _bytes.Length;
            Text($"xref\n0 {_offsets.Count + 1}\n0000000000 65535 f \n");
            foreach (var offset in _offsets)
                Text($"{offset:D10} 00000 n \n");
            Text($"trailer\n<</Size {_offsets.Count + 1}/Root 1 0 R/Info 5 0 R>>\nstartxref\n{start}\n%%EOF\n");
            return _bytes.ToArray();
        }

        public void Dispose() => _bytes.Dispose();

        private void Begin()
        {
            _offsets.Add(_bytes.Length);
            Text($"{_offsets.Count} 0 obj\n");
        }

        private void Text(FormattableString text) => Text(text.ToString(CultureInfo.InvariantCulture));

        private void Text(string text) => _bytes.Write(Encoding.Latin1.GetBytes(text));
    }
}
