using Umlauf.Platform;

namespace Umlauf.Identity;

/// <summary>A day on which an office and those below it are closed (Schließtag).</summary>
public sealed record ClosingDay
{
    /// <summary>For which office it was entered.</summary>
    public required OfficeId OfficeId { get; init; }
    public required DateOnly Day { get; init; }
    public required string Name { get; init; }
}

/// <summary>Closing days (Schließtage): of an office with those of the offices above it, or all. Everybody of the house may know them.</summary>
public sealed class ListClosingDays(Db db)
{
    public const int LargestPage = 400;

    /// <param name="by">Who asks.</param>
    /// <param name="office">Its own days and those it inherits; null: all days of all offices.</param>
    /// <param name="from">The first day of interest.</param>
    /// <param name="until">The first day that is of none.</param>
    /// <param name="ct">Ends the reading.</param>
    public async Task<IReadOnlyList<ClosingDay>> Run(Caller by, OfficeId? office, DateOnly from, DateOnly until, CancellationToken ct)
    {
        await using var unit = await db.Read(by.Actor, ct);
        return await unit.Query<ClosingDay>(
            $"""
            WITH RECURSIVE up (id, parent_id) AS (
                SELECT id, parent_id FROM identity_office WHERE tenant_id = @tenant {(office is null ? "" : "AND id = @office")}
                UNION
                SELECT o.id, o.parent_id FROM identity_office o JOIN up ON o.id = up.parent_id WHERE o.tenant_id = @tenant
            )
            SELECT c.office_id, c.day, c.name FROM identity_closing_day c JOIN up ON c.office_id = up.id
            WHERE c.tenant_id = @tenant AND c.day >= @from AND c.day < @until ORDER BY c.day, c.office_id LIMIT @limit
            """,
            new
            {
                office = office?.Value,
                from,
                until,
                limit = LargestPage,
            }
        );
    }
}
