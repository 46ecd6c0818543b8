using Umlauf.Platform;

namespace Umlauf.Identity;

/// <summary>A person as colleagues see one (Mitarbeiter/in).</summary>
public sealed record StaffMember
{
    public required StaffMemberId Id { get; init; }
    public required string Login { get; init; }
    public required string Name { get; init; }
    public required bool Active { get; init; }

    /// <summary>Of the main post; null without a post.</summary>
    public OfficeId? OfficeId { get; init; }
    public string? OfficeName { get; init; }
}

/// <summary>People by name, page by page, to choose from or to look up (Mitarbeiterverzeichnis). Everybody of the house may know it.</summary>
public sealed class ListStaff(Db db)
{
    public const int LargestPage = 200;

    /// <param name="by">Who asks.</param>
    /// <param name="office">Only those with a post there; null: all.</param>
    /// <param name="after">The last person of the page before.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="ct">Ends the reading.</param>
    public async Task<IReadOnlyList<StaffMember>> Run(Caller by, OfficeId? office, StaffMember? after, int limit, CancellationToken ct)
    {
        await using var unit = await db.Read(by.Actor, ct);
        return await unit.Query<StaffMember>(
            $"""
            SELECT s.id, s.login, s.name, s.active, o.id AS office_id, o.name AS office_name
            FROM identity_staff s
            LEFT JOIN identity_post p ON p.tenant_id = s.tenant_id AND p.staff_id = s.id AND p.place = 0
            LEFT JOIN identity_office o ON o.tenant_id = p.tenant_id AND o.id = p.office_id
            WHERE s.tenant_id = @tenant
            {(after is null ? "" : "AND (s.name > @name OR (s.name = @name AND s.id > @id))")}
            {(
                office is null
                    ? ""
                    : "AND EXISTS (SELECT 1 FROM identity_post h WHERE h.tenant_id = s.tenant_id AND h.staff_id = s.id AND h.office_id = @office)"
            )}
            ORDER BY s.name, s.id
            LIMIT @limit
            """,
            new
            {
                name = after?.Name,
                id = after?.Id.Value,
                office = office?.Value,
                limit = Math.Clamp(limit, 1, LargestPage),
            }
        );
    }
}
