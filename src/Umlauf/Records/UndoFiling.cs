using Umlauf.Identity;
using Umlauf.Journal;
using Umlauf.Platform;

namespace Umlauf.Records;

/// <summary>Takes back a filing of one's own within 30 seconds (Zuordnung zurücknehmen); later a document is refiled.</summary>
public sealed class UndoFiling(Db db, JournalWriter journal)
{
    /// <summary>How long the button is shown; the program allows a little more for the way from the screen to here.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    public static readonly Refusal NoSuchFiling = new(
        "records.no-such-filing",
        "Diese Zuordnung gibt es nicht, oder sie ist nicht von Ihnen.",
        "There is no such filing, or it is not yours.",
        404
    );

    public static readonly Refusal TooLate = new(
        "records.undo-too-late",
        "Die Zuordnung lässt sich nicht mehr zurücknehmen. Ordnen Sie das Dokument einem anderen Vorgang zu.",
        "The filing can no longer be taken back. File the document into another matter instead.",
        409
    );

    public async Task<Result<Done>> Run(Caller by, FilingId filing, CancellationToken ct)
    {
        await using var unit = await db.Write(by.Actor, ct);
        var undone = await Within(unit, by, filing);
        if (undone.Ok)
            await unit.Commit();
        return undone.Ok ? default(Done) : undone.Refusal!;
    }

    /// <summary>Inside a transaction that does more, e.g. puts the arrival back into the tray.</summary>
    /// <returns>The document that left the matter.</returns>
    public async Task<Result<DocumentId>> Within(Unit unit, Caller by, FilingId filing)
    {
        if (!Rights.Of(by).May(Right.ChangeRecords))
            return RecordsRefusals.NotAllowed;
        var act = await unit.One<Act>(
            $"""
            SELECT document_id, matter_id, opened_matter, from_matter_id, from_filing_id, from_office_id, from_confidentiality, filed_at, filed_by, undone_at
            FROM records_filing WHERE tenant_id = @tenant AND id = @filing {unit.Dialect.ForUpdate}
            """,
            new { filing }
        );
        if (act is null || act.FiledBy != unit.By.ToString())
            return NoSuchFiling;
        if (act.UndoneAt is not null)
            return act.DocumentId;
        if (unit.Now - act.FiledAt > Window + Grace || !await StillThere(unit, act.DocumentId, filing))
            return TooLate;

        await FileDocument.Put(unit, act.DocumentId, act.FromMatterId, act.FromFilingId, act.FromOfficeId, act.FromConfidentiality);
        await unit.Exec(
            "UPDATE records_filing SET undone_at = @now WHERE tenant_id = @tenant AND id = @filing",
            new { filing, now = unit.Now }
        );
        journal.Append(
            unit,
            "filing-undone",
            act.DocumentId.Value,
            new
            {
                matter = act.MatterId.Value,
                backTo = act.FromMatterId?.Value,
                filing = filing.Value,
                office = act.FromOfficeId.Value,
                confidentiality = (int)act.FromConfidentiality,
            }
        );
        if (act.OpenedMatter)
            await VoidIfEmpty(unit, act.MatterId);
        return act.DocumentId;
    }

    private static async Task<bool> StillThere(Unit unit, DocumentId document, FilingId filing)
    {
        var place = await unit.One<Place>(
            $"SELECT filing_id FROM records_document WHERE tenant_id = @tenant AND id = @document {unit.Dialect.ForUpdate}",
            new { document }
        );
        return place?.FilingId == filing;
    }

    /// <summary>A number that was given stays given: the matter is marked, not deleted.</summary>
    private async Task VoidIfEmpty(Unit unit, MatterId matter)
    {
        var voided = await unit.Exec(
            """
            UPDATE records_matter SET state = 'Void' WHERE tenant_id = @tenant AND id = @matter AND state = 'Open'
                AND NOT EXISTS (SELECT 1 FROM records_document d WHERE d.tenant_id = @tenant AND d.matter_id = @matter AND d.parent_id IS NULL)
                AND NOT EXISTS (SELECT 1 FROM records_note n WHERE n.tenant_id = @tenant AND n.matter_id = @matter)
                AND NOT EXISTS (SELECT 1 FROM records_matter_party p WHERE p.tenant_id = @tenant AND p.matter_id = @matter)
            """,
            new { matter }
        );
        if (voided > 0)
            journal.Append(unit, "matter-voided", matter.Value);
    }

    private sealed record Place
    {
        public FilingId? FilingId { get; init; }
    }

    private sealed record Act
    {
        public required DocumentId DocumentId { get; init; }
        public required MatterId MatterId { get; init; }
        public required bool OpenedMatter { get; init; }
        public MatterId? FromMatterId { get; init; }
        public FilingId? FromFilingId { get; init; }
        public required OfficeId FromOfficeId { get; init; }
        public required Confidentiality FromConfidentiality { get; init; }
        public required DateTimeOffset FiledAt { get; init; }
        public required string FiledBy { get; init; }
        public DateTimeOffset? UndoneAt { get; init; }
    }
}
