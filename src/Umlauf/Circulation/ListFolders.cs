using Umlauf.Circulation.Engine;
using Umlauf.Circulation.Model;
using Umlauf.Identity;
using Umlauf.Platform;
using Umlauf.Records;

namespace Umlauf.Circulation;

/// <summary>A folder as a row of a list (Mappe in einer Liste).</summary>
public sealed record FolderListRow
{
    public required CirculationFolderId Id { get; init; }
    public required string Subject { get; init; }
    public required StaffMemberId OwnerId { get; init; }
    public required string OwnerName { get; init; }
    public MatterId? MatterId { get; init; }
    public required FolderState State { get; init; }
    public required DateTimeOffset MadeAt { get; init; }
    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>Where it lies now.</summary>
    public IReadOnlyList<WaitingFor> Waits { get; init; } = [];
}

/// <summary>Who has a folder on the desk (liegt bei).</summary>
public sealed record WaitingFor(string Name, DeskKind Kind, DateTimeOffset Since, DateTimeOffset? DueAt);

/// <summary>A page of folders and the cursor of the next one.</summary>
public sealed record FolderPage(IReadOnlyList<FolderListRow> Rows, string? Next);

/// <summary>Lists folders: own ones under way, those of a matter, those with a part of mine (Meine Mappen).</summary>
public sealed class ListFolders(Db db)
{
    private const int MostOfMatter = 200;

    /// <summary>Those that the caller owns, the last changed first.</summary>
    public Task<Result<FolderPage>> Run(Caller by, IReadOnlyList<FolderState> states, string? after, int limit, CancellationToken ct) =>
        Read(by, "f.owner_id = @me", states, after, limit, ct);

    /// <summary>Those in which the caller has or had a part.</summary>
    public Task<Result<FolderPage>> WithMyPart(
        Caller by,
        IReadOnlyList<FolderState> states,
        string? after,
        int limit,
        CancellationToken ct
    ) =>
        Read(
            by,
            "EXISTS (SELECT 1 FROM circulation_participant q WHERE q.tenant_id = @tenant AND q.folder_id = f.id AND q.addressee = @mine)",
            states,
            after,
            limit,
            ct
        );

    /// <summary>Those of a matter that the caller may see.</summary>
    public async Task<IReadOnlyList<FolderListRow>> OfMatter(Caller by, MatterId matter, CancellationToken ct)
    {
        if (!Rights.Of(by).May(Right.Circulate))
            return [];
        await using var unit = await db.Read(by.Actor, ct);
        var rights = Visible.Folders(by, await Hats.Of(unit, by));
        var rows = await unit.Query<FolderListRow>(
            $"""
            SELECT f.id, f.subject, f.owner_id, s.name AS owner_name, f.matter_id, f.state, f.made_at, f.changed_at
            FROM circulation_folder f JOIN identity_pub_staff s ON s.tenant_id = f.tenant_id AND s.id = f.owner_id
            WHERE f.tenant_id = @tenant AND f.matter_id = @matter AND {rights.Sql} ORDER BY f.changed_at DESC LIMIT @most
            """,
            rights.With(new { matter, most = MostOfMatter })
        );
        return await WithWaits(unit, rows);
    }

    private async Task<Result<FolderPage>> Read(
        Caller by,
        string which,
        IReadOnlyList<FolderState> states,
        string? after,
        int limit,
        CancellationToken ct
    )
    {
        if (by.Staff is not { } me || !Rights.Of(by).May(Right.Circulate))
            return FolderRefusals.NotAllowed;
        var last = after is null ? (DateTimeOffset.MaxValue.AddDays(-1), Guid.Empty) : FolderCursor.Read(after);
        if (last is not var (changed, id))
            return ListDesk.BadCursor;
        limit = Math.Clamp(limit, 1, 200);
        var values = states
            .Select((state, i) => (state, i))
            .ToDictionary(one => $"s{one.i}", one => (object?)one.state.ToString(), StringComparer.Ordinal);
        var names = string.Join(", ", values.Keys.Select(key => "@" + key));
        values["me"] = me.Value;
        values["mine"] = Addressee.KeyOf(me);
        values["changed"] = changed;
        values["id"] = id;
        values["limit"] = limit;
        await using var unit = await db.Read(by.Actor, ct);
        var rows = await unit.Query<FolderListRow>(
            $"""
            SELECT f.id, f.subject, f.owner_id, s.name AS owner_name, f.matter_id, f.state, f.made_at, f.changed_at
            FROM circulation_folder f JOIN identity_pub_staff s ON s.tenant_id = f.tenant_id AND s.id = f.owner_id
            WHERE f.tenant_id = @tenant AND {which} AND f.state IN ({names}) AND (f.changed_at, f.id) < (@changed, @id)
            ORDER BY f.changed_at DESC, f.id DESC LIMIT @limit
            """,
            values
        );
        return new FolderPage(
            await WithWaits(unit, rows),
            rows.Count == limit ? FolderCursor.Write(rows[^1].ChangedAt, rows[^1].Id) : null
        );
    }

    private static async Task<IReadOnlyList<FolderListRow>> WithWaits(Unit unit, IReadOnlyList<FolderListRow> rows)
    {
        if (rows.Count == 0)
            return rows;
        var values = rows.Select((row, i) => (row, i))
            .ToDictionary(one => $"f{one.i}", one => (object?)one.row.Id.Value, StringComparer.Ordinal);
        values["open"] = DeskRows.NoDate;
        var waits = await unit.Query<WaitRow>(
            $"""
            SELECT folder_id, addressee, kind, since, due_at FROM circulation_desk
            WHERE tenant_id = @tenant AND folder_id IN ({string.Join(", ", rows.Select((_, i) => $"@f{i}"))}) ORDER BY place LIMIT 2000
            """,
            values
        );
        var people = await ListNames.People(unit, waits.Select(wait => AddresseeKey.Person(wait.Addressee)).OfType<StaffMemberId>());
        var offices = await ListNames.Offices(unit, waits.Select(wait => AddresseeKey.Office(wait.Addressee)).OfType<OfficeId>());
        var byFolder = waits.ToLookup(wait => wait.FolderId);
        return
        [
            .. rows.Select(row =>
                row with
                {
                    Waits =
                    [
                        .. byFolder[row.Id]
                            .Select(wait => new WaitingFor(
                                AddresseeKey.Name(wait.Addressee, people, offices),
                                wait.Kind,
                                wait.Since,
                                wait.DueAt == DeskRows.NoDate ? null : wait.DueAt
                            )),
                    ],
                }
            ),
        ];
    }

    private sealed record WaitRow
    {
        public required CirculationFolderId FolderId { get; init; }
        public required string Addressee { get; init; }
        public required DeskKind Kind { get; init; }
        public required DateTimeOffset Since { get; init; }
        public required DateTimeOffset DueAt { get; init; }
    }
}
