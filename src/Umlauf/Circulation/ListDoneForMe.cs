using Umlauf.Circulation.Engine;
using Umlauf.Identity;
using Umlauf.Platform;

namespace Umlauf.Circulation;

/// <summary>One outcome that somebody else recorded in the caller's name (in Vertretung erledigt).</summary>
public sealed record DoneForMe
{
    public required CirculationFolderId FolderId { get; init; }
    public required string Subject { get; init; }
    public required int Station { get; init; }
    public required StationTask Task { get; init; }
    public required OutcomeKind Outcome { get; init; }

    /// <summary>At a decision: what was chosen; else empty.</summary>
    public required string Chosen { get; init; }

    public required StaffMemberId ActedBy { get; init; }
    public required string ActedByName { get; init; }
    public required DateTimeOffset DoneAt { get; init; }

    /// <summary>In German, as on the route sheet.</summary>
    public string Words => Circulation.Model.Words.OfOutcome(Outcome.ToString(), Chosen.Length > 0 ? Chosen : null);
}

/// <summary>Lists what was done in the caller's name (was in Ihrem Namen geschah, rule 5), the newest first.</summary>
public sealed class ListDoneForMe(Db db)
{
    public const int Most = 200;

    /// <param name="by">In whose name.</param>
    /// <param name="since">Null: everything that the person has not yet marked as seen.</param>
    /// <param name="ct">Ends the reading.</param>
    public async Task<IReadOnlyList<DoneForMe>> Run(Caller by, DateTimeOffset? since, CancellationToken ct)
    {
        if (by.Staff is not { } me || !Rights.Of(by).May(Right.SeeDesk))
            return [];
        await using var unit = await db.Read(by.Actor, ct);
        since ??=
            await unit.Scalar<DateTimeOffset?>(
                "SELECT seen_until FROM circulation_hand_back WHERE tenant_id = @tenant AND staff_id = @me",
                new { me }
            ) ?? DateTimeOffset.UnixEpoch;
        return await unit.Query<DoneForMe>(
            """
            SELECT b.folder_id, f.subject, b.station, b.task, b.outcome, b.chosen, b.acted_by, s.name AS acted_by_name, b.done_at
            FROM circulation_behalf b
            JOIN circulation_folder f ON f.tenant_id = b.tenant_id AND f.id = b.folder_id
            JOIN identity_pub_staff s ON s.tenant_id = b.tenant_id AND s.id = b.acted_by
            WHERE b.tenant_id = @tenant AND b.staff_id = @me AND b.done_at > @since
            ORDER BY b.done_at DESC, b.folder_id, b.station LIMIT @most
            """,
            new
            {
                me,
                since,
                most = Most,
            }
        );
    }
}
