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
    SetText setText
)
{
    /// <summary>All or none of these arrivals of one claim: their documents, texts, states and journal entries in one transaction.</summary>
    internal async Task Run(TenantId tenant, IReadOnlyList<Reading> readings, CancellationToken ct)
    {
        await using var unit = await db.Write(Actor.System(tenant), ct);
        // A claim that outlived its lease may be another worker's by now: then that one records it, or has done so.
        var held = await unit.Query<ArrivalId>(
            $"SELECT arrival_id FROM intake_waiting WHERE tenant_id = @tenant AND claim = @Claim {unit.Dialect.ForUpdate}",
            new { readings[0].Row.Claim }
        );
        foreach (var reading in readings.IntersectBy(held, reading => reading.Row.Id))
            await Record(unit, reading);
        await unit.Commit();
    }

    /// <summary>Everything that takes time and no transaction: fetching, parsing, storing attachments, compressing text.</summary>
    internal async Task<Reading> Prepare(TenantId tenant, ClaimedRow row, int step, ChannelKind channel, CancellationToken ct)
    {
        if (step == ReadingStep.Attachments)
            return new Reading(row, step) { Texts = await AttachmentTexts(tenant, row, ct) };
        if (row.Size > InProcessReading.Limits.Bytes)
            return new Reading(row, step) { Exception = ReadNote.LimitSize };
        if (await blobs.Get(tenant, row.Hash, ct) is not { } bytes)
            throw new IOException($"The original {row.Hash} is missing in the blob store.");
        var isMail = channel is ChannelKind.Imap or ChannelKind.Pipe;
        var type = isMail ? "message/rfc822" : row.ContentType;
        var reading = ItemReader.IsRisky(bytes.Span, bytes.Length) ? careful : quick;
        var item = await reading.Read(bytes, row.FileName, type, ct);
        if (item.Unread is { } unread && ReadNotes.NeedsHand(unread))
            return new Reading(row, step) { Exception = unread, Envelope = item.Envelope };
        var toDocument = new ItemToDocument(blobs, quick, tenant, db.Now);
        return new Reading(row, step)
        {
            Envelope = item.Envelope,
            Document = await toDocument.Build(row, item, channel, ct),
            More = toDocument.More,
        };
    }

    private async Task<IReadOnlyList<(DocumentId, DocumentText)>> AttachmentTexts(TenantId tenant, ArrivalRow row, CancellationToken ct)
    {
        IReadOnlyList<PartRow> parts;
        await using (var unit = await db.Read(Actor.System(tenant), ct))
        {
            parts = await unit.Query<PartRow>(
                """
                SELECT d.id, v.hash, v.file_name, v.content_type FROM records_pub_document d
                JOIN records_pub_document_version v ON v.tenant_id = d.tenant_id AND v.document_id = d.id AND v.number = 1
                WHERE d.tenant_id = @tenant AND d.root_id = @DocumentId AND d.parent_id IS NOT NULL
                ORDER BY d.id
                """,
                new { row.DocumentId }
            );
        }
        var texts = new List<(DocumentId, DocumentText)>();
        foreach (var part in parts)
        {
            if (await blobs.Get(tenant, part.Hash, ct) is not { } bytes || !ItemReader.IsRisky(bytes.Span, bytes.Length))
                continue;
            var item = await careful.Read(bytes, part.FileName, part.ContentType, ct);
            if (ItemToDocument.WholeText(item) is { Length: > 0 } text)
                texts.Add((part.Id, DocumentText.Of(text)));
        }
        return texts;
    }

    private async Task Record(Unit unit, Reading reading)
    {
        if (reading.Step == ReadingStep.Attachments)
        {
            foreach (var (part, text) in reading.Texts)
                await setText.Run(unit, part, text);
            // The mail stays readable; its row says that the text of an attachment is missing.
            if (reading.Exception is { } failed)
                await SetState(unit, reading, reading.Row.At, failed.Code, reading.Row.DocumentId);
            await Done(unit, reading.Row.Id);
            return;
        }
        if (reading.Document is { } document)
            await addDocument.Run(unit, document);
        if (reading.Envelope is { } envelope)
            await WriteEnvelope(unit, reading.Row.Id, envelope);
        var state = reading.Exception is null ? ArrivalState.Read : ArrivalState.Exception;
        await SetState(unit, reading, state, reading.Exception?.Code, reading.Document?.Id);
        if (reading.More)
            await unit.Exec(
                "UPDATE intake_waiting SET step = @step, attempts = 0, claim = NULL, lease_until = NULL WHERE tenant_id = @tenant AND arrival_id = @Id",
                new { step = ReadingStep.Attachments, reading.Row.Id }
            );
        else
            await Done(unit, reading.Row.Id);
    }

    private async Task SetState(Unit unit, Reading reading, ArrivalState state, string? reason, DocumentId? document)
    {
        var row = await unit.One<ArrivalRow>(
            $"""
            UPDATE intake_arrival SET state = @state, reason = @reason, document_id = @document
            WHERE tenant_id = @tenant AND id = @Id RETURNING {ArrivalRow.Columns}
            """,
            new
            {
                reading.Row.Id,
                state = state.ToString(),
                reason,
                document = document?.Value,
            }
        );
        journal.Append(
            unit,
            reason is null ? "arrival-read" : "arrival-not-read",
            reading.Row.Id.Value,
            new
            {
                document = document?.Value,
                reason,
                seal = row!.Sealed(),
            }
        );
    }

    private static Task<int> Done(Unit unit, ArrivalId arrival) =>
        unit.Exec("DELETE FROM intake_waiting WHERE tenant_id = @tenant AND arrival_id = @arrival", new { arrival });

    private static Task<int> WriteEnvelope(Unit unit, ArrivalId arrival, Envelope envelope)
    {
        var row = EnvelopeRow.Of(arrival, envelope);
        return unit.Exec(
            """
            INSERT INTO intake_envelope (tenant_id, arrival_id, sender, message_id, answers, nature, seal)
            VALUES (@tenant, @ArrivalId, @Sender, @MessageId, @Answers, @Nature, @Seal)
            ON CONFLICT (tenant_id, arrival_id) DO UPDATE SET
                sender = excluded.sender, message_id = excluded.message_id, answers = excluded.answers, nature = excluded.nature, seal = excluded.seal
            """,
            row
        );
    }

    private sealed record PartRow
    {
        public required DocumentId Id { get; init; }
        public required ContentHash Hash { get; init; }
        public required string FileName { get; init; }
        public required string ContentType { get; init; }
    }
}
