using Umlauf.Platform;

namespace Umlauf.Identity;

/// <summary>A key as the list shows it: never its secret.</summary>
public sealed record ApiKey
{
    public required ApiKeyId Id { get; init; }
    public required string Name { get; init; }

    /// <summary>Separated by commas.</summary>
    public required string Scopes { get; init; }

    /// <summary>The person for whom it acts; null when it belongs to nobody.</summary>
    public StaffMemberId? StaffId { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>To the day; null when it was never used.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }
}

/// <summary>Some keys, the newest first.</summary>
public sealed record ApiKeyPage(IReadOnlyList<ApiKey> Keys);

/// <summary>The keys of the administration, the newest first (Zugangsschlüssel).</summary>
public sealed class ListApiKeys(Db db)
{
    public const int LargestPage = 200;

    /// <param name="by">Who asks.</param>
    /// <param name="before">The last key of the page before.</param>
    /// <param name="ct">Ends the reading.</param>
    public async Task<Result<ApiKeyPage>> Run(Caller by, ApiKeyId? before, CancellationToken ct)
    {
        if (!Rights.Of(by).May(Right.Administrate))
            return Rights.NotAllowed;
        await using var unit = await db.Read(by.Actor, ct);
        return new ApiKeyPage(
            await unit.Query<ApiKey>(
                $"""
                SELECT id, name, scopes, staff_id, created_at, revoked_at, last_used_at FROM identity_api_key
                WHERE tenant_id = @tenant {(before is null ? "" : "AND id < @before")}
                ORDER BY id DESC LIMIT @limit
                """,
                new { before = before?.Value, limit = LargestPage }
            )
        );
    }
}
