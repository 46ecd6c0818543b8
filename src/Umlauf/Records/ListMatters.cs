using Umlauf.Identity;
using Umlauf.Platform;
using Umlauf.Records.Model;

namespace Umlauf.Records;

/// <summary>A matter as a row of a list (Vorgang in einer Liste).</summary>
public sealed record MatterRow
{
    public required MatterId Id { get; init; }
    public required string Number { get; init; }
    public required string Subject { get; init; }
    public required OfficeId OfficeId { get; init; }
    public StaffMemberId? ResponsibleId { get; init; }
    public required Confidentiality Confidentiality { get; init; }
    public required MatterState State { get; init; }
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>The day by which something must be done; null when there is none.</summary>
    public DateOnly? DueOn => SortDue == DateOnly.MaxValue ? null : SortDue;

    /// <summary>The place in the list after this row.</summary>
    public string Cursor => Model.Cursor.Of(SortDue, Id.Value);

    internal DateOnly SortDue { get; init; }
}

/// <summary>A page of a list, the cursor of the next one, and how many rows there are in all.</summary>
public sealed record MatterPage(IReadOnlyList<MatterRow> Rows, string? Next, MatterCount Count);

/// <summary>How many; counting stops at ten thousand, because nobody reads further and everybody waits.</summary>
public readonly record struct MatterCount(int Value)
{
    public const int Most = 10_000;

    /// <summary>"mehr als 10.000".</summary>
    public bool More => Value > Most;
}

/// <summary>Lists the matters of an office or of one person's desk: what is due first, then what is oldest (Vorgangsliste).</summary>
public sealed class ListMatters(Db db)
{
    /// <summary>The caller's own desk; empty for keys that belong to nobody.</summary>
    public async Task<Result<MatterPage>> Run(Caller by, MatterState state, string? after, int limit, CancellationToken ct) =>
        by.Staff is { } me ? await OfDesk(by, me, state, after, limit, ct) : new MatterPage([], null, default);

    public Task<Result<MatterPage>> OfOffice(
        Caller by,
        OfficeId office,
        MatterState state,
        string? after,
        int limit,
        CancellationToken ct
    ) => Read(by, Visible.MattersIn(by, office), "m.office_id = @owner", office.Value, state, after, limit, ct);

    /// <param name="by">Who asks.</param>
    /// <param name="responsible">Whose desk.</param>
    /// <param name="state">Only these.</param>
    /// <param name="after">The cursor of the page before.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="ct">Cancels.</param>
    /// <param name="counted">How many there are, if somebody has just counted them.</param>
    public Task<Result<MatterPage>> OfDesk(
        Caller by,
        StaffMemberId responsible,
        MatterState state,
        string? after,
        int limit,
        CancellationToken ct,
        MatterCount? counted = null
    ) => Read(by, Visible.Matters(by), "m.responsible_id = @owner", responsible.Value, state, after, limit, ct, counted);

    public async Task<MatterCount> CountOfDesk(Caller by, StaffMemberId responsible, MatterState state, CancellationToken ct)
    {
        await using var unit = await db.Read(by.Actor, ct);
        return await Count(unit, Visible.Matters(by), "m.responsible_id = @owner", responsible.Value, state);
    }

    public async Task<MatterCount> CountOfOffice(Caller by, OfficeId office, MatterState state, CancellationToken ct)
    {
        await using var unit = await db.Read(by.Actor, ct);
        return await Count(unit, Visible.MattersIn(by, office), "m.office_id = @owner", office.Value, state);
    }

    private async Task<Result<MatterPage>> Read(
        Caller by,
        RightsFilter rights,
        string whose,
        Guid owner,
        MatterState state,
        string? after,
        int limit,
        CancellationToken ct,
        MatterCount? counted = null
    )
    {
        var place = after is null ? (DateOnly.MinValue, Guid.Empty) : Cursor.Day(after);
        if (place is not var (due, last))
            return RecordsRefusals.BadCursor;
        limit = Math.Clamp(limit, 1, 200);
        await using var unit = await db.Read(by.Actor, ct);
        var rows = await unit.Query<MatterRow>(
            $"""
            SELECT m.id, m.number, m.subject, m.office_id, m.responsible_id, m.confidentiality, m.state, m.due_on AS sort_due, m.opened_at
            FROM records_matter m
            WHERE m.tenant_id = @tenant AND {whose} AND m.state = @state AND (m.due_on, m.id) > (@due, @last) AND {rights.Sql}
            ORDER BY m.due_on, m.id LIMIT @limit
            """,
            rights.With(
                new
                {
                    owner,
                    state = state.ToString(),
                    due,
                    last,
                    limit,
                }
            )
        );
        var next = rows.Count == limit ? rows[^1].Cursor : null;
        return new MatterPage(rows, next, counted ?? await Count(unit, rights, whose, owner, state));
    }

    private static async Task<MatterCount> Count(Unit unit, RightsFilter rights, string whose, Guid owner, MatterState state) =>
        new(
            await unit.Scalar<int>(
                $"""
                SELECT count(*) FROM (
                    SELECT 1 FROM records_matter m WHERE m.tenant_id = @tenant AND {whose} AND m.state = @state AND {rights.Sql} LIMIT @most) counted
                """,
                rights.With(
                    new
                    {
                        owner,
                        state = state.ToString(),
                        most = MatterCount.Most + 1,
                    }
                )
            )
        );
}
