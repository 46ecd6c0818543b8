using System.IO.Compression;
using System.Security;
using System.Text;

namespace Umlauf.Cli.Demo;

/// <summary>A letter as the smallest Word file that Word opens (ECMA-376: content types, relationships, document).</summary>
internal static class DocxLetter
{
    private static readonly DateTimeOffset _stamp = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static byte[] Write(string heading, string text)
    {
        using var file = new MemoryStream(6000);
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            Part(
                zip,
                "[Content_Types].xml",
                """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"""
            );
            Part(
                zip,
                "_rels/.rels",
                """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"""
            );
            var body = new StringBuilder();
            foreach (var line in $"{heading}\n\n{text}".Split('\n'))
                body.Append("<w:p><w:r><w:t xml:space=\"preserve\">").Append(SecurityElement.Escape(line)).Append("</w:t></w:r></w:p>");
            Part(
                zip,
                "word/document.xml",
                $"""<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{body}</w:body></w:document>"""
            );
        }
        return file.ToArray();
    }

    private static void Part(ZipArchive zip, string name, string xml)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.Fastest);
        entry.LastWriteTime = _stamp;
        using var to = entry.Open();
        to.Write(Encoding.UTF8.GetBytes("""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>""" + xml));
    }
}
