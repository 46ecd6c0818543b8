using System.Text.Json;
using Umlauf.Circulation.Engine;
using Umlauf.Circulation.Model;
using Umlauf.Platform;

namespace Umlauf.Circulation;

/// <summary>Proves that the acts of every folder are those the journal recorded, and that what was written beside them follows from them (Umlaufmappen prüfen).</summary>
public sealed class VerifyFolders(Db db, IBlobStore blobs) : IIntegrityCheck
{
    private const int MostListed = 100;

    public async Task<IntegrityReport> Check(TenantId tenant, CancellationToken ct)
    {
        var problems = new List<IntegrityProblem>();
        await using var unit = await db.Read(Actor.System(tenant), ct);
        var recorded = await Recorded(unit);
        var folders = new Dictionary<Guid, Replayed>();
        long count = 0;
        await foreach (
            var row in unit.Stream<ActRow>(
                "SELECT folder_id, revision, command_id, data FROM circulation_act WHERE tenant_id = @tenant ORDER BY folder_id, revision"
            )
        )
        {
            count++;
            if (
                !recorded.Remove((row.FolderId, row.Revision), out var facts)
                || facts != new Facts(FolderFacts.Hash(row.Data), row.CommandId)
            )
                Report(
                    "circulation.act-changed",
                    $"circulation_act {row.FolderId:D} {row.Revision}",
                    "The act is not the one that the journal recorded."
                );
            else
                folders[row.FolderId] = Replayed.Next(folders.GetValueOrDefault(row.FolderId), ActJson.Read(row.Data));
        }
        foreach (var (folder, revision) in recorded.Keys)
            Report("circulation.act-missing", $"circulation_act {folder:D} {revision}", "The journal knows this act, the table does not.");

        var participants = await Pairs(unit, "SELECT folder_id, addressee AS value FROM circulation_participant WHERE tenant_id = @tenant");
        var items = await unit.Query<ItemRow>("SELECT folder_id, document_id, version FROM circulation_item WHERE tenant_id = @tenant");
        var desks = (
            await unit.Query<PlacedRow>(
                "SELECT folder_id, place, addressee, kind, task, due_at FROM circulation_desk WHERE tenant_id = @tenant"
            )
        ).ToLookup(row => row.FolderId, row => (row.Place, row.Addressee, row.Kind, row.Task, row.DueAt));
        var itemsOf = items.ToLookup(item => item.FolderId, item => (item.DocumentId, item.Version));
        await foreach (
            var row in unit.Stream<FolderRow>($"SELECT {FolderRow.Columns} FROM circulation_folder f WHERE f.tenant_id = @tenant")
        )
        {
            var id = row.Id.Value;
            if (!folders.Remove(id, out var replayed))
            {
                Report("circulation.folder-inserted", $"circulation_folder {id:D}", "No act made this folder.");
                continue;
            }
            // What never changes in the head is sealed (CirculationSeals).
            if (
                (row.Revision, row.State, row.OwnerId, row.ChangedAt)
                != (replayed.Folder.Revision, replayed.Folder.State, replayed.Folder.Owner, replayed.ChangedAt)
            )
                Report("circulation.folder-changed", $"circulation_folder {id:D}", "The head does not say what the acts say.");
            if (!replayed.Participants.SetEquals(participants[id]))
                Report(
                    "circulation.folder-changed",
                    $"circulation_participant {id:D}",
                    "Others have a part in the folder than its acts say."
                );
            if (!replayed.Items.SetEquals(itemsOf[id]))
                Report("circulation.folder-changed", $"circulation_item {id:D}", "The folder holds other documents than its acts say.");
            var onDesks = DeskRows
                .Of(replayed.Folder, null, row.ChangedAt)
                .Select(one => (one.Place, one.Addressee, one.Kind, one.Task, one.DueAt));
            if (!desks[id].ToHashSet().SetEquals(onDesks))
                Report("circulation.folder-changed", $"circulation_desk {id:D}", "Other things lie on desks than the acts say.");
        }
        foreach (var id in folders.Keys)
            Report("circulation.folder-missing", $"circulation_folder {id:D}", "There are acts of a folder that is not there.");
        await CheckSheets(unit, Report, ct);
        return new IntegrityReport("folders", count, problems);

        void Report(string code, string where, string what)
        {
            if (problems.Count < MostListed)
                problems.Add(new IntegrityProblem(code, where, what));
        }
    }

    private async Task CheckSheets(Unit unit, Action<string, string, string> report, CancellationToken ct)
    {
        var frozen = (
            await unit.Query<Carrier>(
                "SELECT subject, data FROM journal_pub_entry WHERE tenant_id = @tenant AND kind = 'folder-sheet-frozen'"
            )
        ).ToDictionary(entry => entry.Subject, entry => JsonSerializer.Deserialize<Hashes>(entry.Data, JsonSerializerOptions.Web));
        foreach (
            var row in await unit.Query<SheetRow>("SELECT folder_id, json_hash, pdf_hash FROM circulation_sheet WHERE tenant_id = @tenant")
        )
        {
            if (!frozen.Remove(row.FolderId, out var hashes) || hashes != new Hashes(row.JsonHash.Hex, row.PdfHash.Hex))
                report(
                    "circulation.sheet-changed",
                    $"circulation_sheet {row.FolderId:D}",
                    "The route sheet is not the one that the journal recorded."
                );
            foreach (var hash in new[] { row.JsonHash, row.PdfHash })
            {
                if (await blobs.Get(unit.Tenant, hash, ct) is null)
                    report("circulation.sheet-missing", $"blob {hash}", "The bytes of a route sheet are gone.");
            }
        }
        foreach (var folder in frozen.Keys)
            report("circulation.sheet-missing", $"circulation_sheet {folder:D}", "The journal recorded a route sheet that is gone.");
    }

    private static async Task<Dictionary<(Guid Folder, long Revision), Facts>> Recorded(Unit unit)
    {
        var acts = new Dictionary<(Guid, long), Facts>();
        await foreach (
            var entry in unit.Stream<Carrier>(
                "SELECT subject, data FROM journal_pub_entry WHERE tenant_id = @tenant AND kind IN ('folder-made', 'folder-acted')"
            )
        )
        {
            if (Read(entry.Data) is { } recorded)
                acts[(entry.Subject, recorded.Revision)] = new Facts(recorded.Act, recorded.Command);
        }
        return acts;
    }

    /// <summary>A damaged entry is the journal's own finding; its act will show as changed.</summary>
    private static RecordedFacts? Read(string data)
    {
        try
        {
            return JsonSerializer.Deserialize<RecordedFacts>(data, JsonSerializerOptions.Web);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static async Task<ILookup<Guid, string>> Pairs(Unit unit, string sql) =>
        (await unit.Query<Pair>(sql)).ToLookup(pair => pair.FolderId, pair => pair.Value, EqualityComparer<Guid>.Default);

    /// <summary>A folder as its acts make it, with everybody who ever had a part and every version that was ever in it.</summary>
    private sealed record Replayed(
        Folder Folder,
        DateTimeOffset ChangedAt,
        HashSet<string> Participants,
        HashSet<(Guid Document, int Version)> Items
    )
    {
        public static Replayed Next(Replayed? before, Act act)
        {
            var folder = Circulate.Replay(before?.Folder, [act]);
            var next = new Replayed(folder, act.At, before?.Participants ?? new(StringComparer.Ordinal), before?.Items ?? []);
            next.Participants.UnionWith(DeskRows.Participants(folder, before?.Folder));
            next.Items.UnionWith(folder.Items.Select(item => (item.Document.Value, item.Version)));
            return next;
        }
    }

    private sealed record Hashes(string? Json, string? Pdf);

    private sealed record SheetRow
    {
        public required Guid FolderId { get; init; }
        public required ContentHash JsonHash { get; init; }
        public required ContentHash PdfHash { get; init; }
    }

    private sealed record PlacedRow
    {
        public required Guid FolderId { get; init; }
        public required int Place { get; init; }
        public required string Addressee { get; init; }
        public required string Kind { get; init; }
        public required string Task { get; init; }
        public required DateTimeOffset DueAt { get; init; }
    }

    private sealed record Facts(string? Act, Guid Command);

    private sealed record RecordedFacts(long Revision, string? Act, Guid Command);

    private sealed record Carrier
    {
        public required Guid Subject { get; init; }
        public required string Data { get; init; }
    }

    private sealed record ActRow
    {
        public required Guid FolderId { get; init; }
        public required long Revision { get; init; }
        public required Guid CommandId { get; init; }
        public required string Data { get; init; }
    }

    private sealed record Pair
    {
        public required Guid FolderId { get; init; }
        public required string Value { get; init; }
    }

    private sealed record ItemRow
    {
        public required Guid FolderId { get; init; }
        public required Guid DocumentId { get; init; }
        public required int Version { get; init; }
    }
}
