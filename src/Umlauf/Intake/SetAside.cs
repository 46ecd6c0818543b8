using Umlauf.Identity;
using Umlauf.Intake.Model;
using Umlauf.Journal;
using Umlauf.Platform;

namespace Umlauf.Intake;

/// <summary>Puts an arrival into the exception tray by hand, with what is unclear, or back (zum Klärfall machen).</summary>
public sealed class SetAside(Db db, JournalWriter journal)
{
    /// <summary>Stands before what a person wrote, to tell it from the codes of <see cref="ReadNotes"/>.</summary>
    internal const string ByHand = "hand:";

    public static readonly Refusal NoReason = new(
        "intake.no-reason",
        "Schreiben Sie in einem Satz, was unklar ist.",
        "Write in one sentence what is unclear."
    );

    /// <summary>What a person wrote; null when the program gave the reason.</summary>
    public static string? ReasonOf(string reason) => reason.StartsWith(ByHand, StringComparison.Ordinal) ? reason[ByHand.Length..] : null;

    public async Task<Result<Done>> Run(Caller by, ArrivalId id, string reason, CancellationToken ct)
    {
        var line = SqlText.Line(reason, 200);
        if (line.Length == 0)
            return NoReason;
        return await Write(by, id, ArrivalState.Read, ArrivalState.Exception, ByHand + line, "arrival-set-aside", ct);
    }

    /// <summary>Cleared up: back among those to be filed.</summary>
    public Task<Result<Done>> Return(Caller by, ArrivalId id, CancellationToken ct) =>
        Write(by, id, ArrivalState.Exception, ArrivalState.Read, null, "arrival-cleared-up", ct);

    private async Task<Result<Done>> Write(
        Caller by,
        ArrivalId id,
        ArrivalState from,
        ArrivalState to,
        string? reason,
        string kind,
        CancellationToken ct
    )
    {
        if (!Rights.Of(by).May(Right.ChangeRecords))
            return TrayRefusals.NotAllowed;
        await using var unit = await db.Write(by.Actor, ct);
        var row = await Sight.Take(unit, by, id);
        if (row is null)
            return FindArrival.NoSuchArrival;
        // Without a document there is nothing to file yet: it is read again instead.
        if (row.At != from || row.DocumentId is null)
            return TrayRefusals.NotInTray;
        var changed = await unit.One<ArrivalRow>(
            $"UPDATE intake_arrival SET state = @state, reason = @reason WHERE tenant_id = @tenant AND id = @id RETURNING {ArrivalRow.Columns}",
            new
            {
                id,
                reason,
                state = to.ToString(),
            }
        );
        journal.Append(unit, kind, id.Value, new { seal = changed!.Sealed() });
        await unit.Commit();
        return default(Done);
    }
}
