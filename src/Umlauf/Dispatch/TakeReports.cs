using System.Text.Json;
using Umlauf.Dispatch.Model;
using Umlauf.Formats.Reading;
using Umlauf.Journal;
using Umlauf.Platform;
using Umlauf.Records;

namespace Umlauf.Dispatch;

/// <summary>
/// Joins delivery reports that came by mail to the items that they are about (Zustellberichte zuordnen), by the Message-ID: what did not arrive fails with
/// the reason, what arrived is delivered. What is in doubt was sent. Follows the journal of arrivals, so that each report is looked at once.
/// </summary>
public sealed class TakeReports(Db db, JournalWriter journal, ReadJournal readJournal, RecordAttempt recordAttempt, IBlobStore blobs)
{
    public async Task Run(TenantId tenant, CancellationToken ct)
    {
        while (true)
        {
            var from = await Position(tenant, ct);
            var entries = await readJournal.Run(tenant, from, ReadJournal.LargestPage, ct);
            if (entries.Count == 0)
                return;
            var reports = new List<(DocumentId Document, DeliveryReport Report)>();
            foreach (var entry in entries.Where(entry => entry.Kind == "arrival-read"))
            {
                if (DocumentOf(entry) is { } document && await Read(tenant, document, ct) is { } report)
                    reports.Add((document, report));
            }
            await using var unit = await db.Write(Actor.System(tenant), ct);
            foreach (var (document, report) in reports)
                await Join(unit, document, report);
            await unit.Exec(
                """
                INSERT INTO dispatch_follow (tenant_id, position) VALUES (@tenant, @position)
                ON CONFLICT (tenant_id) DO UPDATE SET position = excluded.position
                """,
                new { position = entries[^1].Position }
            );
            await unit.Commit();
        }
    }

    private async Task<long> Position(TenantId tenant, CancellationToken ct)
    {
        await using var unit = await db.Read(Actor.System(tenant), ct);
        return await unit.Scalar<long?>("SELECT position FROM dispatch_follow WHERE tenant_id = @tenant") ?? 0;
    }

    /// <summary>The mail on record, where the journal says that it is a report.</summary>
    private static DocumentId? DocumentOf(Entry entry)
    {
        using var data = JsonDocument.Parse(entry.Data);
        return
            data.RootElement.TryGetProperty("report", out var report)
            && report.ValueKind == JsonValueKind.True
            && data.RootElement.GetProperty("document").TryGetGuid(out var document)
            ? new DocumentId(document)
            : null;
    }

    private async Task<DeliveryReport?> Read(TenantId tenant, DocumentId document, CancellationToken ct)
    {
        IReadOnlyList<ContentHash> stored;
        await using (var unit = await db.Read(Actor.System(tenant), ct))
        {
            stored = await unit.Query<ContentHash>(
                "SELECT hash FROM records_pub_document_version WHERE tenant_id = @tenant AND document_id = @document AND number = 1",
                new { document }
            );
        }
        // A report that is too large to be read here lies in the tray like any mail.
        return stored is [var hash] && await blobs.Get(tenant, hash, ct) is { } bytes && !ItemReader.IsRisky(bytes.Span, bytes.Length)
            ? ItemReader.Read(bytes, "", "message/rfc822", ReadLimits.Default, ct).Envelope?.Report
            : null;
    }

    private async Task Join(Unit unit, DocumentId document, DeliveryReport report)
    {
        if (report.MessageId is not { Length: > 0 } about)
            return;
        var found = await unit.Query<DispatchId>(
            "SELECT id FROM dispatch_item WHERE tenant_id = @tenant AND message_id = @about",
            new { about }
        );
        if (found is not [var id] || await ItemRow.Take(unit, id) is not { } item)
            return;
        if (item.State is DispatchState.Sending or DispatchState.Doubtful && await Settle(unit, id, document))
            item = item with { State = DispatchState.Sent };
        if (item.State is not (DispatchState.Sent or DispatchState.Delivered))
            return;
        var recipients = await unit.Query<string>(
            "SELECT address FROM dispatch_recipient WHERE tenant_id = @tenant AND item_id = @id",
            new { id }
        );
        switch (report.Action)
        {
            case "failed":
                // Whom the report names is a stranger's word: it is shown only when it is one of ours.
                var named = recipients.FirstOrDefault(one => string.Equals(one, report.Recipient, StringComparison.OrdinalIgnoreCase));
                await ItemRow.Move(unit, id, DispatchState.Failed, new Bounce(report.Status, named, report.Diagnostic).ToString());
                journal.Append(unit, "dispatch-bounced", id.Value, new { report = document.Value, status = report.Status });
                break;
            case "delivered" when item.State == DispatchState.Sent && recipients.Count == 1:
                await ItemRow.Move(unit, id, DispatchState.Delivered);
                journal.Append(unit, "dispatch-delivered", id.Value, new { report = document.Value });
                break;
        }
    }

    /// <summary>
    /// A report is about something that a server took, which answers what the lost answer would have said. Every attempt has the same Message-ID: where an
    /// earlier one may have been taken, the report may be about that one and proves nothing.
    /// </summary>
    private async Task<bool> Settle(Unit unit, DispatchId id, DocumentId document)
    {
        var taken = await unit.Query<int>(
            """
            SELECT number FROM dispatch_attempt WHERE tenant_id = @tenant AND item_id = @id
              AND (outcome IN ('Accepted', 'Unknown') OR (outcome IS NULL AND handed_at IS NOT NULL))
            """,
            new { id }
        );
        if (
            taken is not [var number]
            || (await AttemptRow.Last(unit, id))!.Number != number
            || !await recordAttempt.Within(unit, id, number, AttemptOutcome.Accepted, 0, "", text: null)
        )
            return false;
        journal.Append(
            unit,
            "dispatch-doubt-resolved",
            id.Value,
            new
            {
                attempt = number,
                sent = true,
                report = document.Value,
            }
        );
        return true;
    }
}
