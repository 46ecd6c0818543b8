using System.Globalization;
using Umlauf.Circulation.Engine;
using Umlauf.Circulation.Model;
using Umlauf.Identity;
using Umlauf.Platform;
using Umlauf.Records;

namespace Umlauf.Circulation;

/// <summary>One thing that waits for a person (Eintrag auf dem Schreibtisch).</summary>
public sealed record DeskEntry
{
    public required CirculationFolderId FolderId { get; init; }

    /// <summary>The station; minus the question; 0 for the folder as a whole.</summary>
    public required int Place { get; init; }

    public int? Station => Place > 0 ? Place : null;

    public int? Question => Place < 0 ? -Place : null;

    public required DeskKind Kind { get; init; }

    /// <summary>Null for questions and folders that came back.</summary>
    public StationTask? Task => Enum.TryParse<StationTask>(SortTask, out var task) ? task : null;

    public required DateTimeOffset Since { get; init; }

    public DateTimeOffset? DueAt => SortDue == DeskRows.NoDate ? null : SortDue;

    public required string Subject { get; init; }

    public required StaffMemberId OwnerId { get; init; }

    public required string OwnerName { get; init; }

    public MatterId? MatterId { get; init; }

    public required long Revision { get; init; }

    /// <summary>For whom it lies here: the person's own key, that of an office or role, or that of somebody whose deputy the person is.</summary>
    public required string Addressee { get; init; }

    /// <summary>Whose deputy the person is here; null when it is the person's own.</summary>
    public StaffMemberId? OnBehalfOf { get; init; }

    public string? OnBehalfOfName { get; init; }

    /// <summary>The person has opened the folder as it is now, and may sign it together with others.</summary>
    public required bool Opened { get; init; }

    /// <summary>Who has let the due time pass, for <see cref="DeskKind.Overdue"/>.</summary>
    public string? LateName { get; init; }

    /// <summary>The office that is asked, when no person is.</summary>
    public OfficeId? Office => AddresseeKey.Office(Addressee);

    /// <summary>The place in the list after this entry.</summary>
    public string Cursor => string.Create(CultureInfo.InvariantCulture, $"{SortDue.UtcTicks}_{Since.UtcTicks}_{FolderId.Value:N}_{Place}");

    internal string? SortLate { get; init; }

    internal string SortTask { get; init; } = "";

    internal DateTimeOffset SortDue { get; init; }
}

/// <summary>A page of a desk, the cursor of the next one, and how much there is of each kind.</summary>
public sealed record DeskPage(IReadOnlyList<DeskEntry> Entries, string? Next, IReadOnlyDictionary<DeskKind, long> Counts);

/// <summary>Lists what waits for the caller in circulation folders, what is due first (Schreibtisch).</summary>
public sealed class ListDesk(Db db)
{
    public const int LargestPage = 500;

    public static readonly Refusal BadCursor = new(
        "circulation.bad-cursor",
        "Diese Stelle der Liste gibt es nicht mehr. Beginnen Sie von vorn.",
        "This place in the list no longer exists. Start again."
    );

    /// <param name="by">Whose desk.</param>
    /// <param name="kind">Only these; null: all.</param>
    /// <param name="after">The cursor of the page before.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<Result<DeskPage>> Run(Caller by, DeskKind? kind, string? after, int limit, CancellationToken ct)
    {
        if (!Rights.Of(by).May(Right.SeeDesk) || by.Staff is null)
            return FolderRefusals.NotAllowed;
        var place = after is null ? (DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, Guid.Empty, int.MinValue) : Cursor(after);
        if (place is not var (due, since, folder, station))
            return BadCursor;
        await using var unit = await db.Read(by.Actor, ct);
        var acting = await Hats.Of(unit, by);
        var values = new Dictionary<string, object?>(StringComparer.Ordinal);
        var keys = Visible.Keys(acting, values);
        var counts = await CountKinds(unit, keys, values);
        foreach (
            var (name, value) in new (string, object?)[]
            {
                ("due", due),
                ("since", since),
                ("folder", folder),
                ("station", station),
                ("me", by.Staff.Value.Value),
            }
        )
            values[name] = value;
        values["limit"] = limit = Math.Clamp(limit, 1, LargestPage);
        values["kind"] = kind?.ToString();
        // For each name the index gives the first ones in their order; a full desk is never sorted as a whole.
        var desk = string.Join(
            " UNION ALL ",
            keys.Split(", ")
                .Select(key =>
                    $"""
                        SELECT * FROM (
                            SELECT tenant_id, folder_id, place, addressee, kind, task, since, due_at FROM circulation_desk
                            WHERE tenant_id = @tenant AND addressee = {key} {(kind is null ? "" : "AND kind = @kind")}
                            AND (due_at, since, folder_id, place) > (@due, @since, @folder, @station)
                            ORDER BY due_at, since, folder_id, place LIMIT @limit) part
                        """
                )
        );
        var rows = await unit.Query<DeskEntry>(
            $"""
            SELECT d.folder_id, d.place, d.kind, d.task AS sort_task, d.since, d.due_at AS sort_due, d.addressee, f.subject, f.owner_id, s.name AS owner_name,
                f.matter_id, f.revision, o.revision IS NOT NULL AS opened, late.addressee AS sort_late
            FROM ({desk}) d
            JOIN circulation_folder f ON f.tenant_id = d.tenant_id AND f.id = d.folder_id
            JOIN identity_pub_staff s ON s.tenant_id = f.tenant_id AND s.id = f.owner_id
            LEFT JOIN circulation_opened o ON o.tenant_id = d.tenant_id AND o.staff_id = @me AND o.folder_id = d.folder_id AND o.revision = f.revision
            LEFT JOIN circulation_desk late ON d.kind = 'Overdue' AND late.tenant_id = @tenant AND late.folder_id = d.folder_id AND late.place = d.place
                AND late.kind <> 'Overdue'
            ORDER BY d.due_at, d.since, d.folder_id, d.place LIMIT @limit
            """,
            values
        );
        var next = rows.Count == limit ? rows[^1].Cursor : null;
        var behalf = acting.Hats.Where(hat => hat.Capacity != Capacity.Self).ToList();
        var late = rows.Select(row => row.SortLate).OfType<string>().ToList();
        var names = await ListNames.People(
            unit,
            behalf.Select(hat => hat.Person).Concat(late.Select(AddresseeKey.Person).OfType<StaffMemberId>())
        );
        var offices = await ListNames.Offices(unit, late.Select(AddresseeKey.Office).OfType<OfficeId>());
        return new DeskPage(
            [.. rows.Select(row => Named(row, acting, names, offices))],
            next,
            counts.ToDictionary(one => one.Kind, one => one.Number)
        );
    }

    /// <summary>How much waits on the caller's desk, for the counter of the frame.</summary>
    public async Task<long> Count(Caller by, CancellationToken ct)
    {
        if (!Rights.Of(by).May(Right.SeeDesk) || by.Staff is null)
            return 0;
        await using var unit = await db.Read(by.Actor, ct);
        var values = new Dictionary<string, object?>(StringComparer.Ordinal);
        var keys = Visible.Keys(await Hats.Of(unit, by), values);
        return (await CountKinds(unit, keys, values)).Sum(one => one.Number);
    }

    private static Task<IReadOnlyList<KindCount>> CountKinds(Unit unit, string keys, Dictionary<string, object?> values) =>
        unit.Query<KindCount>(
            $"SELECT kind, count(*) AS number FROM circulation_desk WHERE tenant_id = @tenant AND addressee IN ({keys}) GROUP BY kind",
            values
        );

    /// <summary>Whose hat it is that brings the row to this desk; the own one counts first.</summary>
    private static DeskEntry Named(
        DeskEntry row,
        Acting acting,
        IReadOnlyDictionary<StaffMemberId, NamedPart> names,
        IReadOnlyDictionary<OfficeId, NamedPart> offices
    )
    {
        var hat = acting.Hats.FirstOrDefault(hat => KeysOf(hat).Contains(row.Addressee, StringComparer.Ordinal));
        row = row with { LateName = row.SortLate is { } late ? AddresseeKey.Name(late, names, offices) : null };
        return hat is null or { Capacity: Capacity.Self }
            ? row
            : row with
            {
                OnBehalfOf = hat.Person,
                OnBehalfOfName = names.GetValueOrDefault(hat.Person)?.Name,
            };
    }

    private static IEnumerable<string> KeysOf(Hat hat) =>
        hat.Offices.Select(Addressee.KeyOf).Concat(hat.Roles.Select(Addressee.KeyOf)).Prepend(Addressee.KeyOf(hat.Person));

    private static (DateTimeOffset Due, DateTimeOffset Since, Guid Folder, int Place)? Cursor(string text) =>
        text.Split('_') is [var due, var since, var folder, var place]
        && Instant(due) is { } dueAt
        && Instant(since) is { } sinceAt
        && Guid.TryParseExact(folder, "N", out var id)
        && int.TryParse(place, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? (dueAt, sinceAt, id, number)
            : null;

    private static DateTimeOffset? Instant(string ticks) =>
        long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value <= DateTimeOffset.MaxValue.UtcTicks
            ? new DateTimeOffset(value, TimeSpan.Zero)
            : null;

    private sealed record KindCount
    {
        public required DeskKind Kind { get; init; }
        public required long Number { get; init; }
    }
}
