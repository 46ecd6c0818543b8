using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

namespace Umlauf.Formats.Xdomea;

/// <summary>What reading and writing must agree on: field names, dates and times of XML Schema, elements kept as they came.</summary>
internal static partial class XdomeaXml
{
    private const RegexOptions Safe = RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture;

    /// <summary>Parts of a contact that are kept as they came.</summary>
    public static readonly string[] ForeignFields =
    [
        "Behoerdenkennung",
        "Anschrift",
        "Kommunikation",
        "erreichbarkeit",
        "UnstrukturierteAnschrift",
        "Geburt",
        "AnwendungsspezifischeErweiterung",
        "AnwendungsspezifischeErweiterungXML",
    ];

    public static readonly string[] ContactFields =
    [
        "Institution",
        "NameInstitution",
        "Organisationseinheit",
        "NameOrganisationseinheit",
        "Name",
        "NameAnsprechpartner",
        "Taetigkeit",
        "Zustaendigkeit",
        "Rolle",
        "RolleCode",
        .. ForeignFields,
    ];

    /// <summary>Takes an element out of its message; prefixes and indentation are not part of what it says.</summary>
    public static ForeignElement Keep(XElement element, string schema) => new(schema, element.Name.LocalName, Print(Bare(element)));

    /// <summary>Puts it back.</summary>
    public static XElement Restore(ForeignElement element) => Bare(XElement.Parse(element.Xml, LoadOptions.PreserveWhitespace));

    private static XElement Bare(XElement element)
    {
        var copy = new XElement(element);
        foreach (var part in copy.DescendantsAndSelf())
        {
            part.Attributes().Where(a => a.IsNamespaceDeclaration).Remove();
            if (part.HasElements)
                part.Nodes().OfType<XText>().Where(t => string.IsNullOrWhiteSpace(t.Value)).Remove();
        }
        return copy;
    }

    private static string Print(XElement element)
    {
        var text = new StringBuilder();
        var settings = new XmlWriterSettings { OmitXmlDeclaration = true, NewLineHandling = NewLineHandling.Entitize };
        using (var xml = XmlWriter.Create(text, settings))
            element.Save(xml);
        return text.ToString();
    }

    /// <summary>Bytes of a message in UTF-8.</summary>
    public static byte[] Bytes(XElement root)
    {
        using var stream = new MemoryStream();
        var settings = new XmlWriterSettings
        {
            Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            Indent = true,
            NewLineChars = "\n",
            // A carriage return inside a text would come back as a line feed.
            NewLineHandling = NewLineHandling.Entitize,
        };
        using (var xml = XmlWriter.Create(stream, settings))
            root.Save(xml);
        return stream.ToArray();
    }

    /// <summary>Characters that XML cannot hold, not even escaped, become U+FFFD.</summary>
    public static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
            if (i + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[i + 1], text[i]))
                clean.Append(text[i]).Append(text[++i]);
            else
                clean.Append(XmlConvert.IsXmlChar(text[i]) ? text[i] : '\uFFFD');
        return clean.ToString();
    }

    /// <summary>xs:date; says whether it had a time zone, which a calendar day has no use for.</summary>
    public static DateOnly? ParseDate(string text, out bool zone)
    {
        var match = DateForm().Match(text);
        zone = match.Groups["zone"].Success;
        return
            match.Success
            && DateOnly.TryParseExact(
                match.Groups["day"].Value,
                "yyyy-MM-dd",
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var date
            )
            ? date
            : null;
    }

    public static string Print(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>xs:time; 24:00:00 is the beginning of a day, digits beyond 100 nanoseconds are cut.</summary>
    public static ClockTime? ParseTime(string text)
    {
        var match = TimeForm().Match(text);
        if (!match.Success)
            return null;
        var midnight = match.Groups["time"].Value == "24:00:00";
        var whole = midnight ? "00:00:00" : match.Groups["time"].Value;
        var fraction = match.Groups["fraction"].Value;
        if (!TimeOnly.TryParseExact(whole, "HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
            return null;
        if (midnight && fraction.AsSpan().ContainsAnyExcept('0', '.'))
            return null;
        if (fraction.Length > 1)
            time = time.Add(
                TimeSpan.FromTicks(long.Parse(fraction[1..].PadRight(7, '0').AsSpan(0, 7), NumberStyles.None, CultureInfo.InvariantCulture))
            );
        var zone = match.Groups["zone"].Value;
        if (zone.Length == 0)
            return new ClockTime(time);
        if (zone == "Z")
            return new ClockTime(time, TimeSpan.Zero);
        var offset = TimeSpan.ParseExact(zone.AsSpan(1), @"hh\:mm", CultureInfo.InvariantCulture);
        return offset > TimeSpan.FromHours(14) ? null : new ClockTime(time, zone[0] == '-' ? -offset : offset);
    }

    public static string Print(ClockTime time)
    {
        var text = time.Time.ToString("HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture);
        if (time.Offset is not { } offset)
            return text;
        return offset == TimeSpan.Zero
            ? text + "Z"
            : text + (offset < TimeSpan.Zero ? '-' : '+') + offset.ToString(@"hh\:mm", CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"^(?<day>[0-9]{4}-[0-9]{2}-[0-9]{2})(?<zone>Z|[+-][0-9]{2}:[0-9]{2})?\z", Safe)]
    private static partial Regex DateForm();

    [GeneratedRegex(@"^(?<time>[0-9]{2}:[0-9]{2}:[0-9]{2})(?<fraction>\.[0-9]+)?(?<zone>Z|[+-](0[0-9]|1[0-4]):[0-5][0-9])?\z", Safe)]
    private static partial Regex TimeForm();
}
