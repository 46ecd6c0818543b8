using Umlauf.Journal;

namespace Umlauf.Circulation;

/// <summary>What the journal vouches for row by row (versiegelte Zeilen); folders and their acts see <see cref="VerifyFolders"/>.</summary>
internal sealed class CirculationSeals : ISealedTables
{
    public IReadOnlyList<SealedTable> Tables { get; } =
    [new("circulation_sheet", "folder_id", "folder_id, json_hash, pdf_hash, frozen_at", "folder-sheet-frozen")];
}
