using Umlauf.Dispatch.Model;
using Umlauf.Journal;
using Umlauf.Platform;

namespace Umlauf.Dispatch;

/// <summary>
/// Takes the next step with an item (Versuch beginnen). The attempt is on record before anything is connected; an attempt that this same job began
/// in an earlier life died, and its traces decide: nothing handed over = begin again, handed over = in doubt, never simply again.
/// </summary>
public sealed class BeginAttempt(Db db, JournalWriter journal, Jobs jobs, IBlobStore blobs, Settings settings)
{
    private readonly DispatchSettings patience = settings.Part<DispatchSettings>("dispatch");

    public async Task<NextStep> Run(TenantId tenant, DispatchId id, Guid job, CancellationToken ct)
    {
        ItemRow item;
        DispatchServer? server;
        IReadOnlyList<PersonRow> people;
        IReadOnlyList<FileRow> files;
        await using (var look = await db.Read(Actor.System(tenant), ct))
        {
            if (
                await ItemRow.Find(look, id) is not { State: DispatchState.Queued or DispatchState.Sending or DispatchState.Doubtful } found
            )
                return new NextStep();
            (item, server, people) = (found, await ServerRow.Find(look), await PersonRow.Of(look, id));
            files = await look.Query<FileRow>(
                """
                SELECT document_id, version, hash, size, content_type, file_name FROM dispatch_attachment
                WHERE tenant_id = @tenant AND item_id = @id ORDER BY place
                """,
                new { id }
            );
        }
        if (server is null)
        {
            await NoServer(tenant, id, job, ct);
            return new NextStep();
        }
        var mail = await Bytes(tenant, item, people, files, server, ct);
        await using var unit = await db.Write(Actor.System(tenant), ct);
        var step = await Decide(unit, id, job, server, mail, people);
        await unit.Commit();
        return step;
    }

    private async Task<NextStep> Decide(
        Unit unit,
        DispatchId id,
        Guid job,
        DispatchServer server,
        ComposedMail mail,
        IReadOnlyList<PersonRow> people
    )
    {
        if (await ItemRow.Take(unit, id) is not { } item)
            return new NextStep();
        var last = await AttemptRow.Last(unit, id);
        if (item.State == DispatchState.Sending && last is not null)
        {
            // Another job's attempt is alive, or will be settled by that job.
            if (last.JobId != job || last.Outcome is not null)
                return new NextStep();
            if (last.HandedAt is not null)
            {
                await AttemptRow.End(unit, id, last.Number, AttemptOutcome.Unknown, 0, "");
                await ItemRow.Move(unit, id, DispatchState.Doubtful);
                journal.Append(unit, "dispatch-in-doubt", id.Value, new { attempt = last.Number });
                return new NextStep(Look: Doubt(unit, id, server, last));
            }
            await AttemptRow.End(unit, id, last.Number, AttemptOutcome.BrokenOff, 0, "");
        }
        else if (item.State == DispatchState.Doubtful)
            return new NextStep(Look: last is { Outcome: AttemptOutcome.Unknown } ? Doubt(unit, id, server, last) : null);
        else if (item.State != DispatchState.Queued)
            return new NextStep();
        return new NextStep(Send: await Begin(unit, id, (last?.Number ?? 0) + 1, job, server, mail, people));
    }

    private async Task<BegunAttempt> Begin(
        Unit unit,
        DispatchId id,
        int number,
        Guid job,
        DispatchServer server,
        ComposedMail mail,
        IReadOnlyList<PersonRow> people
    )
    {
        await unit.Exec(
            """
            INSERT INTO dispatch_attempt (tenant_id, item_id, number, job_id, started_at, code, answer, looks)
            VALUES (@tenant, @id, @number, @job, @now, 0, '', 0)
            """,
            new
            {
                id,
                number,
                job,
                now = unit.Now,
            }
        );
        await unit.Exec(
            """
            UPDATE dispatch_item SET attempts = attempts + 1, message_id = @MessageId, sender = @Sender, hash = @Hash, size = @Length
            WHERE tenant_id = @tenant AND id = @id
            """,
            new
            {
                id,
                mail.MessageId,
                mail.Sender,
                mail.Blob.Hash,
                mail.Blob.Length,
            }
        );
        await ItemRow.Move(unit, id, DispatchState.Sending);
        journal.Append(unit, "dispatch-attempt-begun", id.Value, new { attempt = number, hash = mail.Blob.Hash.Hex });
        IEnumerable<string> archive = server.ArchiveAddress.Length > 0 ? [server.ArchiveAddress] : [];
        string[] recipients = [.. people.Select(one => one.Address).Concat(archive).Distinct(StringComparer.OrdinalIgnoreCase)];
        return new BegunAttempt(id, number, server, mail.MessageId, mail.Bytes, recipients);
    }

    private static OpenDoubt? Doubt(Unit unit, DispatchId id, DispatchServer server, AttemptRow attempt)
    {
        if (!server.HasWitness)
            return null;
        var probeId = Composer.ProbeIdOf(id, attempt.Number, server);
        return new OpenDoubt(
            id,
            attempt.Number,
            server,
            Composer.MessageIdOf(id, server),
            probeId,
            attempt.StartedAt,
            attempt.ProbedAt is null ? Composer.Probe(server, probeId, unit.Now) : null
        );
    }

    /// <summary>The bytes of the first composition, for ever.</summary>
    private async Task<ComposedMail> Bytes(
        TenantId tenant,
        ItemRow item,
        IReadOnlyList<PersonRow> people,
        IReadOnlyList<FileRow> files,
        DispatchServer server,
        CancellationToken ct
    )
    {
        if (item is not { Hash: { } hash, MessageId: { } messageId })
            return await new Composer(blobs).Compose(tenant, item, people, files, server, db.Now, ct);
        var bytes = await blobs.Get(tenant, hash, ct) ?? throw new InvalidOperationException($"The mail {hash} is missing in the store.");
        return new ComposedMail(messageId, item.Sender, new StoredBlob(hash, item.Size), bytes);
    }

    private async Task NoServer(TenantId tenant, DispatchId id, Guid job, CancellationToken ct)
    {
        await using var unit = await db.Write(Actor.System(tenant), ct);
        if (await ItemRow.Take(unit, id) is not { State: DispatchState.Queued })
            return;
        var next = unit.Now + TimeSpan.FromMinutes(patience.Pauses[0]);
        await ItemRow.Move(unit, id, DispatchState.Queued, DispatchRefusals.NoServer.German, next);
        await SendJob.Enqueue(unit, jobs, id, $"after-{job:N}", next);
        journal.Append(unit, "dispatch-deferred", id.Value, new { attempt = 0 });
        await unit.Commit();
    }
}
