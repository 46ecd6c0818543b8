using System.Globalization;
using Umlauf.Dispatch.Model;
using Umlauf.Identity;
using Umlauf.Platform;
using Umlauf.Records;

namespace Umlauf.Dispatch;

/// <summary>A part of the list (Ansicht des Ausgangs).</summary>
public enum DispatchView
{
    /// <summary>Failed or in doubt: a person must look.</summary>
    Problems,
    Drafts,

    /// <summary>Waiting for the signature.</summary>
    Waiting,

    /// <summary>Released and not yet sent.</summary>
    Outbox,
    Sent,
    Cancelled,
}

/// <summary>One line of the list (Zeile des Ausgangs).</summary>
public sealed record DispatchLine
{
    public required DispatchId Id { get; init; }
    public MatterId? MatterId { get; init; }
    public string? MatterNumber { get; init; }
    public required DispatchState State { get; init; }
    public required string Subject { get; init; }

    /// <summary>The first recipient.</summary>
    public required string Recipient { get; init; }
    public required int Recipients { get; init; }
    public required int Files { get; init; }
    public required int Attempts { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Since when it stands where it stands.</summary>
    public required DateTimeOffset ChangedAt { get; init; }
    public DateTimeOffset? NextAt { get; init; }

    /// <summary>The server's own words.</summary>
    public required string Reason { get; init; }
}

/// <summary>A page of the list, newest first, and the cursor of the next one.</summary>
public sealed record DispatchPage(IReadOnlyList<DispatchLine> Items, string? Next);

/// <summary>Lists outgoing items (Ausgang), each seen by whoever sees its matter.</summary>
public sealed class ListDispatches(Db db)
{
    public async Task<Result<DispatchPage>> Run(
        Caller by,
        DispatchView view,
        MatterId? matter,
        string? after,
        int limit,
        CancellationToken ct
    )
    {
        if (!Rights.Of(by).May(Right.SeeRecords))
            return DispatchRefusals.NotAllowed;
        var place = after is null ? (DateTimeOffset.MaxValue, Guid.AllBitsSet) : Place(after);
        if (place is not var (at, last))
            return DispatchRefusals.BadCursor;
        limit = Math.Clamp(limit, 1, 200);
        var states = string.Join(", ", StatesOf(view).Select(state => $"'{state}'"));
        var rights = Sight.Of(by);
        await using var unit = await db.Read(by.Actor, ct);
        var items = await unit.Query<DispatchLine>(
            $"""
            SELECT i.id, i.matter_id, m.number AS matter_number, i.state, i.subject, i.attempts, i.created_at, i.changed_at, i.next_at, i.reason,
                COALESCE((SELECT CASE WHEN r.name = '' THEN r.address ELSE r.name END FROM dispatch_recipient r
                    WHERE r.tenant_id = i.tenant_id AND r.item_id = i.id AND r.place = 0), '') AS recipient,
                (SELECT count(*) FROM dispatch_recipient r WHERE r.tenant_id = i.tenant_id AND r.item_id = i.id) AS recipients,
                (SELECT count(*) FROM dispatch_attachment f WHERE f.tenant_id = i.tenant_id AND f.item_id = i.id) AS files
            FROM dispatch_item i {Sight.Matter}
            WHERE i.tenant_id = @tenant AND i.state IN ({states}) AND (i.changed_at, i.id) < (@at, @last)
                {(matter is null ? "" : "AND i.matter_id = @matter")} AND {rights.Sql}
            ORDER BY i.changed_at DESC, i.id DESC LIMIT @limit
            """,
            rights.With(
                new
                {
                    at,
                    last,
                    limit,
                    matter = matter?.Value,
                }
            )
        );
        return new DispatchPage(items, items.Count == limit ? CursorOf(items[^1]) : null);
    }

    /// <summary>How many stand where, without those that are done.</summary>
    public async Task<IReadOnlyDictionary<DispatchView, long>> Counts(Caller by, CancellationToken ct)
    {
        if (!Rights.Of(by).May(Right.SeeRecords))
            return new Dictionary<DispatchView, long>();
        var rights = Sight.Of(by);
        await using var unit = await db.Read(by.Actor, ct);
        var rows = await unit.Query<StateCount>(
            $"""
            SELECT i.state, count(*) AS count FROM dispatch_item i {Sight.Matter}
            WHERE i.tenant_id = @tenant AND i.state IN ('Draft', 'Waiting', 'Queued', 'Sending', 'Doubtful', 'Failed') AND {rights.Sql} GROUP BY i.state
            """,
            rights.With(new { })
        );
        return Enum.GetValues<DispatchView>()
            .ToDictionary(view => view, view => rows.Where(row => StatesOf(view).Contains(row.State)).Sum(row => row.Count));
    }

    private static DispatchState[] StatesOf(DispatchView view) =>
        view switch
        {
            DispatchView.Problems => [DispatchState.Failed, DispatchState.Doubtful],
            DispatchView.Drafts => [DispatchState.Draft],
            DispatchView.Waiting => [DispatchState.Waiting],
            DispatchView.Outbox => [DispatchState.Queued, DispatchState.Sending],
            DispatchView.Sent => [DispatchState.Sent, DispatchState.Delivered],
            _ => [DispatchState.Cancelled],
        };

    private static string CursorOf(DispatchLine line) =>
        string.Create(CultureInfo.InvariantCulture, $"{line.ChangedAt.UtcTicks}-{line.Id.Value:N}");

    private static (DateTimeOffset At, Guid Last)? Place(string cursor) =>
        cursor.Split('-') is [var ticks, var id]
        && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
        && at <= DateTimeOffset.MaxValue.UtcTicks
        && Guid.TryParseExact(id, "N", out var last)
            ? (new DateTimeOffset(at, TimeSpan.Zero), last)
            : null;

    private sealed record StateCount
    {
        public required DispatchState State { get; init; }
        public required long Count { get; init; }
    }
}
