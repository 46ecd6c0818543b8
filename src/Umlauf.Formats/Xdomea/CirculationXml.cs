using System.Xml.Linq;

namespace Umlauf.Formats.Xdomea;

/// <summary>Writes GeschaeftsgangType and KontaktType (Geschäftsgang als XML), to be put into any message of the version.</summary>
public sealed class CirculationXml
{
    private readonly bool four;
    private readonly XNamespace schema;

    /// <summary>Writes for this version.</summary>
    public CirculationXml(XdomeaVersion version)
    {
        Version = version;
        four = version == XdomeaVersion.V40;
        schema = XdomeaReader.Namespace + Flattening.Schema(version);
    }

    /// <summary>The version that is written.</summary>
    public XdomeaVersion Version { get; }

    /// <summary>The circulation under this element name; <see cref="Flattening.Fit(XdomeaCirculation, XdomeaVersion)"/> says what must change for it.</summary>
    public XElement Element(string name, XdomeaCirculation circulation)
    {
        if (circulation.Steps.Count == 0)
            throw new ArgumentException("A circulation has at least one step.", nameof(circulation));
        var (fitting, _) = Flattening.Fit(circulation, Version);
        return Part(name, Identity(fitting.Id, fitting.NumberInContainer), fitting.Steps.Select(Step));
    }

    internal XElement Identity(Guid id, uint? number = null) =>
        Part(
            "Identifikation",
            Part(four ? "xdomeaUUID" : "ID", id),
            number is null ? null : Part("NummerImUebergeordnetenContainer", number)
        );

    internal XElement Part(string name, params object?[] content) => new(schema + name, content);

    internal XElement? Text(string name, string? text) => string.IsNullOrEmpty(text) ? null : Part(name, XdomeaXml.Clean(text));

    /// <summary>A value of a list the standard fixes.</summary>
    internal XElement Fixed(string name, string list, string version, string code) =>
        Code(name, new CodeValue(code, null, "urn:xoev-de:xdomea:codeliste:" + list, version))!;

    internal XElement Person(string name, Contact contact)
    {
        var c = Flattening.Fit(contact, Version);
        return Part(
            name,
            Foreign("Behoerdenkennung"),
            Group(four ? "NameInstitution" : "Institution", Text("Name", c.Institution), Text("Kurzbezeichnung", c.InstitutionShort)),
            Group(four ? "NameOrganisationseinheit" : "Organisationseinheit", Text("Name", c.Unit)),
            Group(
                four ? "NameAnsprechpartner" : "Name",
                Text("Anrede", c.Salutation),
                Text("Titel", c.Title),
                Group("Familienname", Text("Name", c.FamilyName)),
                Group("Vorname", Text("Name", c.GivenName))
            ),
            Text("Taetigkeit", c.Activity),
            Text("Zustaendigkeit", c.Responsibility),
            Foreign("Anschrift"),
            Foreign(four ? "erreichbarkeit" : "Kommunikation"),
            four ? Text("Rolle", c.Role) : null,
            Code(four ? "RolleCode" : "Rolle", c.RoleCode),
            Foreign("UnstrukturierteAnschrift"),
            Foreign("Geburt"),
            four ? Foreign("AnwendungsspezifischeErweiterung") : null,
            four ? Foreign("AnwendungsspezifischeErweiterungXML") : null
        );

        IEnumerable<XElement> Foreign(string part) => c.Foreign.Where(f => f.Name == part).Select(XdomeaXml.Restore);
    }

    private XElement Step(CirculationStep step) =>
        Part(
            "Beteiligungsschritt",
            Part("Nummer", XdomeaXml.Clean(step.Number)),
            Fixed("Status", "beteiligungsstatus", "1.1", $"00{(int)step.Status}"),
            Order(step.Order),
            step.Handling is { } handling ? Handling(handling) : null,
            step.ParallelTo.Select(number => Text("ParallelZuBeteiligungsschritt", number)),
            Text("VersionNummer", step.VersionNumber)
        );

    private XElement Order(StepOrder order) =>
        Part(
            "Verfuegung",
            Person("Ersteller", order.Creator),
            Person("Adressat", order.Addressee),
            Date("Erstellungsdatum", order.CreatedOn),
            Time("Erstellungsuhrzeit", order.CreatedAt),
            Text("Verfuegung", order.Text),
            Date("TerminDatum", order.DueOn),
            Time("TerminUhrzeit", order.DueAt),
            Text("Notiz", order.Note)
        );

    private XElement Handling(StepHandling handling) =>
        Part(
            "Bearbeitung",
            Person("Bearbeiter", handling.By),
            Date("Datum", handling.On),
            Time("Uhrzeit", handling.At),
            Text("Vermerk", handling.Remark),
            Text("Notiz", handling.Note),
            handling.Attachments.Select(XdomeaXml.Restore)
        );

    private XElement? Group(string name, params XElement?[] parts) =>
        Array.TrueForAll(parts, p => p is null) ? null : Part(name, [.. parts]);

    private XElement? Date(string name, DateOnly? date) => date is { } day ? Part(name, XdomeaXml.Print(day)) : null;

    private XElement? Time(string name, ClockTime? time) => time is { } clock ? Part(name, XdomeaXml.Print(clock)) : null;

    private XElement? Code(string name, CodeValue? code) =>
        code is null
            ? null
            : Part(
                name,
                // 4.0 demands both attributes; a code whose list nobody named has an empty one.
                Attribute("listURI", code.ListUri),
                Attribute("listVersionID", code.ListVersion),
                new XElement("code", XdomeaXml.Clean(code.Code)),
                code.Name is null ? null : new XElement("name", XdomeaXml.Clean(code.Name))
            );

    private XAttribute? Attribute(string name, string? value) =>
        value is null && !four ? null : new XAttribute(name, XdomeaXml.Clean(value ?? ""));
}
