using Umlauf.Identity;
using Umlauf.Journal;
using Umlauf.Platform;

namespace Umlauf.Records;

/// <summary>Files a document with everything that came inside it into a matter, or from one matter into another (zum Vorgang nehmen, umbuchen).</summary>
public sealed class FileDocument(Db db, JournalWriter journal, OpenMatter openMatter)
{
    public static readonly Refusal PartOfAnother = new(
        "records.part-of-another",
        "Eine Anlage wird zusammen mit dem Dokument zugeordnet, in dem sie kam.",
        "An attachment is filed together with the document that it came in."
    );

    public static readonly Refusal NoSuchMatter = new(
        "records.no-such-matter",
        "Diesen Vorgang gibt es nicht, oder Sie dürfen ihn nicht sehen.",
        "There is no such matter, or you may not see it.",
        404
    );

    public static readonly Refusal MatterNotOpen = new(
        "records.matter-not-open",
        "Dieser Vorgang ist zu den Akten verfügt. Öffnen Sie ihn wieder, bevor Sie etwas zuordnen.",
        "This matter is put away. Reopen it before you file anything into it."
    );

    public static readonly Refusal AlreadyFiled = new(
        "records.already-filed",
        "Jemand war schneller: Das Dokument liegt schon in einem Vorgang. Es ist nichts doppelt.",
        "Somebody was faster: the document is already in a matter. Nothing is doubled.",
        409
    );

    public async Task<Result<Filed>> Run(Actor by, DocumentId document, FilingTarget target, CancellationToken ct)
    {
        await using var unit = await db.Write(by, ct);
        var filed = await Within(unit, document, target);
        if (filed.Ok)
            await unit.Commit();
        return filed;
    }

    /// <summary>Moves a filed document on, if it is still where the clerk saw it.</summary>
    public async Task<Result<Filed>> Refile(Actor by, DocumentId document, MatterId from, FilingTarget target, CancellationToken ct)
    {
        await using var unit = await db.Write(by, ct);
        var filed = await Move(unit, document, from, target);
        if (filed.Ok)
            await unit.Commit();
        return filed;
    }

    /// <summary>Inside a transaction that does more, e.g. ends the arrival.</summary>
    public Task<Result<Filed>> Within(Unit unit, DocumentId document, FilingTarget target) => Move(unit, document, null, target);

    private async Task<Result<Filed>> Move(Unit unit, DocumentId document, MatterId? from, FilingTarget target)
    {
        // The lock decides races: of two clerks who file the same document, the second sees where the first one put it.
        var now = await unit.One<Standing>(
            $"""
            SELECT parent_id, matter_id, filing_id, office_id, confidentiality FROM records_document
            WHERE tenant_id = @tenant AND id = @document {unit.Dialect.ForUpdate}
            """,
            new { document }
        );
        if (now is null)
            return SetText.NoSuchDocument;
        if (now.ParentId is not null)
            return PartOfAnother;
        if (now.MatterId != from)
            return await Told(unit, now);

        var place = await Place(unit, target);
        if (!place.Ok)
            return place.Refusal!;
        var matter = place.Value;
        // A confidential letter stays confidential in an open matter; declassifying is an act of its own.
        var confidentiality = (Confidentiality)Math.Max((int)matter.Confidentiality, (int)now.Confidentiality);
        var filing = Ids.New<FilingId>(unit.Now);
        await Put(unit, document, matter.Id, filing, matter.OfficeId, confidentiality);
        await unit.Exec(
            """
            INSERT INTO records_filing
                (tenant_id, id, document_id, matter_id, opened_matter, from_matter_id, from_filing_id, from_office_id, from_confidentiality, filed_at, filed_by)
            VALUES (@tenant, @filing, @document, @Id, @opened, @MatterId, @FilingId, @OfficeId, @Confidentiality, @at, @by)
            """,
            new
            {
                filing,
                document,
                matter.Id,
                opened = target.New is not null,
                now.MatterId,
                now.FilingId,
                now.OfficeId,
                now.Confidentiality,
                at = unit.Now,
                by = unit.By.ToString(),
            }
        );
        journal.Append(
            unit,
            from is null ? "document-filed" : "document-refiled",
            document.Value,
            new
            {
                matter = matter.Id.Value,
                from = from?.Value,
                filing = filing.Value,
            }
        );
        return new Filed(filing, matter.Id, matter.Number, target.New is not null);
    }

    /// <summary>Moves a document and its parts to a place.</summary>
    internal static async Task Put(
        Unit unit,
        DocumentId root,
        MatterId? matter,
        FilingId? filing,
        OfficeId office,
        Confidentiality confidentiality
    )
    {
        var args = new
        {
            root,
            matter,
            filing,
            office,
            confidentiality,
        };
        await unit.Exec(
            """
            UPDATE records_document SET matter_id = @matter, filing_id = @filing, office_id = @office, confidentiality = @confidentiality
            WHERE tenant_id = @tenant AND id = @root
            """,
            args
        );
        await unit.Exec(
            """
            UPDATE records_document SET matter_id = @matter, office_id = @office, confidentiality = @confidentiality
            WHERE tenant_id = @tenant AND root_id = @root AND parent_id IS NOT NULL
            """,
            args
        );
    }

    private async Task<Result<Target>> Place(Unit unit, FilingTarget target)
    {
        if (target.New is { } wanted)
        {
            var opened = await openMatter.Within(unit, wanted);
            if (!opened.Ok)
                return opened.Refusal!;
            return new Target
            {
                Id = opened.Value.Id,
                Number = opened.Value.Number,
                OfficeId = wanted.Office,
                Confidentiality = wanted.Confidentiality,
                State = MatterState.Open,
            };
        }
        var matter = await unit.One<Target>(
            $"""
            SELECT id, number, office_id, confidentiality, state FROM records_matter
            WHERE tenant_id = @tenant AND id = @Matter {unit.Dialect.ForUpdate}
            """,
            new { target.Matter }
        );
        if (matter is null)
            return NoSuchMatter;
        return matter.State == MatterState.Open ? matter : MatterNotOpen.With(matter.Number);
    }

    private static async Task<Refusal> Told(Unit unit, Standing now)
    {
        var last = await unit.One<LastFiling>(
            """
            SELECT m.number, f.filed_by, f.filed_at FROM records_filing f
            JOIN records_matter m ON m.tenant_id = f.tenant_id AND m.id = f.matter_id
            WHERE f.tenant_id = @tenant AND f.id = @FilingId
            """,
            new { now.FilingId }
        );
        return last is null ? AlreadyFiled : AlreadyFiled.With($"{last.Number}, {last.FiledBy}, {last.FiledAt:u}");
    }

    private sealed record Standing
    {
        public DocumentId? ParentId { get; init; }
        public MatterId? MatterId { get; init; }
        public FilingId? FilingId { get; init; }
        public required OfficeId OfficeId { get; init; }
        public required Confidentiality Confidentiality { get; init; }
    }

    private sealed record Target
    {
        public required MatterId Id { get; init; }
        public required string Number { get; init; }
        public required OfficeId OfficeId { get; init; }
        public required Confidentiality Confidentiality { get; init; }
        public required MatterState State { get; init; }
    }

    private sealed record LastFiling
    {
        public required string Number { get; init; }
        public required string FiledBy { get; init; }
        public required DateTimeOffset FiledAt { get; init; }
    }
}
