using System.Globalization;
using Umlauf.Identity;
using Umlauf.Intake.Model;
using Umlauf.Platform;

namespace Umlauf.Intake;

/// <summary>Which arrivals are wanted (Filter des Eingangs).</summary>
public sealed record ArrivalFilter
{
    public ArrivalState? State { get; init; }
    public ChannelId? Channel { get; init; }
    public OfficeId? Office { get; init; }

    /// <summary>Received before this moment.</summary>
    public DateTimeOffset? Before { get; init; }

    /// <summary>The cursor of the page before.</summary>
    public string? After { get; init; }
    public int Limit { get; init; } = 50;
}

/// <summary>One arrival as lists and programs show it (Eingang).</summary>
public sealed record Arrival
{
    public required ArrivalId Id { get; init; }
    public required ChannelId ChannelId { get; init; }
    public required string Channel { get; init; }
    public required ContentHash Hash { get; init; }
    public required long Size { get; init; }

    /// <summary>The legal time of receipt: when the bytes reached the town hall.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }
    public required string FileName { get; init; }
    public required string ContentType { get; init; }
    public required string Source { get; init; }
    public required OfficeId OfficeId { get; init; }
    public required string State { get; init; }
    public string? Reason { get; init; }
    public Guid? DocumentId { get; init; }

    /// <summary>How often the source delivered it again.</summary>
    public required int Repeats { get; init; }

    /// <summary>Subject or file name, once it was read.</summary>
    public string? Title { get; init; }
    public string? Author { get; init; }
    public Confidentiality? Confidentiality { get; init; }

    public ArrivalState At => Enum.Parse<ArrivalState>(State);

    /// <summary>Who may see it: as long as it is not filed, the mailroom and its office.</summary>
    internal RecordAccess Access => new(OfficeId, Confidentiality ?? Identity.Confidentiality.Normal, Filed: At == ArrivalState.Filed);

    internal string Cursor => string.Create(CultureInfo.InvariantCulture, $"{ReceivedAt.ToUnixTimeMilliseconds()}.{Id.Value:N}");

    internal const string Select = """
        SELECT a.id, a.channel_id, c.name AS channel, a.hash, a.size, a.received_at, a.file_name, a.content_type, a.source,
               COALESCE(d.office_id, a.office_id) AS office_id, a.state, a.reason, a.document_id, a.repeats, d.title, d.author, d.confidentiality
        FROM intake_arrival a
        JOIN intake_channel c ON c.tenant_id = a.tenant_id AND c.id = a.channel_id
        LEFT JOIN records_pub_document d ON d.tenant_id = a.tenant_id AND d.id = a.document_id
        """;
}

/// <summary>A page of arrivals; the cursor of the next one, if there is more.</summary>
public sealed record ArrivalPage(IReadOnlyList<Arrival> Arrivals, string? Next);

/// <summary>Lists arrivals, oldest first, as far as the caller may see them (Eingänge auflisten).</summary>
public sealed class ListArrivals(Db db)
{
    private const int LargestPage = 200;

    /// <summary>Of the year 9999.</summary>
    private const long LastMillisecond = 253_402_300_799_999;

    public async Task<Result<ArrivalPage>> Run(Caller by, ArrivalFilter filter, CancellationToken ct)
    {
        var after = Cursor(filter.After);
        if (after is null && filter.After is not null)
            return TrayRefusals.BadCursor;
        await using var unit = await db.Read(by.Actor, ct);
        var rights = Rights
            .Of(by)
            .Filter("COALESCE(d.office_id, a.office_id)", "COALESCE(d.confidentiality, 0)", "a.state <> 'Filed'", null);
        var limit = Math.Clamp(filter.Limit, 1, LargestPage);
        List<string> conditions = ["a.tenant_id = @tenant", rights.Sql];
        if (filter.State is not null)
            conditions.Add("a.state = @state");
        if (filter.Channel is not null)
            conditions.Add("a.channel_id = @channel");
        if (filter.Office is not null)
            conditions.Add("a.office_id = @office");
        if (filter.Before is not null)
            conditions.Add("a.received_at < @before");
        if (after is not null)
            conditions.Add("(a.received_at, a.id) > (@at, @id)");
        var found = await unit.Query<Arrival>(
            $"{Arrival.Select} WHERE {string.Join(" AND ", conditions)} ORDER BY a.received_at, a.id LIMIT @more",
            rights.With(
                new
                {
                    state = filter.State?.ToString(),
                    channel = filter.Channel?.Value,
                    office = filter.Office?.Value,
                    before = filter.Before,
                    at = after?.At,
                    id = after?.Id,
                    more = limit + 1,
                }
            )
        );
        return found.Count > limit ? new ArrivalPage([.. found.Take(limit)], found[limit - 1].Cursor) : new ArrivalPage(found, null);
    }

    private static (DateTimeOffset At, Guid Id)? Cursor(string? text) =>
        text?.Split('.') is [var at, var id]
        && long.TryParse(at, CultureInfo.InvariantCulture, out var milliseconds)
        && milliseconds is >= 0 and <= LastMillisecond
        && Guid.TryParse(id, out var guid)
            ? (DateTimeOffset.FromUnixTimeMilliseconds(milliseconds), guid)
            : null;
}
