using System.Globalization;
using System.Text;
using System.Xml;

namespace Umlauf.Formats.Office;

/// <summary>OpenDocument (ISO/IEC 26300): text in reading order, deleted text left out.</summary>
internal static class OpenDocument
{
    public static void Read(OfficeFile file)
    {
        var encrypted = false;
        file.Xml(
            "META-INF/manifest.xml",
            xml =>
            {
                while (!encrypted && file.Next(xml))
                    encrypted = xml.NodeType == XmlNodeType.Element && xml.LocalName == "encryption-data";
            }
        );
        if (encrypted)
        {
            file.Encrypted();
            return;
        }
        // Headers and footers stand with the styles.
        file.Xml("styles.xml", xml => Text(file, xml));
        file.Xml("content.xml", xml => Text(file, xml));
    }

    private static void Text(OfficeFile file, XmlReader xml)
    {
        var text = file.Text;
        var paragraphs = 0;
        var more = file.Next(xml);
        while (more)
        {
            switch (xml.NodeType)
            {
                case XmlNodeType.Element:
                    switch (xml.LocalName)
                    {
                        case "tracked-changes" or "binary-data" or "script" or "forms" when !xml.IsEmptyElement:
                            xml.Skip();
                            more = !xml.EOF;
                            continue;
                        case "p" or "h" when !xml.IsEmptyElement:
                            paragraphs++;
                            break;
                        case "tab":
                            text.Append('\t');
                            break;
                        case "line-break":
                            text.Append('\n');
                            break;
                        case "s":
                            var count = xml.GetAttribute("c", xml.NamespaceURI);
                            text.Append(
                                ' ',
                                int.TryParse(count, CultureInfo.InvariantCulture, out var blanks) ? Math.Clamp(blanks, 1, 200) : 1
                            );
                            break;
                    }
                    break;
                case XmlNodeType.EndElement:
                    if (xml.LocalName is "p" or "h")
                    {
                        paragraphs = Math.Max(0, paragraphs - 1);
                        text.Append('\n');
                    }
                    else if (xml.LocalName is "table-cell")
                        EndCell(text);
                    else if (xml.LocalName is "table-row" or "page")
                        EndRow(text);
                    break;
                case XmlNodeType.Text or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace when paragraphs > 0:
                    Collapse(text, xml.Value);
                    break;
            }
            more = file.Next(xml);
        }
    }

    // Line breaks and runs of blanks in the XML count as one blank.
    private static void Collapse(StringBuilder text, string value)
    {
        foreach (var c in value)
        {
            if (c is not (' ' or '\n' or '\r' or '\t'))
                text.Append(c);
            else if (text.Length > 0 && text[^1] is not (' ' or '\n' or '\t'))
                text.Append(' ');
        }
    }

    private static void EndCell(StringBuilder text)
    {
        while (text.Length > 0 && text[^1] == '\n')
            text.Length--;
        text.Append('\t');
    }

    private static void EndRow(StringBuilder text)
    {
        while (text.Length > 0 && text[^1] is '\t' or '\n')
            text.Length--;
        text.Append('\n');
    }
}
