using System.Text.Json;
using Umlauf.Circulation.Engine;
using Umlauf.Circulation.Model;
using Umlauf.Journal;
using Umlauf.Platform;

namespace Umlauf.Circulation;

/// <summary>
/// Proves that every act of every folder is the one that the journal recorded, that none is missing or slipped in, and that heads, desks, participants
/// and items are what follows from the acts (Umlaufmappen prüfen).
/// </summary>
public sealed class VerifyFolders(Db db, IBlobStore blobs) : IIntegrityCheck
{
    private const int MostListed = 100;

    public async Task<IntegrityReport> Check(TenantId tenant, CancellationToken ct)
    {
        var problems = new List<IntegrityProblem>();
        await using var unit = await db.Read(Actor.System(tenant), ct);
        var recorded = new Dictionary<(Guid Folder, long Revision), string>();
        var sheets = new Dictionary<Guid, (string? Json, string? Pdf)>();
        await foreach (var entry in unit.Stream<EntryRow>("SELECT kind, subject, data FROM journal_pub_entry WHERE tenant_id = @tenant AND kind IN ('folder-made', 'folder-acted', 'folder-sheet-frozen')"))
        {
            using var facts = JsonDocument.Parse(entry.Data);
            var root = facts.RootElement;
            if (entry.Kind == "folder-sheet-frozen")
                sheets[entry.Subject] = (root.GetProperty("json").GetString(), root.GetProperty("pdf").GetString());
            else
                recorded[(entry.Subject, root.GetProperty("revision").GetInt64())] = root.GetProperty("act").GetString() ?? "";
        }
        var folders = await unit.Query<FolderRow>($"SELECT {FolderRow.Columns} FROM circulation_folder f WHERE f.tenant_id = @tenant");
        foreach (var row in folders)
            await CheckFolder(unit, row, recorded, Report);
        foreach (var (folder, revision) in recorded.Keys)
            Report("circulation.act-missing", $"circulation_act {folder} {revision}", "The journal recorded an act that is gone.");
        foreach (var sheet in await unit.Query<SheetRow>("SELECT folder_id, json_hash, pdf_hash FROM circulation_sheet WHERE tenant_id = @tenant"))
        {
            if (!sheets.Remove(sheet.FolderId.Value, out var frozen) || frozen != (sheet.JsonHash.Hex, sheet.PdfHash.Hex))
                Report("circulation.sheet-changed", $"circulation_sheet {sheet.FolderId.Value}", "The route sheet is not the one that the journal recorded.");
            foreach (var hash in new[] { sheet.JsonHash, sheet.PdfHash })
            {
                if (await blobs.Get(tenant, hash, ct) is null)
                    Report("circulation.sheet-missing", $"blob {hash}", "The bytes of a route sheet are gone.");
            }
        }
        foreach (var folder in sheets.Keys)
            Report("circulation.sheet-missing", $"circulation_sheet {folder}", "The journal recorded a route sheet that is gone.");
        return new IntegrityReport("folders", folders.Count, problems);

        void Report(string code, string where, string what)
        {
            if (problems.Count < MostListed)
                problems.Add(new IntegrityProblem(code, where, what));
        }
    }

    private static async Task CheckFolder(Unit unit, FolderRow row, Dictionary<(Guid, long), string> recorded, Action<string, string, string> report)
    {
        var id = row.Id.Value;
        var acts = await FolderStore.Texts(unit, row.Id, long.MaxValue);
        for (var revision = 1; revision <= acts.Count; revision++)
        {
            if (!recorded.Remove((id, revision), out var hash) || hash != FolderFacts.Hash(acts[revision - 1]))
                report("circulation.act-changed", $"circulation_act {id} {revision}", "The act is not the one that the journal recorded.");
        }
        Folder folder;
        try
        {
            folder = Circulate.Replay(null, acts.Select(ActJson.Read));
        }
        catch (Exception broken) when (broken is JsonException or ArgumentException or InvalidOperationException or IndexOutOfRangeException)
        {
            report("circulation.acts-broken", $"circulation_act {id}", "The acts cannot be read any more.");
            return;
        }
        if (folder.Revision != row.Revision || folder.State != row.State || folder.Owner != row.OwnerId)
            report("circulation.head-changed", $"circulation_folder {id}", "The head does not follow from the acts.");
        if (!await Same(unit, row, folder))
            report("circulation.lists-changed", $"circulation_desk, circulation_participant, circulation_item {id}", "What lies on desks does not follow from the acts.");
    }

    private static async Task<bool> Same(Unit unit, FolderRow row, Folder folder)
    {
        var args = new { row.Id };
        var desk = await unit.Query<PlacedRow>("SELECT place, addressee, kind, task, due_at FROM circulation_desk WHERE tenant_id = @tenant AND folder_id = @Id", args);
        var keys = await unit.Query<string>("SELECT addressee FROM circulation_participant WHERE tenant_id = @tenant AND folder_id = @Id", args);
        var items = await unit.Query<ItemRow>("SELECT document_id, version FROM circulation_item WHERE tenant_id = @tenant AND folder_id = @Id", args);
        var wanted = DeskRows.Of(folder, null, row.ChangedAt).Select(one => (one.Place, one.Addressee, one.Kind, one.Task, one.DueAt));
        return desk.Select(one => (one.Place, one.Addressee, one.Kind, one.Task, one.DueAt)).ToHashSet().SetEquals(wanted)
            && DeskRows.Participants(folder, null).All(keys.ToHashSet(StringComparer.Ordinal).Contains)
            && folder.Items.All(item => items.Any(one => one.DocumentId == item.Document.Value && one.Version == item.Version));
    }

    private sealed record EntryRow
    {
        public required string Kind { get; init; }
        public required Guid Subject { get; init; }
        public required string Data { get; init; }
    }

    private sealed record SheetRow
    {
        public required CirculationFolderId FolderId { get; init; }
        public required ContentHash JsonHash { get; init; }
        public required ContentHash PdfHash { get; init; }
    }

    private sealed record PlacedRow
    {
        public required int Place { get; init; }
        public required string Addressee { get; init; }
        public required string Kind { get; init; }
        public required string Task { get; init; }
        public required DateTimeOffset DueAt { get; init; }
    }

    private sealed record ItemRow
    {
        public required Guid DocumentId { get; init; }
        public required int Version { get; init; }
    }
}
