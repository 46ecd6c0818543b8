using Umlauf.Formats.Reading;

namespace Umlauf.Formats.Xdomea;

/// <summary>
/// Makes a circulation fit a schema version (Einebnen). What xdomea 3.1 has no field for becomes one readable line in the Notiz of the
/// step; elements of another version are left out. Each change is a note. The result is exactly what reading the message gives back.
/// </summary>
public static class Flattening
{
    /// <summary>The circulation as the version can carry it, and what had to change.</summary>
    public static (XdomeaCirculation Circulation, ValueList<ReadNote> Notes) Fit(XdomeaCirculation circulation, XdomeaVersion version)
    {
        var notes = new XdomeaNotes();
        var steps = circulation.Steps.Select((step, i) => Fit(step, version, new Place(1, i + 1), notes));
        return (circulation with { Steps = [.. steps] }, notes.All);
    }

    internal static string Schema(XdomeaVersion version) => version == XdomeaVersion.V40 ? "4.0.0" : "3.1.0";

    /// <summary>Only the parts of a contact that the version knows.</summary>
    internal static Contact Fit(Contact contact, XdomeaVersion version) =>
        contact with
        {
            Foreign = [.. contact.Foreign.Where(f => f.Schema == Schema(version))],
            Role = version == XdomeaVersion.V40 ? contact.Role : null,
        };

    private static CirculationStep Fit(CirculationStep step, XdomeaVersion version, Place at, XdomeaNotes notes)
    {
        var flat = version == XdomeaVersion.V31;
        var order = step.Order with { Creator = Person(step.Order.Creator), Addressee = Person(step.Order.Addressee) };
        var handling = step.Handling;
        if (handling is not null)
        {
            var kept = handling.Attachments.Where(a => a.Schema == Schema(version)).ToArray();
            if (kept.Length < handling.Attachments.Count)
                notes.Add(Lost(at, "Anlage"));
            handling = handling with { By = Person(handling.By), Attachments = [.. kept] };
        }
        if (flat)
        {
            var lines = new List<string>();
            if (step.ParallelTo.Count > 0)
            {
                lines.Add($"parallel zu Schritt {string.Join(", ", step.ParallelTo)}");
                notes.Add(Moved(at, "parallel", "ParallelZuBeteiligungsschritt"));
            }
            if (step.VersionNumber is { } number)
            {
                lines.Add($"Dokumentversion {number}");
                notes.Add(Moved(at, "version", "VersionNummer"));
            }
            Role(step.Order.Creator, "Ersteller", lines);
            Role(step.Order.Addressee, "Adressat", lines);
            Role(step.Handling?.By, "Bearbeiter", lines);
            order = order with { Note = RouteNote.Insert(order.Note, lines) };
        }
        return step with
        {
            Order = order,
            Handling = handling,
            ParallelTo = flat ? [] : step.ParallelTo,
            VersionNumber = flat ? null : step.VersionNumber,
        };

        Contact Person(Contact contact)
        {
            foreach (var lost in contact.Foreign.Where(f => f.Schema != Schema(version)))
                notes.Add(Lost(at, lost.Name));
            return Fit(contact, version);
        }

        void Role(Contact? contact, string who, List<string> lines)
        {
            if (contact?.Role is not { } role)
                return;
            lines.Add($"Rolle {who}: {role}");
            notes.Add(Moved(at, "role", $"Rolle ({who})"));
        }
    }

    private static ReadNote Moved(Place at, string code, string field) =>
        XdomeaNotes.Flattened(
            at,
            code,
            $"xdomea 3.1 kennt „{field}“ nicht; die Angabe steht jetzt als Text in der Notiz.",
            $"xdomea 3.1 does not know \"{field}\"; it now stands as text in the Notiz."
        );

    private static ReadNote Lost(Place at, string field) =>
        XdomeaNotes.Flattened(
            at,
            "foreign",
            $"„{field}“ stammt aus einer anderen xdomea-Version und wurde weggelassen.",
            $"\"{field}\" comes from another xdomea version and was left out."
        );
}
