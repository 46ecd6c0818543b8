using System.Globalization;
using System.Text;
using Umlauf.Circulation.Engine;
using Umlauf.Platform;

namespace Umlauf.Circulation.Model;

/// <summary>A folder and its head.</summary>
internal sealed record StoredFolder(FolderRow Row, Folder Folder);

/// <summary>
/// Reads folders from their acts and writes acts with everything that follows from them, in one transaction. A look at the
/// revision tells whether acts of other nodes are missing in what is remembered.
/// </summary>
internal static class FolderStore
{
    /// <param name="unit">A transaction.</param>
    /// <param name="recent">Where it is kept.</param>
    /// <param name="id">Which one.</param>
    /// <param name="hold">Locks the folder until the commit.</param>
    /// <returns>Null when there is no such folder. Rights are asked elsewhere.</returns>
    public static async Task<StoredFolder?> Load(Unit unit, RecentFolders recent, CirculationFolderId id, bool hold = false)
    {
        var row = await unit.One<FolderRow>(
            $"""
            SELECT {FolderRow.Columns} FROM circulation_folder f
            WHERE f.tenant_id = @tenant AND f.id = @id {(hold ? unit.Dialect.ForUpdate : "")}
            """,
            new { id }
        );
        return row is null ? null : new StoredFolder(row, await Read(unit, recent, row));
    }

    /// <summary>The folder as it was at a revision.</summary>
    public static async Task<Folder> At(Unit unit, CirculationFolderId id, long revision) =>
        Circulate.Replay(null, await Acts(unit, id, 0, revision));

    /// <summary>All acts after a revision, the oldest first.</summary>
    public static async Task<IReadOnlyList<Act>> Acts(Unit unit, CirculationFolderId id, long after, long upTo) =>
        [
            .. (
                await unit.Query<string>(
                    """
                    SELECT data FROM circulation_act
                    WHERE tenant_id = @tenant AND folder_id = @id AND revision > @after AND revision <= @upTo ORDER BY revision
                    """,
                    new
                    {
                        id,
                        after,
                        upTo,
                    }
                )
            ).Select(ActJson.Read),
        ];

    /// <summary>The first acts as they are stored, the oldest first.</summary>
    public static Task<IReadOnlyList<string>> Texts(Unit unit, CirculationFolderId id, long upTo) =>
        unit.Query<string>(
            "SELECT data FROM circulation_act WHERE tenant_id = @tenant AND folder_id = @id AND revision <= @upTo ORDER BY revision",
            new { id, upTo }
        );

    /// <summary>Writes an act and everything that follows from it.</summary>
    /// <param name="unit">The transaction of the act.</param>
    /// <param name="recent">Where the folder is kept once it is stored.</param>
    /// <param name="before">Null for a new folder, whose head is written by its maker.</param>
    /// <param name="decided">The act and the folder after it.</param>
    /// <param name="commandId">The same id finds the act again.</param>
    /// <param name="clocks">When stations need the clock's attention; null as long as none has its turn.</param>
    /// <returns>What the journal is to record of the act.</returns>
    public static object Append(Unit unit, RecentFolders recent, Folder? before, Decision decided, Guid commandId, Clocks? clocks)
    {
        var folder = decided.Folder;
        var data = Encoding.UTF8.GetString(ActJson.Write(decided.Act));
        unit.Queue(
            """
            INSERT INTO circulation_act (tenant_id, folder_id, revision, command_id, data)
            VALUES (@tenant, @Id, @Revision, @commandId, @data)
            """,
            new
            {
                folder.Id,
                folder.Revision,
                commandId,
                data,
            }
        );
        if (before is not null)
        {
            unit.Queue(
                """
                UPDATE circulation_folder SET revision = @Revision, state = @state, changed_at = @now
                WHERE tenant_id = @tenant AND id = @Id
                """,
                new
                {
                    folder.Id,
                    folder.Revision,
                    state = folder.State.ToString(),
                    now = unit.Now,
                }
            );
        }
        WriteDesk(unit, before, folder, clocks);
        WriteParticipants(unit, before, folder);
        WriteItems(unit, before, folder);
        WriteBehalf(unit, decided);
        var tenant = unit.Tenant;
        unit.AfterCommit(() => recent.Remember(tenant, folder));
        return FolderFacts.Of(decided, data, commandId);
    }

    private static async Task<Folder> Read(Unit unit, RecentFolders recent, FolderRow row)
    {
        var known = recent.Find(unit.Tenant, row.Id);
        if (known?.Revision == row.Revision)
            return known;
        var from = known is not null && known.Revision < row.Revision ? known : null;
        var folder = Circulate.Replay(from, await Acts(unit, row.Id, from?.Revision ?? 0, row.Revision));
        recent.Remember(unit.Tenant, folder);
        return folder;
    }

    private static void WriteDesk(Unit unit, Folder? before, Folder folder, Clocks? clocks)
    {
        var now = unit.Now;
        var old = before is null ? [] : DeskRows.Of(before, folder, now).ToHashSet(SameRow.Instance);
        var wanted = DeskRows.Of(folder, before, now).ToHashSet(SameRow.Instance);
        var gone = old.Where(row => !wanted.Contains(row)).ToList();
        var added = wanted.Where(row => !old.Contains(row)).ToList();
        foreach (var some in gone.Chunk(100))
        {
            var values = new Dictionary<string, object?>(StringComparer.Ordinal) { ["id"] = folder.Id.Value };
            unit.Queue(
                $"""
                DELETE FROM circulation_desk WHERE tenant_id = @tenant AND folder_id = @id
                AND ({string.Join(
                    " OR ",
                    some.Select((row, i) => $"(place = {Value($"p{i}", row.Place)} AND addressee = {Value($"a{i}", row.Addressee)})")
                )})
                """,
                values
            );

            string Value(string name, object value)
            {
                values[name] = value;
                return "@" + name;
            }
        }
        Insert(
            unit,
            "INSERT INTO circulation_desk (tenant_id, folder_id, place, addressee, kind, task, since, due_at, remind_at) VALUES ",
            "",
            folder.Id,
            added,
            row => [row.Place, row.Addressee, row.Kind, row.Task, row.Since, row.DueAt, RemindAt(row)]
        );

        DateTimeOffset RemindAt(DeskRow row) =>
            row.Place > 0 && row.Kind != nameof(DeskKind.Overdue) && clocks is not null
                ? DueSteps.Next(folder.Station(row.Place), clocks) ?? DeskRows.NoDate
                : DeskRows.NoDate;
    }

    private static void WriteParticipants(Unit unit, Folder? before, Folder folder)
    {
        var old = before is null ? [] : DeskRows.Participants(before, folder).ToHashSet(StringComparer.Ordinal);
        Insert(
            unit,
            "INSERT INTO circulation_participant (tenant_id, folder_id, addressee) VALUES ",
            " ON CONFLICT DO NOTHING",
            folder.Id,
            [.. DeskRows.Participants(folder, before).Where(key => !old.Contains(key))],
            key => [key]
        );
    }

    private static void WriteItems(Unit unit, Folder? before, Folder folder)
    {
        var old = before?.Items.Select(item => (item.Document, item.Version)).ToHashSet() ?? [];
        Insert(
            unit,
            "INSERT INTO circulation_item (tenant_id, folder_id, document_id, version) VALUES ",
            " ON CONFLICT DO NOTHING",
            folder.Id,
            [.. folder.Items.Where(item => !old.Contains((item.Document, item.Version)))],
            item => [item.Document.Value, item.Version]
        );
    }

    /// <summary>Rule 5: whoever comes back reads what was done in the own name.</summary>
    private static void WriteBehalf(Unit unit, Decision decided) =>
        Insert(
            unit,
            "INSERT INTO circulation_behalf (tenant_id, folder_id, staff_id, done_at, station, revision, task, outcome, chosen, acted_by) VALUES ",
            "",
            decided.Folder.Id,
            [.. decided.Act.Events.OfType<StationCompleted>().Where(done => done.OnBehalfOf is not null)],
            done =>
                [
                    done.OnBehalfOf!.Value.Value,
                    decided.Act.At,
                    done.Station,
                    decided.Act.Revision,
                    decided.Folder.Station(done.Station).Task.ToString(),
                    done.Outcome.ToString(),
                    done.Option ?? "",
                    decided.Act.By.Value,
                ]
        );

    /// <summary>Many rows in few statements; each begins with administration and folder.</summary>
    private static void Insert<T>(
        Unit unit,
        string insert,
        string tail,
        CirculationFolderId folder,
        IReadOnlyList<T> rows,
        Func<T, object[]> columns
    )
    {
        foreach (var some in rows.Chunk(100))
        {
            var values = new Dictionary<string, object?>(StringComparer.Ordinal) { ["id"] = folder.Value };
            var sql = new StringBuilder(insert);
            for (var i = 0; i < some.Length; i++)
            {
                sql.Append(i == 0 ? "(@tenant, @id" : ", (@tenant, @id");
                var row = columns(some[i]);
                for (var j = 0; j < row.Length; j++)
                {
                    values[string.Create(CultureInfo.InvariantCulture, $"v{i}x{j}")] = row[j];
                    sql.Append(CultureInfo.InvariantCulture, $", @v{i}x{j}");
                }
                sql.Append(')');
            }
            unit.Queue(sql.Append(tail).ToString(), values);
        }
    }

    /// <summary>A row stays when nothing but the time of the folder's last change differs.</summary>
    private sealed class SameRow : IEqualityComparer<DeskRow>
    {
        public static readonly SameRow Instance = new();

        public bool Equals(DeskRow? x, DeskRow? y) => x is not null && y is not null && Of(x) == Of(y);

        public int GetHashCode(DeskRow row) => Of(row).GetHashCode();

        private static DeskRow Of(DeskRow row) => row.Place > 0 ? row : row with { Since = default };
    }
}
