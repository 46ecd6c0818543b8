using System.Globalization;
using System.Text;
using System.Xml;

namespace Umlauf.Formats.Office;

/// <summary>Office Open XML (ISO/IEC 29500): text in reading order, deleted text and field codes left out.</summary>
internal static class Ooxml
{
    private const int MostStrings = 2_000_000;

    public static int Document(OfficeFile file)
    {
        foreach (var name in file.Parts("word/header", ".xml"))
            file.Xml(name, xml => Paragraphs(file, xml));
        file.Xml("word/document.xml", xml => Paragraphs(file, xml));
        // Files saved by a browser or a server number the main part.
        foreach (
            var name in file.Parts("word/document", ".xml").Where(n => !n.Equals("word/document.xml", StringComparison.OrdinalIgnoreCase))
        )
            file.Xml(name, xml => Paragraphs(file, xml));
        foreach (var part in new[] { "word/footer", "word/footnotes", "word/endnotes", "word/comments" })
        foreach (var name in file.Parts(part, ".xml"))
            file.Xml(name, xml => Paragraphs(file, xml));
        return 0;
    }

    public static int Presentation(OfficeFile file)
    {
        var slides = 0;
        foreach (var name in file.Parts("ppt/slides/slide", ".xml"))
        {
            slides++;
            file.Xml(name, xml => Paragraphs(file, xml));
            file.Text.Append('\n');
        }
        foreach (var name in file.Parts("ppt/notesSlides/notesSlide", ".xml"))
            file.Xml(name, xml => Paragraphs(file, xml));
        return slides;
    }

    public static int Spreadsheet(OfficeFile file)
    {
        var names = new List<string>();
        file.Xml(
            "xl/workbook.xml",
            xml =>
            {
                while (file.Next(xml))
                    if (xml.NodeType == XmlNodeType.Element && xml.LocalName == "sheet" && names.Count < 10_000)
                        names.Add(xml.GetAttribute("name") ?? "");
            }
        );
        var strings = new List<string>();
        file.Xml("xl/sharedStrings.xml", xml => Strings(file, xml, strings));
        var sheets = 0;
        foreach (var part in file.Parts("xl/worksheets/sheet", ".xml"))
        {
            if (sheets < names.Count)
                file.Text.Append(names[sheets]).Append('\n');
            sheets++;
            file.Xml(part, xml => Sheet(file, xml, strings));
            file.Text.Append('\n');
        }
        foreach (var part in file.Parts("xl/comments", ".xml"))
            file.Xml(part, xml => Paragraphs(file, xml));
        return sheets;
    }

    /// <summary>Text of WordprocessingML and DrawingML, which name their elements alike.</summary>
    private static void Paragraphs(OfficeFile file, XmlReader xml)
    {
        var text = file.Text;
        var more = file.Next(xml);
        while (more)
        {
            if (xml.NodeType == XmlNodeType.Element)
            {
                switch (xml.LocalName)
                {
                    // Alternatives repeat the same text for older programs.
                    case "Fallback" or "delText" or "instrText" or "del" when !xml.IsEmptyElement:
                        xml.Skip();
                        more = !xml.EOF && xml.ReadState == ReadState.Interactive;
                        continue;
                    case "t" when !xml.IsEmptyElement:
                        text.Append(xml.ReadElementContentAsString());
                        more = !xml.EOF && xml.ReadState == ReadState.Interactive && !file.IsFull;
                        continue;
                    case "tab":
                        if (xml.Depth > 0 && xml.GetAttribute("pos", xml.NamespaceURI) is null)
                            text.Append('\t');
                        break;
                    case "br" or "cr":
                        text.Append('\n');
                        break;
                    case "noBreakHyphen":
                        text.Append('-');
                        break;
                }
            }
            else if (xml.NodeType == XmlNodeType.EndElement)
            {
                if (xml.LocalName == "p")
                    text.Append('\n');
                else if (xml.LocalName == "tc")
                    EndCell(text);
                else if (xml.LocalName == "tr")
                    text.Append('\n');
            }
            more = file.Next(xml);
        }
    }

    private static void Strings(OfficeFile file, XmlReader xml, List<string> strings)
    {
        var one = new StringBuilder();
        var more = file.Next(xml);
        while (more && strings.Count < MostStrings)
        {
            if (xml.NodeType == XmlNodeType.Element && xml.LocalName == "t" && !xml.IsEmptyElement)
            {
                one.Append(xml.ReadElementContentAsString());
                more = !xml.EOF;
                continue;
            }
            if (xml.NodeType == XmlNodeType.Element && xml.LocalName == "rPh")
            {
                xml.Skip();
                more = !xml.EOF;
                continue;
            }
            if (xml.LocalName == "si" && (xml.NodeType == XmlNodeType.EndElement || xml.IsEmptyElement))
            {
                strings.Add(one.ToString());
                one.Clear();
            }
            more = file.Next(xml);
        }
    }

    private static void Sheet(OfficeFile file, XmlReader xml, List<string> strings)
    {
        var text = file.Text;
        string? type = null;
        var first = true;
        var more = file.Next(xml);
        while (more)
        {
            if (xml.NodeType == XmlNodeType.Element)
            {
                switch (xml.LocalName)
                {
                    case "row":
                        first = true;
                        break;
                    case "c":
                        type = xml.GetAttribute("t");
                        break;
                    case "v" or "t" when !xml.IsEmptyElement:
                        var value = xml.ReadElementContentAsString();
                        if (type == "s")
                            value =
                                int.TryParse(value, CultureInfo.InvariantCulture, out var index) && index >= 0 && index < strings.Count
                                    ? strings[index]
                                    : "";
                        if (value.Length > 0)
                        {
                            text.Append(first ? "" : "\t").Append(value);
                            first = false;
                        }
                        more = !xml.EOF && !file.IsFull;
                        continue;
                }
            }
            else if (xml.NodeType == XmlNodeType.EndElement && xml.LocalName == "row" && !first)
                text.Append('\n');
            more = file.Next(xml);
        }
    }

    private static void EndCell(StringBuilder text)
    {
        while (text.Length > 0 && text[^1] == '\n')
            text.Length--;
        text.Append('\t');
    }
}
