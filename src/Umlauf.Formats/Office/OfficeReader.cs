using System.Text;
using System.Xml;
using Umlauf.Formats.Mail;
using Umlauf.Formats.Reading;

namespace Umlauf.Formats.Office;

/// <summary>Reads the text of docx, xlsx, pptx, odt, ods and odp: XML in a zip, without a DTD, without anything fetched.</summary>
internal static class OfficeReader
{
    private const int MostEntries = 20_000;

    /// <summary>Reads a file.</summary>
    public static ReadItem Read(ReadOnlyMemory<byte> bytes, ItemKind kind, string contentType, ReadLimits limits, ReadBudget budget)
    {
        if (ZipDirectory.Open(bytes, MostEntries) is not { } zip)
            return ReadItem.NotRead(kind, ReadNote.Damaged, contentType);
        var file = new OfficeFile(zip, limits, budget);
        if (
            zip.Entries.Exists(e =>
                e.Name.EndsWith("vbaProject.bin", StringComparison.OrdinalIgnoreCase)
                || e.Name.StartsWith("Basic/", StringComparison.Ordinal)
            )
        )
            file.Notes.Add(ReadNote.Macros);
        var pages = 0;
        if (contentType.Contains("opendocument", StringComparison.Ordinal))
            OpenDocument.Read(file);
        else
            pages = kind switch
            {
                ItemKind.Document => Ooxml.Document(file),
                ItemKind.Spreadsheet => Ooxml.Spreadsheet(file),
                _ => Ooxml.Presentation(file),
            };
        if (file.Text.Length > limits.Characters)
            file.Notes.Add(ReadNote.TextCut);
        return new ReadItem
        {
            Kind = kind,
            ContentType = contentType,
            Text = PlainText.Body(file.Text.ToString(), limits.Characters),
            Pages = pages > 0 ? pages : null,
            Notes = file.Notes.ToArray(),
            Unread = file.Unread,
        };
    }
}

/// <summary>An office file being read: its parts, the text so far and what went wrong.</summary>
internal sealed class OfficeFile(ZipDirectory zip, ReadLimits limits, ReadBudget budget)
{
    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Ignore,
        XmlResolver = null,
        CheckCharacters = false,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    };

    public StringBuilder Text { get; } = new();
    public NoteSet Notes { get; } = new();
    public ReadNote? Unread { get; private set; }

    public bool IsFull => Text.Length > limits.Characters;

    /// <summary>The names of the parts that begin and end like this, in the order of the numbers in them.</summary>
    public IEnumerable<string> Parts(string start, string ending) =>
        zip
            .Entries.Select(e => e.Name)
            .Where(n => n.StartsWith(start, StringComparison.OrdinalIgnoreCase) && n.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
            .OrderBy(n => n.Length)
            .ThenBy(n => n, StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads one part as XML; what was read before a fault is kept.</summary>
    public void Xml(string name, Action<XmlReader> read)
    {
        if (IsFull || zip.Entries.Find(e => e.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is not { } entry)
            return;
        var bytes = zip.Unpack(entry, limits, budget, out var note);
        Unread ??= note;
        if (bytes.IsEmpty)
            return;
        try
        {
            using var xml = XmlReader.Create(MailReader.Open(bytes), Settings);
            read(xml);
        }
        catch (Exception e) when (e is XmlException or InvalidOperationException or ArgumentException)
        {
            Unread ??= ReadNote.Damaged;
        }
    }

    public void Encrypted() => Unread = ReadNote.Encrypted;

    public bool Next(XmlReader xml)
    {
        if (budget.OutOfTime)
        {
            Unread ??= ReadNote.LimitTime;
            return false;
        }
        return !IsFull && xml.Read();
    }
}
