using Umlauf.Journal;

namespace Umlauf.Circulation;

/// <summary>What the journal vouches for row by row (versiegelte Zeilen); the acts of folders and what follows from them see <see cref="VerifyFolders"/>.</summary>
internal sealed class CirculationSeals : ISealedTables
{
    public IReadOnlyList<SealedTable> Tables { get; } =
    [
        // The part of the head that stays as its maker wrote it.
        new(
            "circulation_folder",
            "id",
            "id, subject, owner_id, matter_id, office_id, confidentiality, template_id, template_version, follows_id, made_at",
            "folder-made"
        ),
        new("circulation_template", "id", "id, office_id, name, version, retired", "template-saved", "template-retired"),
        new("circulation_template_version", "template_id", "template_id, version, plan, saved_at, saved_by", "template-saved"),
        new("circulation_sheet", "folder_id", "folder_id, json_hash, pdf_hash, frozen_at", "folder-sheet-frozen"),
    ];
}
