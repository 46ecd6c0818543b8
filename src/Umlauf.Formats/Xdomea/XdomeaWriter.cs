using System.Globalization;
using System.Xml.Linq;

namespace Umlauf.Formats.Xdomea;

/// <summary>Writes the smallest messages that can carry a circulation (Geschäftsgang ausgeben); each is valid by the official schemas.</summary>
public static class XdomeaWriter
{
    /// <summary>
    /// The internal circulation of a matter. In 3.1 this is 0401 (Abgabe); of 4.0 only the group Aussonderung is published, whose
    /// smallest message with a matter and no files is 0501 (Anbieteverzeichnis).
    /// </summary>
    public static XdomeaMessage Internal(XdomeaEnvelope envelope, XdomeaMatter matter, XdomeaCirculation circulation, XdomeaVersion version)
    {
        var xml = new CirculationXml(version);
        var four = version == XdomeaVersion.V40;
        var vorgang = xml.Part(
            "Vorgang",
            xml.Identity(matter.Id),
            four ? xml.Part("Kontextobjekt", "0") : null,
            xml.Part("AllgemeineMetadaten", xml.Text("Betreff", matter.Subject), xml.Text("Kennzeichen", matter.Mark)),
            xml.Element("InternerGeschaeftsgang", circulation)
        );
        var root = four
            ? xml.Part(
                "Aussonderung.Anbieteverzeichnis.0501",
                new XAttribute("produkt", envelope.Product),
                new XAttribute("produkthersteller", envelope.Manufacturer),
                new XAttribute("produktversion", envelope.ProductVersion),
                new XAttribute("standard", "xdomea"),
                new XAttribute("version", "4.0.0"),
                Head40(xml, envelope, "0501"),
                xml.Part("Empfangsbestaetigung", "0"),
                xml.Part("LfdNrNachrichtProTyp", "1"),
                xml.Part("GesamtanzahlNachrichtenProTyp", "1"),
                xml.Part("Schriftgutobjekt", vorgang)
            )
            : xml.Part(
                "Abgabe.Abgabe.0401",
                Head31(xml, envelope, "0401", xml.Part("Importbestaetigung", "1"), xml.Part("Empfangsbestaetigung", "0")),
                xml.Part("Schriftgutobjekt", vorgang)
            );
        return Message(root, four ? $"{envelope.Process}_0501_1.xml" : null, envelope, circulation, version);
    }

    /// <summary>The circulation between organisations: 0201 of xdomea 3.1, one step after the other. The files are added by the container.</summary>
    public static XdomeaMessage External(XdomeaEnvelope envelope, ValueList<XdomeaDocument> documents, XdomeaCirculation circulation)
    {
        if (documents.Count == 0)
            throw new ArgumentException("0201 circulates at least one document.", nameof(documents));
        var xml = new CirculationXml(XdomeaVersion.V31);
        var root = xml.Part(
            "Geschaeftsgang.Geschaeftsgang.0201",
            Head31(
                xml,
                envelope,
                "0201",
                xml.Part("EmpfangsbestaetigungAnInitiator", "1"),
                xml.Part("EmpfangsbestaetigungAnVorgaenger", "0")
            ),
            xml.Part("Hauptobjekt", documents.Select(document => Document(xml, document))),
            xml.Element("ExternerGeschaeftsgang", circulation)
        );
        return Message(root, null, envelope, circulation, XdomeaVersion.V31);
    }

    private static XdomeaMessage Message(
        XElement root,
        string? name,
        XdomeaEnvelope envelope,
        XdomeaCirculation circulation,
        XdomeaVersion version
    )
    {
        // The specification of 4.0 asks for a prefix of its own.
        root.Add(new XAttribute(XNamespace.Xmlns + "xdomea", root.Name.NamespaceName));
        var (_, notes) = Flattening.Fit(circulation, version);
        return new(name ?? $"{envelope.Process}_{root.Name.LocalName}.xml", XdomeaXml.Bytes(root), notes);
    }

    private static XElement Document(CirculationXml xml, XdomeaDocument document) =>
        xml.Part(
            "Dokument",
            xml.Identity(document.Id),
            xml.Part("AllgemeineMetadaten", xml.Text("Betreff", document.Subject)),
            xml.Part(
                "Version",
                xml.Part("Nummer", XdomeaXml.Clean(document.Version)),
                xml.Part(
                    "Format",
                    xml.Fixed("Name", "dateiformat", "1.0", document.FormatCode),
                    xml.Part("Version", "-"),
                    xml.Part("Primaerdokument", xml.Part("Dateiname", XdomeaXml.Clean(document.FileName)))
                )
            )
        );

    private static XElement Head31(CirculationXml xml, XdomeaEnvelope envelope, string type, params XElement[] further) =>
        xml.Part(
            "Kopf",
            xml.Part("ProzessID", envelope.Process),
            xml.Fixed("Nachrichtentyp", "nachrichtentyp", "2.0", type),
            xml.Part("Erstellungszeitpunkt", Moment(envelope.CreatedAt)),
            xml.Person("Absender", envelope.Sender),
            xml.Person("Empfaenger", envelope.Receiver),
            xml.Part(
                "SendendesSystem",
                xml.Text("InstanzID", envelope.Instance),
                xml.Text("Produktname", envelope.Product),
                xml.Text("Version", envelope.ProductVersion)
            ),
            xml.Text("Hinweis", envelope.Hint),
            further
        );

    private static XElement Head40(CirculationXml xml, XdomeaEnvelope envelope, string type)
    {
        var typeElement = xml.Fixed("nachrichtentyp", "nachrichtentyp", "3.0", type);
        // The base message of XÖV has unqualified names.
        typeElement.Name = "nachrichtentyp";
        return xml.Part(
            "nachrichtenkopf",
            xml.Part(
                "identifikation.nachricht",
                new XElement("nachrichtenUUID", envelope.Message),
                typeElement,
                new XElement("erstellungszeitpunkt", Moment(envelope.CreatedAt))
            ),
            xml.Person("leser", envelope.Receiver),
            xml.Person("autor", envelope.Sender),
            xml.Part("ProzessID", envelope.Process),
            xml.Text("InstanzID", envelope.Instance),
            xml.Text("Hinweis", envelope.Hint)
        );
    }

    private static string Moment(DateTimeOffset moment) => moment.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
}
