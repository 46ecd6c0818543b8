using Umlauf.Identity;
using Umlauf.Journal;
using Umlauf.Platform;
using Umlauf.Records;

namespace Umlauf.Intake;

/// <summary>
/// Has the texts of documents read again from their originals and indexed, in the background (Texte aus den Originalen neu lesen): where a text is
/// missing, or of all documents, e.g. after the program learned to read better.
/// </summary>
public sealed class ReadTextsAgain(Db db, Jobs jobs, JournalWriter journal)
{
    internal const string Kind = "intake-read-texts-again";

    public async Task<Result<Done>> Run(Caller by, bool onlyMissing, CancellationToken ct)
    {
        if (!Rights.Of(by).May(Right.Operate))
            return Rights.NotAllowed;
        await using var unit = await db.Write(by.Actor, ct);
        await Enqueue(jobs, unit, new Piece(Guid.Empty, onlyMissing));
        journal.Append(unit, "texts-reading-ordered", Guid.Empty, new { onlyMissing });
        await unit.Commit();
        return default(Done);
    }

    /// <summary>The next piece of the work; its place is in the job, so that a restart goes on there.</summary>
    internal static Task Enqueue(Jobs jobs, Unit unit, Piece piece) =>
        jobs.Enqueue(unit, Kind, $"{piece.OnlyMissing}-{piece.After:N}", piece);

    internal sealed record Piece(Guid After, bool OnlyMissing)
    {
        public DocumentId Place => new(After);
    }
}
