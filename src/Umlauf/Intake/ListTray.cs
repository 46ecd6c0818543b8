using System.Globalization;
using Umlauf.Identity;
using Umlauf.Intake.Model;
using Umlauf.Platform;

namespace Umlauf.Intake;

/// <summary>Which part of the tray (Ansicht des Eingangs).</summary>
public enum TrayView
{
    /// <summary>To be filed, oldest first (offen).</summary>
    Waiting,

    /// <summary>Needs a person, oldest first (Klärfälle).</summary>
    Exceptions,

    /// <summary>Newest first (abgelegt).</summary>
    Filed,
}

/// <summary>What narrows the tray down.</summary>
public sealed record TrayFilter
{
    public TrayView View { get; init; }
    public ChannelId? Channel { get; init; }
    public OfficeId? Office { get; init; }

    /// <summary>Only what came before.</summary>
    public DateTimeOffset? Until { get; init; }
}

/// <summary>An arrival as a row of the tray (Eingang in der Liste).</summary>
public sealed record TrayRow
{
    public required ArrivalId Id { get; init; }
    public required DateTimeOffset ReceivedAt { get; init; }
    public required ArrivalState State { get; init; }

    /// <summary>Why it is an exception; see <see cref="ReadNotes.Find"/> and <see cref="SetAside.ReasonOf"/>.</summary>
    public string? Reason { get; init; }
    public required string Title { get; init; }
    public required string From { get; init; }
    public required string Channel { get; init; }
    public required ChannelKind ChannelKind { get; init; }
    public required OfficeId OfficeId { get; init; }
    public required Confidentiality Level { get; init; }
    public required int Attachments { get; init; }
}

/// <summary>A page of the tray, the cursor of the next one, and how many there are; counting stops at <see cref="ListTray.MostCounted"/>.</summary>
public sealed record TrayPage(IReadOnlyList<TrayRow> Rows, string? Next, int Count);

/// <summary>
/// Lists what is in the trays in sight (Eingang). Each office and state is read along its own index, a page's length at most, so that the first page
/// costs the same whether a hundred or a million arrivals wait.
/// </summary>
public sealed class ListTray(Db db)
{
    public const int MostCounted = 500;

    public async Task<Result<TrayPage>> Run(Caller by, TrayFilter filter, string? after, int limit, CancellationToken ct)
    {
        if (!Rights.Of(by).May(Right.SeeTray))
            return TrayRefusals.NotAllowed;
        var newestFirst = filter.View == TrayView.Filed;
        var place = after is null
            ? (newestFirst ? DateTimeOffset.MaxValue : DateTimeOffset.MinValue, newestFirst ? Guid.AllBitsSet : Guid.Empty)
            : Place(after);
        if (place is not var (at, last))
            return TrayRefusals.BadCursor;
        limit = Math.Clamp(limit, 1, 200);
        await using var unit = await db.Read(by.Actor, ct);
        var parts = Parts(by, filter);
        if (parts.Count == 0)
            return new TrayPage([], null, 0);
        var args = parts.With(
            new
            {
                at,
                last,
                limit,
                until = filter.Until ?? DateTimeOffset.MaxValue,
                channel = filter.Channel?.Value,
            }
        );
        var (beyond, order) = newestFirst ? ("<", "DESC") : (">", "ASC");
        var rows = await unit.Query<TrayRow>(
            $"""
            SELECT t.id, t.received_at, t.state, t.reason, COALESCE(d.title, t.file_name) AS title, COALESCE(d.author, '') AS "from",
                c.name AS channel, c.kind AS channel_kind, t.office_id, COALESCE(d.confidentiality, 0) AS level,
                (SELECT count(*) FROM records_pub_document p WHERE p.tenant_id = @tenant AND p.root_id = t.document_id AND p.parent_id IS NOT NULL) AS attachments
            FROM ({parts.Union(
                "a.id AS id, a.received_at AS received_at, a.state, a.reason, a.file_name, a.channel_id, a.office_id, a.document_id",
                $"AND (a.received_at, a.id) {beyond} (@at, @last)",
                $"ORDER BY a.received_at {order}, a.id {order} LIMIT @limit"
            )} ORDER BY received_at {order}, id {order} LIMIT @limit) t
            JOIN intake_channel c ON c.tenant_id = @tenant AND c.id = t.channel_id
            LEFT JOIN records_pub_document d ON d.tenant_id = @tenant AND d.id = t.document_id
            ORDER BY t.received_at {order}, t.id {order}
            """,
            args
        );
        var next = rows.Count == limit ? Cursor(rows[^1]) : null;
        return new TrayPage(rows, next, filter.View == TrayView.Filed ? 0 : await Count(unit, parts, args));
    }

    /// <summary>How many wait and how many are exceptions, for the counters of the frame.</summary>
    public async Task<(int Waiting, int Exceptions)> Counts(Caller by, CancellationToken ct)
    {
        if (!Rights.Of(by).May(Right.SeeTray))
            return (0, 0);
        await using var unit = await db.Read(by.Actor, ct);
        var counts = new int[2];
        foreach (var view in new[] { TrayView.Waiting, TrayView.Exceptions })
        {
            var parts = Parts(by, new TrayFilter { View = view });
            if (parts.Count > 0)
                counts[(int)view] = await Count(unit, parts, parts.With(new { until = DateTimeOffset.MaxValue, channel = (Guid?)null }));
        }
        return (counts[0], counts[1]);
    }

    /// <summary>How many have come into a view since a position of the journal: stored, given by another office, put back, or set aside.</summary>
    public async Task<int> CountSince(Caller by, TrayFilter filter, long position, CancellationToken ct)
    {
        if (!Rights.Of(by).May(Right.SeeTray))
            return 0;
        var rights = Sight.Of(by);
        var states = string.Join(", ", StatesOf(filter.View).Select(state => $"'{state}'"));
        await using var unit = await db.Read(by.Actor, ct);
        // From the few acts to their arrivals, see ADR 19.
        return await unit.Scalar<int>(
            $"""
            SELECT count(*) FROM (
                SELECT 1 FROM (
                    SELECT DISTINCT subject FROM (
                        SELECT subject FROM journal_pub_entry
                        WHERE tenant_id = @tenant AND position > @position
                            AND kind IN ('arrival-stored', 'arrival-passed', 'arrival-put-back', 'arrival-set-aside', 'arrival-not-read', 'arrival-filing-undone')
                        ORDER BY position LIMIT @acts) act) news
                CROSS JOIN intake_arrival a {Sight.Document}
                WHERE a.tenant_id = @tenant AND a.id = news.subject AND a.state IN ({states})
                    {(filter.Channel is null ? "" : "AND a.channel_id = @channel")} {(
                filter.Office is null ? "" : "AND a.office_id = @office"
            )}
                    AND {rights.Sql} LIMIT @most) counted
            """,
            rights.With(
                new
                {
                    position,
                    channel = filter.Channel?.Value,
                    office = filter.Office?.Value,
                    acts = 20 * MostCounted,
                    most = MostCounted + 1,
                }
            )
        );
    }

    private static Task<int> Count(Unit unit, TrayParts parts, Dictionary<string, object?> args) =>
        unit.Scalar<int>(
            $"SELECT count(*) FROM (SELECT 1 FROM ({parts.Union("1 AS one", "", $"ORDER BY a.received_at, a.id LIMIT {MostCounted + 1}")}) t LIMIT {MostCounted + 1}) counted -- each part names the tenant",
            args
        );

    private static TrayParts Parts(Caller by, TrayFilter filter)
    {
        var states = StatesOf(filter.View);
        var rights = Rights.Of(by);
        // Whoever sees every office's tray reads one index from its beginning; everybody else one for each office.
        OfficeId?[] offices =
            filter.Office is { } one ? [one]
            : rights.SeesEveryOffice || rights.LevelInTray is not null && filter.View != TrayView.Filed ? [null]
            : [.. by.Sight.Keys.Select(office => (OfficeId?)office)];
        return new TrayParts(by, [.. from office in offices from state in states select (office, state)], filter.Channel is not null);
    }

    private static string[] StatesOf(TrayView view) =>
        view switch
        {
            TrayView.Waiting => [nameof(ArrivalState.Read), nameof(ArrivalState.Stored)],
            TrayView.Exceptions => [nameof(ArrivalState.Exception)],
            _ => [nameof(ArrivalState.Filed)],
        };

    private static string Cursor(TrayRow row) => string.Create(CultureInfo.InvariantCulture, $"{row.ReceivedAt.UtcTicks}-{row.Id.Value:N}");

    private static (DateTimeOffset At, Guid Last)? Place(string cursor) =>
        cursor.Split('-') is [var ticks, var id]
        && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
        && at <= DateTimeOffset.MaxValue.UtcTicks
        && Guid.TryParseExact(id, "N", out var last)
            ? (new DateTimeOffset(at, TimeSpan.Zero), last)
            : null;
}
