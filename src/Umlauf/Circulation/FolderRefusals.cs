using Umlauf.Platform;

namespace Umlauf.Circulation;

/// <summary>Expected "no"s around folders, beside those of the engine's rules.</summary>
public static class FolderRefusals
{
    public static readonly Refusal NoSuchFolder = new(
        "circulation.no-such-folder",
        "Diese Mappe gibt es nicht, oder Sie dürfen sie nicht sehen.",
        "There is no such folder, or you may not see it.",
        404
    );

    public static readonly Refusal NotAllowed = new(
        "circulation.not-allowed",
        "Umlaufmappen bearbeitet, wer in einem Amt arbeitet. Die Administration Ihrer Verwaltung kann das Recht geben.",
        "Folders are for those who work in an office. The administrators of your administration can give the right.",
        403
    );

    public static readonly Refusal SubjectMissing = new(
        "circulation.subject-missing",
        "Die Mappe braucht einen Betreff von höchstens 300 Zeichen.",
        "The folder needs a subject of at most 300 characters."
    );

    public static readonly Refusal NoSuchItem = new(
        "circulation.no-such-item",
        "Ein Dokument für die Mappe gibt es nicht in dieser Fassung, oder Sie dürfen es nicht sehen.",
        "A document for the folder does not exist in this version, or you may not see it."
    );

    public static readonly Refusal TooManyItems = new(
        "circulation.too-many-items",
        "In eine Mappe passen höchstens 1.000 Dokumente, jedes einmal.",
        "A folder holds at most 1,000 documents, each once."
    );

    public static readonly Refusal NoSuchAddressee = new(
        "circulation.no-such-addressee",
        "Eine Person oder ein Amt im Laufweg gibt es nicht (mehr). Wählen Sie jemand anderen.",
        "A person or an office in the route does not exist (any more). Choose somebody else."
    );

    public static readonly Refusal BadDirective = new(
        "circulation.bad-directive",
        "Eine Verfügung ist so nicht ausführbar: Es fehlt der Vorgang, das Datum oder das, worauf sie sich bezieht.",
        "A directive cannot be carried out like this: the matter, the date or what it refers to is missing."
    );
}
