using Umlauf.Identity;
using Umlauf.Journal;
using Umlauf.Platform;
using Umlauf.Records.Model;

namespace Umlauf.Records;

/// <summary>Files a document with everything that came inside it into a matter, or from one matter into another (zum Vorgang nehmen, umbuchen).</summary>
public sealed class FileDocument(Db db, JournalWriter journal, OpenMatter openMatter)
{
    public static readonly Refusal PartOfAnother = new(
        "records.part-of-another",
        "Eine Anlage wird zusammen mit dem Dokument zugeordnet, in dem sie kam.",
        "An attachment is filed together with the document that it came in."
    );

    public static readonly Refusal AlreadyFiled = new(
        "records.already-filed",
        "Jemand war schneller: Das Dokument liegt schon in einem Vorgang. Es ist nichts doppelt.",
        "Somebody was faster: the document is already in a matter. Nothing is doubled.",
        409
    );

    public async Task<Result<Filed>> Run(Caller by, DocumentId document, FilingTarget target, CancellationToken ct)
    {
        await using var unit = await db.Write(by.Actor, ct);
        var filed = await Within(unit, by, document, target);
        if (filed.Ok)
            await unit.Commit();
        return filed;
    }

    /// <summary>Moves a filed document on, if it is still where the clerk saw it.</summary>
    public async Task<Result<Filed>> Refile(Caller by, DocumentId document, MatterId from, FilingTarget target, CancellationToken ct)
    {
        await using var unit = await db.Write(by.Actor, ct);
        var filed = await Move(unit, by, document, from, target);
        if (filed.Ok)
            await unit.Commit();
        return filed;
    }

    /// <summary>Inside a transaction that does more, e.g. ends the arrival.</summary>
    public Task<Result<Filed>> Within(Unit unit, Caller by, DocumentId document, FilingTarget target) =>
        Move(unit, by, document, null, target);

    private async Task<Result<Filed>> Move(Unit unit, Caller by, DocumentId document, MatterId? from, FilingTarget target)
    {
        if (!Rights.Of(by).May(Right.ChangeRecords))
            return RecordsRefusals.NotAllowed;
        var rights = Visible.Documents(by);
        // The lock decides races: of two clerks who file the same document, the second sees where the first one put it.
        var now = await unit.One<Standing>(
            $"""
            SELECT d.parent_id, d.matter_id, d.filing_id, d.office_id, d.confidentiality, {rights.Sql} AS seen FROM records_document d
            WHERE d.tenant_id = @tenant AND d.id = @document {unit.Dialect.ForUpdate}
            """,
            rights.With(new { document })
        );
        if (now is null)
            return RecordsRefusals.NoSuchDocument;
        if (now.MatterId != from)
            return await Told(unit, by, now);
        if (!now.Seen)
            return RecordsRefusals.NoSuchDocument;
        if (now.ParentId is not null)
            return PartOfAnother;

        var place = await Place(unit, by, target);
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
                (tenant_id, id, document_id, matter_id, opened_matter, from_matter_id, from_filing_id, from_office_id, from_confidentiality, filed_at, filed_by, filed_staff_id)
            VALUES (@tenant, @filing, @document, @Id, @opened, @MatterId, @FilingId, @OfficeId, @Confidentiality, @at, @by, @Staff)
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
                by.Staff,
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
        await SearchIndex.RefreshWithParts(unit, root);
    }

    private async Task<Result<Target>> Place(Unit unit, Caller by, FilingTarget target)
    {
        if (target.New is { } wanted)
        {
            var opened = await openMatter.Within(unit, by, wanted);
            if (!opened.Ok)
                return opened.Refusal!;
            return new Target
            {
                Id = opened.Value.Id,
                Number = opened.Value.Number,
                OfficeId = wanted.Office,
                Confidentiality = wanted.Confidentiality,
                State = MatterState.Open,
                Seen = true,
            };
        }
        var rights = Visible.Matters(by);
        var matter = await unit.One<Target>(
            $"""
            SELECT m.id, m.number, m.office_id, m.confidentiality, m.state, {rights.Sql} AS seen FROM records_matter m
            WHERE m.tenant_id = @tenant AND m.id = @Matter {unit.Dialect.ForUpdate}
            """,
            rights.With(new { target.Matter })
        );
        // The mailroom puts letters into matters that it may not open.
        if (
            matter is null
            || !matter.Seen && !Rights.Of(by).MaySee(new RecordAccess(matter.OfficeId, matter.Confidentiality, Filed: false))
        )
            return RecordsRefusals.NoSuchMatter;
        return matter.State == MatterState.Open ? matter : RecordsRefusals.MatterNotOpen.With(matter.Number);
    }

    /// <summary>Who saw the document where it was is told where it went, even if it is now out of sight.</summary>
    private static async Task<Refusal> Told(Unit unit, Caller by, Standing now)
    {
        var last = await unit.One<LastFiling>(
            """
            SELECT m.number, s.name, f.filed_at, f.from_office_id, f.from_confidentiality, f.from_matter_id FROM records_filing f
            JOIN records_matter m ON m.tenant_id = f.tenant_id AND m.id = f.matter_id
            LEFT JOIN identity_pub_staff s ON s.tenant_id = f.tenant_id AND s.id = f.filed_staff_id
            WHERE f.tenant_id = @tenant AND f.id = @FilingId
            """,
            new { now.FilingId }
        );
        var before = last is null ? null : new RecordAccess(last.FromOfficeId, last.FromConfidentiality, last.FromMatterId is not null);
        if (!now.Seen && (before is null || !Rights.Of(by).MaySee(before)))
            return RecordsRefusals.NoSuchDocument;
        return last is null ? AlreadyFiled : AlreadyFiled.With(last.ToString());
    }

    private sealed record Standing
    {
        public DocumentId? ParentId { get; init; }
        public MatterId? MatterId { get; init; }
        public FilingId? FilingId { get; init; }
        public required OfficeId OfficeId { get; init; }
        public required Confidentiality Confidentiality { get; init; }
        public required bool Seen { get; init; }
    }

    private sealed record Target
    {
        public required MatterId Id { get; init; }
        public required string Number { get; init; }
        public required OfficeId OfficeId { get; init; }
        public required Confidentiality Confidentiality { get; init; }
        public required MatterState State { get; init; }
        public required bool Seen { get; init; }
    }

    private sealed record LastFiling
    {
        public required string Number { get; init; }
        public string? Name { get; init; }
        public required DateTimeOffset FiledAt { get; init; }
        public required OfficeId FromOfficeId { get; init; }
        public required Confidentiality FromConfidentiality { get; init; }
        public MatterId? FromMatterId { get; init; }

        public override string ToString() => $"{Number}, {(Name is null ? "" : $"{Name}, ")}{Numbers.Local(FiledAt):dd.MM.yyyy HH:mm}";
    }
}
