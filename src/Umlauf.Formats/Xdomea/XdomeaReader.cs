using System.Xml;
using System.Xml.Linq;
using Umlauf.Formats.Reading;

namespace Umlauf.Formats.Xdomea;

/// <summary>
/// Finds the circulations of an xdomea message (Geschäftsgänge lesen), wherever they hang: InternerGeschaeftsgang of Akte, Vorgang and
/// Dokument, ExternerGeschaeftsgang of 0201, GeaenderterGeschaeftsgang of 0203, Geschaeftsgang of 06xx. Knows 2.4, 3.0, 3.1 and 4.0.
/// Whatever the bytes are, it answers; it never throws.
/// </summary>
public static class XdomeaReader
{
    internal const string Namespace = "urn:xoev-de:xdomea:schema:";
    private static readonly string[] versions = ["2.3.0", "2.4.0", "3.0.0", "3.1.0", "4.0.0"];

    /// <summary>Reads one message.</summary>
    public static XdomeaReading Read(ReadOnlyMemory<byte> message, XdomeaLimits? limits = null)
    {
        limits ??= XdomeaLimits.Default;
        if (message.IsEmpty)
            return Refused(XdomeaNotes.Empty);
        if (message.Length > limits.Bytes)
            return Refused(XdomeaNotes.TooLarge);
        // A buffer of its own: the caller's memory may not be backed by an array.
        var bytes = message.ToArray();
        try
        {
            return Measure(bytes, limits) is { } reason ? Refused(reason) : Find(bytes);
        }
        catch (XmlException broken)
        {
            return Refused(XdomeaNotes.NotXml(Math.Max(1, broken.LineNumber)));
        }
        catch (Exception strange) when (strange is NotSupportedException or ArgumentException)
        {
            // The XML declaration names an encoding the platform refuses, such as UTF-7.
            return Refused(XdomeaNotes.NotXml(1));
        }
    }

    private static XdomeaReading Refused(ReadNote reason) => new() { Notes = [reason] };

    private static XmlReader Open(byte[] bytes) =>
        XmlReader.Create(
            new MemoryStream(bytes, writable: false),
            new XmlReaderSettings
            {
                DtdProcessing = DtdProcessing.Prohibit,
                XmlResolver = null,
                IgnoreComments = true,
                IgnoreProcessingInstructions = true,
                MaxCharactersInDocument = bytes.Length,
            }
        );

    /// <summary>A first pass that keeps nothing, so that the second may keep what it finds.</summary>
    private static ReadNote? Measure(byte[] bytes, XdomeaLimits limits)
    {
        using var xml = Open(bytes);
        var (nodes, circulations, steps) = (0L, 0, 0);
        while (xml.Read())
        {
            if (xml.NodeType == XmlNodeType.EndElement)
                continue;
            nodes += 1 + xml.AttributeCount;
            if (nodes > limits.Nodes || xml.Depth > limits.Depth)
                return XdomeaNotes.TooLarge;
            if (xml.NodeType != XmlNodeType.Element)
                continue;
            if (xml.LocalName == "Beteiligungsschritt")
                steps++;
            else if (IsCirculation(xml))
                circulations++;
            if (steps > limits.Steps || circulations > limits.Circulations)
                return XdomeaNotes.TooManySteps;
        }
        return null;
    }

    private static XdomeaReading Find(byte[] bytes)
    {
        using var xml = Open(bytes);
        var notes = new XdomeaNotes();
        var found = new List<FoundCirculation>();
        var path = new Stack<Frame>();
        xml.MoveToContent();
        if (!xml.NamespaceURI.StartsWith(Namespace, StringComparison.Ordinal))
            return Refused(XdomeaNotes.NotXdomea);
        var (name, schema) = (xml.LocalName, xml.NamespaceURI[Namespace.Length..]);
        if (!versions.Contains(schema, StringComparer.Ordinal))
            notes.Add(XdomeaNotes.UnknownVersion(schema.Length > 20 ? "?" : schema));

        while (!xml.EOF)
        {
            while (path.Count > xml.Depth)
                path.Pop();
            if (xml.NodeType == XmlNodeType.Element && path.Count > 0 && IsCirculation(xml))
            {
                // Moves on to the node behind the element, so there is no Read() in this turn.
                var element = (XElement)XNode.ReadFrom(xml);
                var carrier = path.Peek();
                if (new CirculationReader(schema, found.Count + 1, notes).Read(element) is { } circulation)
                    found.Add(new(element.Name.LocalName, carrier.Name, carrier.Id, carrier.Subject, circulation));
                continue;
            }
            if (xml.NodeType == XmlNodeType.Element)
                path.Push(new Frame { Name = xml.LocalName });
            else if (xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA)
                Describe(path, xml.Value);
            xml.Read();
        }
        if (found.Count == 0 && notes.All.All(n => n.Code != "xdomea.missing"))
            notes.Add(XdomeaNotes.NoCirculation);
        return new XdomeaReading
        {
            Message = name,
            Schema = schema,
            Circulations = [.. found],
            Notes = notes.All,
        };
    }

    private static bool IsCirculation(XmlReader xml) =>
        xml.LocalName is "InternerGeschaeftsgang" or "ExternerGeschaeftsgang" or "GeaenderterGeschaeftsgang" or "Geschaeftsgang"
        && xml.NamespaceURI.StartsWith(Namespace, StringComparison.Ordinal);

    /// <summary>Identifikation/ID and AllgemeineMetadaten/Betreff stand before the circulation of the same object.</summary>
    private static void Describe(Stack<Frame> path, string text)
    {
        using var up = path.GetEnumerator();
        if (!up.MoveNext() || up.Current.Name is not ("ID" or "xdomeaUUID" or "Betreff") || !Up(out var field, out var part, out var owner))
            return;
        if (field.Name == "Betreff" && part.Name == "AllgemeineMetadaten")
            owner.Subject ??= PlainText.Line(text, 500);
        else if (field.Name != "Betreff" && part.Name == "Identifikation" && Guid.TryParseExact(text.Trim(), "D", out var id))
            owner.Id ??= id;

        bool Up(out Frame field, out Frame part, out Frame owner)
        {
            field = part = owner = up.Current;
            if (!up.MoveNext())
                return false;
            part = up.Current;
            if (!up.MoveNext())
                return false;
            owner = up.Current;
            return true;
        }
    }

    private sealed class Frame
    {
        public required string Name { get; init; }
        public Guid? Id { get; set; }
        public string? Subject { get; set; }
    }
}
