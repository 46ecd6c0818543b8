using Umlauf.Platform;

namespace Umlauf.Records;

/// <summary>What several acts on records are refused for (Ablehnungsgründe).</summary>
public static class RecordsRefusals
{
    public static readonly Refusal NotAllowed = new(
        "records.not-allowed",
        "Ihnen fehlt das Recht, Akten zu bearbeiten.",
        "You have no right to change records.",
        403
    );

    public static readonly Refusal NoSuchDocument = new(
        "records.no-such-document",
        "Dieses Dokument gibt es nicht, oder Sie dürfen es nicht sehen.",
        "There is no such document, or you may not see it.",
        404
    );

    public static readonly Refusal NoSuchMatter = new(
        "records.no-such-matter",
        "Diesen Vorgang gibt es nicht, oder Sie dürfen ihn nicht sehen.",
        "There is no such matter, or you may not see it.",
        404
    );

    public static readonly Refusal MatterNotOpen = new(
        "records.matter-not-open",
        "Dieser Vorgang ist zu den Akten verfügt. Öffnen Sie ihn wieder, bevor Sie etwas ändern.",
        "This matter is put away. Reopen it before you change anything.",
        409
    );

    public static readonly Refusal BadCursor = new(
        "records.bad-cursor",
        "Diese Seite der Liste gibt es nicht. Beginnen Sie die Liste von vorn.",
        "There is no such page of the list. Begin the list again.",
        400
    );
}
