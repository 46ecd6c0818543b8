using System.Globalization;
using System.Xml.Linq;
using Umlauf.Formats.Reading;

namespace Umlauf.Formats.Xdomea;

/// <summary>Reads one GeschaeftsgangType. The names of 2.x, 3.x and 4.0 do not contradict each other, so one table serves all.</summary>
internal sealed class CirculationReader(string schema, int ordinal, XdomeaNotes notes)
{
    private static readonly string[] stepFields =
    [
        "Nummer",
        "Status",
        "Verfuegung",
        "Bearbeitung",
        "ParallelZuBeteiligungsschritt",
        "VersionNummer",
    ];

    private static readonly string[] orderFields =
    [
        "Ersteller",
        "Adressat",
        "Erstellungsdatum",
        "Erstellungsuhrzeit",
        "Verfuegung",
        "TerminDatum",
        "TerminUhrzeit",
        "Notiz",
    ];

    private static readonly string[] handlingFields = ["Bearbeiter", "Datum", "Uhrzeit", "Vermerk", "Notiz", "Anlage"];

    private Place where = new(ordinal);
    private bool broken;

    /// <summary>The circulation, or null with a note that names the field it lacks.</summary>
    public XdomeaCirculation? Read(XElement element)
    {
        Check(element, ["Identifikation", "Beteiligungsschritt"], ["Beteiligungsschritt"]);
        var identity = Part(element, "Identifikation");
        var id = identity is null ? null : Text(identity, "xdomeaUUID") ?? Text(identity, "ID");
        if (!Guid.TryParseExact(id?.Trim(), "D", out var guid))
            Lacks("Identifikation");
        uint? place = null;
        if (identity is not null && Text(identity, "NummerImUebergeordnetenContainer") is { } number)
        {
            place = uint.TryParse(number.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : null;
            if (place is null)
                notes.Add(XdomeaNotes.Unreadable(where, "NummerImUebergeordnetenContainer"));
        }

        var steps = new List<CirculationStep>();
        foreach (var part in Parts(element, "Beteiligungsschritt"))
        {
            where = new Place(ordinal, steps.Count + 1);
            if (Step(part) is { } step)
                steps.Add(step);
        }
        if (steps.Count == 0)
            Lacks("Beteiligungsschritt");
        if (broken)
            return null;
        CheckNumbers(steps);
        return new XdomeaCirculation
        {
            Id = guid,
            NumberInContainer = place,
            Steps = [.. steps],
        };
    }

    private CirculationStep? Step(XElement element)
    {
        Check(element, stepFields, ["ParallelZuBeteiligungsschritt"]);
        var number = Text(element, "Nummer");
        if (number is null)
            Lacks("Nummer");
        var order = Part(element, "Verfuegung") is { } o ? Order(o) : Lacks<StepOrder>("Verfuegung");
        var handling = Part(element, "Bearbeitung") is { } h ? Handling(h) : null;
        if (number is null || order is null)
            return null;
        return new CirculationStep
        {
            Number = number,
            Status = Status(Part(element, "Status")),
            Order = order,
            Handling = handling,
            ParallelTo = [.. Parts(element, "ParallelZuBeteiligungsschritt").Select(e => e.Value).Where(v => v.Length > 0)],
            VersionNumber = Text(element, "VersionNummer"),
        };
    }

    private StepStatus Status(XElement? element)
    {
        switch (Code(element)?.Code)
        {
            case "001":
                return StepStatus.Future;
            case "002":
                return StepStatus.Current;
            case "003":
                return StepStatus.Finished;
            case "004":
                return StepStatus.Skipped;
            default:
                notes.Add(XdomeaNotes.UnknownStatus(where));
                return StepStatus.Future;
        }
    }

    private StepOrder? Order(XElement element)
    {
        Check(element, orderFields, []);
        var creator = Part(element, "Ersteller") is { } c ? Person(c) : Lacks<Contact>("Ersteller");
        var addressee = Part(element, "Adressat") is { } a ? Person(a) : Lacks<Contact>("Adressat");
        var created = Date(element, "Erstellungsdatum");
        if (created is null)
            Lacks("Erstellungsdatum");
        if (creator is null || addressee is null || created is null)
            return null;
        return new StepOrder
        {
            Creator = creator,
            Addressee = addressee,
            CreatedOn = created.Value,
            CreatedAt = Time(element, "Erstellungsuhrzeit"),
            Text = Text(element, "Verfuegung"),
            DueOn = Date(element, "TerminDatum"),
            DueAt = Time(element, "TerminUhrzeit"),
            Note = Text(element, "Notiz"),
        };
    }

    private StepHandling? Handling(XElement element)
    {
        Check(element, handlingFields, ["Anlage"]);
        var by = Part(element, "Bearbeiter") is { } b ? Person(b) : Lacks<Contact>("Bearbeiter");
        var on = Date(element, "Datum");
        if (on is null)
            Lacks("Datum");
        if (by is null || on is null)
            return null;
        return new StepHandling
        {
            By = by,
            On = on.Value,
            At = Time(element, "Uhrzeit"),
            Remark = Text(element, "Vermerk"),
            Note = Text(element, "Notiz"),
            Attachments = [.. Parts(element, "Anlage").Select(e => XdomeaXml.Keep(e, schema))],
        };
    }

    private Contact Person(XElement element)
    {
        Check(element, XdomeaXml.ContactFields, XdomeaXml.ForeignFields);
        var institution = Part(element, "NameInstitution") ?? Part(element, "Institution");
        var unit = Part(element, "NameOrganisationseinheit") ?? Part(element, "Organisationseinheit");
        var name = Part(element, "NameAnsprechpartner") ?? Part(element, "Name");
        var family = name is null ? null : Part(name, "Familienname");
        var given = name is null ? null : Part(name, "Vorname");
        // In 3.x "Rolle" is a code, in 4.0 it is text and "RolleCode" the code.
        var role = Part(element, "Rolle");
        var roleIsCode = role?.HasElements == true;
        if (institution is not null)
            Check(institution, ["Name", "Kurzbezeichnung"], []);
        if (name is not null)
            Check(name, ["Anrede", "Titel", "Familienname", "Vorname"], []);
        return new Contact
        {
            Institution = Text(institution, "Name"),
            InstitutionShort = Text(institution, "Kurzbezeichnung"),
            Unit = Text(unit, "Name"),
            Salutation = Text(name, "Anrede"),
            Title = Text(name, "Titel"),
            FamilyName = Text(family, "Name"),
            GivenName = Text(given, "Name"),
            Activity = Text(element, "Taetigkeit"),
            Responsibility = Text(element, "Zustaendigkeit"),
            Role = roleIsCode ? null : Text(element, "Rolle"),
            RoleCode = Code(roleIsCode ? role : Part(element, "RolleCode")),
            Foreign =
            [
                .. element
                    .Elements()
                    .Where(e => e.Name.Namespace == element.Name.Namespace && XdomeaXml.ForeignFields.Contains(e.Name.LocalName))
                    .Select(e => XdomeaXml.Keep(e, schema)),
            ],
        };
    }

    private static CodeValue? Code(XElement? element)
    {
        // Child elements of a code have no namespace in 3.x and 4.0.
        string? Child(string name) =>
            element?.Elements().FirstOrDefault(e => e.Name.LocalName == name)?.Value is { } value ? Token(value) : null;
        return string.IsNullOrEmpty(Child("code"))
            ? null
            : new CodeValue(
                Child("code")!,
                Filled(Child("name")),
                Filled(element?.Attribute("listURI")?.Value),
                Filled(element?.Attribute("listVersionID")?.Value)
            );
    }

    /// <summary>xs:token: runs of white space count as one blank.</summary>
    private static string Token(string text) =>
        string.Join(' ', text.Split([' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries));

    private static string? Filled(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private DateOnly? Date(XElement element, string name)
    {
        if (Text(element, name)?.Trim() is not { } text)
            return null;
        if (XdomeaXml.ParseDate(text, out var zone) is not { } date)
        {
            notes.Add(XdomeaNotes.Unreadable(where, name));
            return null;
        }
        if (zone)
            notes.Add(XdomeaNotes.ZoneLost(where, name));
        return date;
    }

    private ClockTime? Time(XElement element, string name)
    {
        if (Text(element, name)?.Trim() is not { } text)
            return null;
        var time = XdomeaXml.ParseTime(text);
        if (time is null)
            notes.Add(XdomeaNotes.Unreadable(where, name));
        return time;
    }

    private void CheckNumbers(List<CirculationStep> steps)
    {
        var numbers = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < steps.Count; i++)
            if (!numbers.Add(steps[i].Number))
                notes.Add(XdomeaNotes.SameNumber(new Place(ordinal, i + 1)));
        for (var i = 0; i < steps.Count; i++)
            if (!steps[i].ParallelTo.All(numbers.Contains))
                notes.Add(XdomeaNotes.NoSuchStep(new Place(ordinal, i + 1)));
    }

    private void Check(XElement element, string[] fields, string[] repeatable)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var child in element.Elements())
        {
            var name = child.Name.LocalName;
            var known = child.Name.Namespace == element.Name.Namespace && fields.Contains(name, StringComparer.Ordinal);
            if (!known || (!seen.Add(name) && !repeatable.Contains(name, StringComparer.Ordinal)))
                notes.Add(XdomeaNotes.Unknown(where, known ? name : PlainText.Line(name, 60)));
        }
    }

    private static IEnumerable<XElement> Parts(XElement element, string name) => element.Elements(element.Name.Namespace + name);

    private static XElement? Part(XElement element, string name) => element.Element(element.Name.Namespace + name);

    private static string? Text(XElement? element, string name) => element is null ? null : Filled(Part(element, name)?.Value);

    private void Lacks(string field)
    {
        broken = true;
        notes.Add(XdomeaNotes.Missing(where, field));
    }

    private T? Lacks<T>(string field)
        where T : class
    {
        Lacks(field);
        return null;
    }
}
