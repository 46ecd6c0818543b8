using Umlauf.Formats.Reading;

namespace Umlauf.Formats.Xdomea;

/// <summary>The sentences of reading and writing (Hinweise). They name steps and fields, never contents.</summary>
internal sealed class XdomeaNotes
{
    private const int Most = 200;
    private readonly List<ReadNote> notes = [];
    private readonly HashSet<ReadNote> known = [];

    public ValueList<ReadNote> All => [.. notes];

    public static readonly ReadNote Empty = new("xdomea.empty", "Die Nachricht ist leer.", "The message is empty.");

    public static readonly ReadNote TooLarge = new(
        "xdomea.too-large",
        "Die Nachricht ist größer oder tiefer verschachtelt, als gelesen werden darf; nichts wurde übernommen.",
        "The message is larger or nested more deeply than may be read; nothing was taken over."
    );

    public static readonly ReadNote TooManySteps = new(
        "xdomea.too-many-steps",
        "Die Nachricht hat mehr Geschäftsgänge oder Beteiligungsschritte, als gelesen werden dürfen; nichts wurde übernommen.",
        "The message has more circulations or steps than may be read; nothing was taken over."
    );

    public static readonly ReadNote NotXdomea = new(
        "xdomea.not-xdomea",
        "Die Datei ist keine xdomea-Nachricht.",
        "The file is not an xdomea message."
    );

    public static readonly ReadNote NoCirculation = new(
        "xdomea.no-circulation",
        "Die Nachricht enthält keinen Geschäftsgang.",
        "The message holds no circulation."
    );

    public static ReadNote NotXml(int line) =>
        new(
            "xdomea.not-xml",
            $"Die Datei ist kein gültiges XML oder enthält eine Dokumenttyp-Angabe (Zeile {line}); nichts wurde übernommen.",
            $"The file is not valid XML or declares a document type (line {line}); nothing was taken over."
        );

    public static ReadNote UnknownVersion(string version) =>
        new(
            "xdomea.unknown-version",
            $"Die xdomea-Version {version} ist nicht bekannt; gelesen wurde, was den bekannten Versionen gleicht.",
            $"The xdomea version {version} is not known; what is like the known versions was read."
        );

    public static ReadNote Missing(Place at, string field) =>
        new(
            "xdomea.missing",
            $"{at.German}: Die Pflichtangabe „{field}“ fehlt oder ist nicht lesbar; der Geschäftsgang wurde nicht übernommen.",
            $"{at.English}: the mandatory field \"{field}\" is missing or unreadable; the circulation was not taken over."
        );

    public static ReadNote Unreadable(Place at, string field) =>
        new(
            "xdomea.unreadable",
            $"{at.German}: Die Angabe „{field}“ ist nicht lesbar und wurde nicht übernommen.",
            $"{at.English}: the field \"{field}\" is unreadable and was not taken over."
        );

    public static ReadNote ZoneLost(Place at, string field) =>
        new(
            "xdomea.zone-lost",
            $"{at.German}: Das Datum „{field}“ nennt eine Zeitzone; übernommen wurde der Kalendertag.",
            $"{at.English}: the date \"{field}\" states a time zone; the calendar day was taken over."
        );

    public static ReadNote Unknown(Place at, string field) =>
        new(
            "xdomea.unknown-element",
            $"{at.German}: Die Angabe „{field}“ ist unbekannt oder doppelt und wurde nicht übernommen.",
            $"{at.English}: the field \"{field}\" is unknown or repeated and was not taken over."
        );

    public static ReadNote UnknownStatus(Place at) =>
        new(
            "xdomea.unknown-status",
            $"{at.German}: Der Status ist nicht bekannt; der Schritt gilt als zukünftig.",
            $"{at.English}: the status is not known; the step is taken to lie ahead."
        );

    public static ReadNote SameNumber(Place at) =>
        new("xdomea.same-number", $"{at.German}: Die Nummer kommt mehrfach vor.", $"{at.English}: the number occurs more than once.");

    public static ReadNote NoSuchStep(Place at) =>
        new(
            "xdomea.no-such-step",
            $"{at.German}: Der Schritt soll parallel zu einem Schritt sein, den es nicht gibt.",
            $"{at.English}: the step is said to be parallel to a step that does not exist."
        );

    public static ReadNote Flattened(Place at, string field, string german, string english) =>
        new($"xdomea.flattened-{field}", $"{at.German}: {german}", $"{at.English}: {english}");

    public void Add(ReadNote note)
    {
        if (notes.Count < Most && known.Add(note))
            notes.Add(note);
        else if (notes.Count == Most && !known.Contains(note))
            notes.Add(new("xdomea.more-notes", "Weitere Hinweise wurden weggelassen.", "Further notes were left out."));
    }
}

/// <summary>Where in the message, by position: numbers of steps may be missing or wrong (Stelle).</summary>
internal sealed record Place(int Circulation, int Step = 0)
{
    public string German => Step == 0 ? $"Geschäftsgang {Circulation}" : $"Geschäftsgang {Circulation}, Schritt {Step}";

    public string English => Step == 0 ? $"Circulation {Circulation}" : $"Circulation {Circulation}, step {Step}";
}
