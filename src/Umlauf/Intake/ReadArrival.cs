using Umlauf.Formats.Reading;
using Umlauf.Intake.Model;
using Umlauf.Journal;
using Umlauf.Platform;
using Umlauf.Records;

namespace Umlauf.Intake;

/// <summary>
/// Reads an arrival and takes it on record as a document (Eingang lesen): mail text at once, attachments of dangerous formats in a second step.
/// What cannot be read goes to the exception tray with its reason.
/// </summary>
public sealed class ReadArrival(
    Db db,
    JournalWriter journal,
    IBlobStore blobs,
    InProcessReading quick,
    IItemReading careful,
    AddDocument addDocument,
    AddMissingParts addMissingParts,
    SetText setText
)
{
    /// <summary>All or none of these arrivals of one claim: their documents, texts, states and journal entries in one transaction.</summary>
    internal async Task Run(TenantId tenant, IReadOnlyList<Reading> readings, CancellationToken ct)
    {
        await using var unit = await db.Write(Actor.System(tenant), ct);
        var rows = await Held(unit, readings[0].Row.Claim);
        var held = readings.Where(reading => rows.ContainsKey(reading.Row.Id)).ToList();
        var documents = held.Where(reading => reading.Document is not null)
            .ToLookup(reading => rows[reading.Row.Id].DocumentId is null, reading => reading.Document!);
        await addDocument.Run(unit, [.. documents[true]]);
        var texts = held.SelectMany(reading => reading.Texts).ToList();
        foreach (var document in documents[false])
            texts.AddRange(await addMissingParts.Run(unit, document));
        await setText.Run(unit, texts);
        await WriteEnvelopes(unit, held);
        var reports = held.Where(reading => reading.Envelope?.Report is not null).Select(reading => reading.Row.Id).ToHashSet();
        await SetStates(unit, [.. held.Select(reading => After(rows[reading.Row.Id], reading)).OfType<ArrivalRow>()], reports);
        await PassOn(unit, held);
        await unit.Commit();
    }

    /// <summary>Everything that takes time and no transaction: fetching, parsing, storing attachments, compressing text. One task for each row.</summary>
    internal async Task<IReadOnlyList<Task<Reading>>> Prepare(TenantId tenant, IReadOnlyList<ClaimedRow> rows, CancellationToken ct)
    {
        var parts = await Parts(tenant, rows.Where(row => row.Step == ReadingStep.Attachments), ct);
        return
        [
            .. rows.Select(row =>
                row.Step == ReadingStep.Attachments ? Attachments(tenant, row, parts[row.DocumentId], ct) : Item(tenant, row, ct)
            ),
        ];
    }

    private async Task<Reading> Item(TenantId tenant, ClaimedRow row, CancellationToken ct)
    {
        var channel = Enum.Parse<ChannelKind>(row.ChannelKind);
        if (row.Size > InProcessReading.Limits.Bytes)
            return new Reading(row) { Exception = ReadNote.LimitSize };
        if (await blobs.Get(tenant, row.Hash, ct) is not { } bytes)
            throw new IOException($"The original {row.Hash} is missing in the blob store.");
        var isMail = channel is ChannelKind.Imap or ChannelKind.Pipe;
        var type = isMail ? "message/rfc822" : row.ContentType;
        var reading = ItemReader.IsRisky(bytes.Span, bytes.Length) ? careful : quick;
        var item = await reading.Read(bytes, row.FileName, type, ct);
        var exception = item.Unread is { } unread && ReadNotes.NeedsHand(unread) ? unread : null;
        // A mail that was read in part, or that is locked, still shows its sender, its subject and what could be read.
        if (exception is not null && item.Envelope is null)
            return new Reading(row) { Exception = exception };
        var toDocument = new ItemToDocument(blobs, quick, tenant, db.Now);
        return new Reading(row)
        {
            Envelope = item.Envelope,
            Exception = exception,
            Document = await toDocument.Build(row, item, channel, ct),
            More = toDocument.More,
        };
    }

    /// <summary>What came inside the documents of these arrivals, by document.</summary>
    private async Task<ILookup<DocumentId?, PartRow>> Parts(TenantId tenant, IEnumerable<ClaimedRow> rows, CancellationToken ct)
    {
        var roots = rows.Select(row => row.DocumentId?.Value).OfType<Guid>().ToArray();
        IReadOnlyList<PartRow> parts = [];
        if (roots.Length > 0)
        {
            await using var unit = await db.Read(Actor.System(tenant), ct);
            parts = await unit.Query<PartRow>(
                $"""
                WITH part AS MATERIALIZED (
                    SELECT d.root_id, d.place, d.id FROM records_pub_document d
                    WHERE d.tenant_id = @tenant AND d.root_id {unit.Dialect.OneOf("@roots")} AND d.parent_id IS NOT NULL)
                SELECT p.root_id, p.id, v.hash, v.file_name, v.content_type FROM part p
                JOIN records_pub_document_version v ON v.tenant_id = @tenant AND v.document_id = p.id AND v.number = 1
                ORDER BY p.root_id, p.place
                """,
                new { roots }
            );
        }
        return parts.ToLookup(part => (DocumentId?)part.RootId);
    }

    private async Task<Reading> Attachments(TenantId tenant, ClaimedRow row, IEnumerable<PartRow> parts, CancellationToken ct)
    {
        var texts = new List<(DocumentId, DocumentText)>();
        foreach (var part in parts)
        {
            if (await blobs.Get(tenant, part.Hash, ct) is not { } bytes || !ItemReader.IsRisky(bytes.Span, bytes.Length))
                continue;
            var item = await careful.Read(bytes, part.FileName, part.ContentType, ct);
            if (ItemToDocument.WholeText(item) is { Length: > 0 } text)
                texts.Add((part.Id, DocumentText.Of(text)));
        }
        return new Reading(row) { Texts = texts };
    }

    /// <summary>
    /// The ledger's rows as they are now, ours until the commit. A claim that outlived its lease may be another worker's by now: then that one records
    /// it, or has done so.
    /// </summary>
    private static async Task<Dictionary<ArrivalId, ArrivalRow>> Held(Unit unit, Guid claim)
    {
        var rows = await unit.Query<ArrivalRow>(
            $"""
            SELECT {ArrivalRow.ColumnsOf("a")} FROM intake_waiting w
            CROSS JOIN intake_arrival a
            WHERE w.tenant_id = @tenant AND w.claim = @claim AND a.tenant_id = w.tenant_id AND a.id = w.arrival_id
            ORDER BY a.id {unit.Dialect.ForUpdate}
            """,
            new { claim }
        );
        return rows.ToDictionary(row => row.Id);
    }

    /// <summary>The row after the reading; null when it stays as it is.</summary>
    private static ArrivalRow? After(ArrivalRow row, Reading reading) =>
        reading switch
        {
            { Row.Step: ReadingStep.Attachments, Exception: null } => null,
            // The mail stays readable; its row says that the text of an attachment is missing.
            { Row.Step: ReadingStep.Attachments } => row with { Reason = reading.Exception.Code },
            { Exception: { } exception } => row with
            {
                State = nameof(ArrivalState.Exception),
                Reason = exception.Code,
                DocumentId = row.DocumentId ?? reading.Document?.Id,
            },
            _ => row with { State = nameof(ArrivalState.Read), Reason = null, DocumentId = reading.Document?.Id },
        };

    /// <param name="unit">The transaction of the reading.</param>
    /// <param name="rows">As they are from now on.</param>
    /// <param name="reports">Those that report on a mail of ours: whoever sent it finds them in the journal.</param>
    private async Task SetStates(Unit unit, IReadOnlyList<ArrivalRow> rows, HashSet<ArrivalId> reports)
    {
        await unit.ExecAll(
            "UPDATE intake_arrival SET state = @State, reason = @Reason, document_id = @DocumentId WHERE tenant_id = @tenant AND id = @Id",
            rows.Select(row => new
            {
                row.Id,
                row.State,
                row.Reason,
                row.DocumentId,
            })
        );
        foreach (var row in rows)
            journal.Append(
                unit,
                row.Reason is null ? "arrival-read" : "arrival-not-read",
                row.Id.Value,
                new
                {
                    document = row.DocumentId?.Value,
                    reason = row.Reason,
                    report = reports.Contains(row.Id),
                    seal = row.Sealed(),
                }
            );
    }

    private static async Task PassOn(Unit unit, IReadOnlyList<Reading> readings)
    {
        var done = readings.ToLookup(reading => !reading.More, reading => reading.Row.Id.Value);
        var these = unit.Dialect.OneOf("@ids");
        if (done[false].Any())
            await unit.Exec(
                $"""
                UPDATE intake_waiting SET step = @step, attempts = 0, claim = NULL, lease_until = NULL
                WHERE tenant_id = @tenant AND arrival_id {these}
                """,
                new { step = ReadingStep.Attachments, ids = done[false].ToArray() }
            );
        if (done[true].Any())
            await unit.Exec(
                $"DELETE FROM intake_waiting WHERE tenant_id = @tenant AND arrival_id {these}",
                new { ids = done[true].ToArray() }
            );
    }

    private static async Task WriteEnvelopes(Unit unit, IReadOnlyList<Reading> readings) =>
        await unit.InsertAll(
            """
            INSERT INTO intake_envelope (tenant_id, arrival_id, sender, message_id, answers, nature, seal)
            VALUES (@tenant, @ArrivalId, @Sender, @MessageId, @Answers, @Nature, @Seal)
            ON CONFLICT (tenant_id, arrival_id) DO UPDATE SET
                sender = excluded.sender, message_id = excluded.message_id, answers = excluded.answers, nature = excluded.nature, seal = excluded.seal
            """,
            readings
                .Where(reading => reading.Envelope is not null)
                .Select(reading => EnvelopeRow.Of(reading.Row.Id, reading.Envelope!))
                .Select(row => new
                {
                    row.ArrivalId,
                    row.Sender,
                    row.MessageId,
                    row.Answers,
                    row.Nature,
                    row.Seal,
                })
        );

    private sealed record PartRow
    {
        public required DocumentId RootId { get; init; }
        public required DocumentId Id { get; init; }
        public required ContentHash Hash { get; init; }
        public required string FileName { get; init; }
        public required string ContentType { get; init; }
    }
}
