using Umlauf.Identity;
using Umlauf.Journal;
using Umlauf.Platform;

namespace Umlauf.Records;

/// <summary>Has the full-text index of the administration written anew, in the background (Suchindex neu aufbauen). The search goes on meanwhile.</summary>
public sealed class RebuildIndex(Db db, Jobs jobs, JournalWriter journal)
{
    internal const string Kind = "records-rebuild-index";

    public async Task<Result<Done>> Run(Caller by, CancellationToken ct)
    {
        if (!Rights.Of(by).May(Right.Operate))
            return RecordsRefusals.NotAllowed;
        await using var unit = await db.Write(by.Actor, ct);
        await Enqueue(jobs, unit, new DocumentId(Guid.Empty));
        journal.Append(unit, "search-index-rebuild-ordered", Guid.Empty);
        await unit.Commit();
        return default(Done);
    }

    /// <summary>The next piece of the work; its place is in the job, so that a restart goes on there.</summary>
    internal static Task Enqueue(Jobs jobs, Unit unit, DocumentId after) =>
        jobs.Enqueue(unit, Kind, after.Value.ToString("N"), new Piece(after.Value));

    internal sealed record Piece(Guid After);
}
