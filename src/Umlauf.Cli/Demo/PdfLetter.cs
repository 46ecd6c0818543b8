using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Umlauf.Cli.Demo;

/// <summary>A letter as a PDF file of one to a few pages: Helvetica, German letters in WinAnsi, a picture as letterhead.</summary>
internal static class PdfLetter
{
    private const int LinesPerPage = 44;
    private const int Width = 84;
    private static readonly Encoding _winAnsi = WinAnsi();

    public static byte[] Write(string heading, string text, byte[]? letterhead, string title)
    {
        var lines = Typing.Wrap(text, Width).Split('\n');
        var pages = Math.Max(1, (lines.Length + LinesPerPage - 1) / LinesPerPage);
        using var file = new MemoryStream(32_000);
        var offsets = new List<long>();

        void Raw(string part) => file.Write(_winAnsi.GetBytes(part));
        void Begin(int number)
        {
            while (offsets.Count < number)
                offsets.Add(0);
            offsets[number - 1] = file.Position;
            Raw(FormattableString.Invariant($"{number} 0 obj\n"));
        }
        void Stream(int number, string dictionary, byte[] bytes)
        {
            Begin(number);
            Raw(FormattableString.Invariant($"<<{dictionary}/Length {bytes.Length}>>\nstream\n"));
            file.Write(bytes);
            Raw("\nendstream\nendobj\n");
        }

        Raw("%PDF-1.4\n%äöüß\n");
        Begin(1);
        Raw("<</Type/Catalog/Pages 2 0 R/Lang(de-DE)>>\nendobj\n");
        Begin(2);
        Raw(
            $"<</Type/Pages/Count {pages}/Kids[{string.Concat(Enumerable.Range(0, pages).Select(p => $"{6 + (p * 2)} 0 R "))}]>>\nendobj\n"
        );
        Begin(3);
        Raw("<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>\nendobj\n");
        Begin(4);
        Raw($"<</Title({Escape(title)})/Producer(Musterschreiber)>>\nendobj\n");
        if (letterhead is not null)
            Stream(
                5,
                $"/Type/XObject/Subtype/Image/Width {Pictures.LetterheadWidth}/Height {Pictures.LetterheadHeight}/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode",
                letterhead
            );
        for (var page = 0; page < pages; page++)
        {
            var content = 7 + (page * 2);
            Begin(content - 1);
            var image = letterhead is not null ? "/XObject<</Kopf 5 0 R>>" : "";
            Raw(
                $"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>{image}>>/Contents {content.ToString(CultureInfo.InvariantCulture)} 0 R>>\nendobj\n"
            );
            var part = lines.AsSpan(page * LinesPerPage, Math.Min(LinesPerPage, lines.Length - (page * LinesPerPage)));
            Stream(content, "/Filter/FlateDecode", Deflate(Content(page == 0 ? heading : null, part, page == 0 && letterhead is not null)));
        }
        var start = file.Position;
        Raw(FormattableString.Invariant($"xref\n0 {offsets.Count + 1}\n0000000000 65535 f \n"));
        foreach (var offset in offsets)
            Raw(offset == 0 ? "0000000000 00000 f \n" : FormattableString.Invariant($"{offset:0000000000} 00000 n \n"));
        Raw(FormattableString.Invariant($"trailer\n<</Size {offsets.Count + 1}/Root 1 0 R/Info 4 0 R>>\nstartxref\n{start}\n%%EOF\n"));
        return file.ToArray();
    }

    private static string Content(string? heading, ReadOnlySpan<string> lines, bool letterhead)
    {
        var to = new StringBuilder(4000);
        if (letterhead)
            to.Append("q 160 0 0 64 60 768 cm /Kopf Do Q\n");
        to.Append("BT 60 745 Td ");
        if (heading is not null)
            to.Append("/F 13 Tf (").Append(Escape(heading)).Append(") Tj 0 -24 Td ");
        to.Append("/F 10 Tf 15 TL\n");
        foreach (var line in lines)
            to.Append('(').Append(Escape(line)).Append(") Tj T*\n");
        return to.Append("ET\n").ToString();
    }

    private static string Escape(string text) =>
        text.AsSpan().IndexOfAny("()\\") < 0
            ? text
            : text.Replace("\\", "\\\\", StringComparison.Ordinal)
                .Replace("(", "\\(", StringComparison.Ordinal)
                .Replace(")", "\\)", StringComparison.Ordinal);

    private static byte[] Deflate(string content)
    {
        using var to = new MemoryStream(4000);
        using (var zlib = new ZLibStream(to, CompressionLevel.Fastest, leaveOpen: true))
            zlib.Write(_winAnsi.GetBytes(content));
        return to.ToArray();
    }

    // Letters that WinAnsi does not have, such as ş or ł, lose their mark, as they do on many office printers.
    private static Encoding WinAnsi()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        return Encoding.GetEncoding(1252);
    }
}
