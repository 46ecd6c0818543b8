using Umlauf.Formats.Reading;
using Umlauf.Intake.Model;
using Umlauf.Platform;
using Umlauf.Records;

namespace Umlauf.Intake;

/// <summary>Reads the originals of one stretch of documents after the other; the texts of a stretch, its index and the place are one transaction.</summary>
public sealed class ReadTextsAgainJob(
    Db db,
    Jobs jobs,
    IBlobStore blobs,
    InProcessReading quick,
    IItemReading careful,
    RestoreTexts restore
) : IJobHandler
{
    /// <summary>Short enough that others who want to write do not wait noticeably, and that little is read twice after a restart.</summary>
    private const int Stretch = 100;

    /// <summary>Far below the lease of a job.</summary>
    private static readonly TimeSpan longestPiece = TimeSpan.FromSeconds(20);

    public string Kind => ReadTextsAgain.Kind;

    public int Parallel => 1;

    public async Task Run(Job job, CancellationToken ct)
    {
        var piece = job.Read<ReadTextsAgain.Piece>();
        var begun = db.Now;
        while (true)
        {
            var originals = await Next(job.TenantId, piece.Place, ct);
            if (originals.Count == 0)
                return;
            var read = await Read(job.TenantId, originals.Where(original => !piece.OnlyMissing || !original.HasText), ct);
            var last = originals[^1].Id;
            await using var unit = await db.Write(Actor.System(job.TenantId), ct);
            if (read.Count > 0)
                await restore.Run(unit, piece.Place, last, read);
            piece = piece with { After = last.Value };
            var pieceEnds = unit.Now - begun > longestPiece;
            if (pieceEnds)
                await ReadTextsAgain.Enqueue(jobs, unit, piece);
            await unit.Commit();
            if (pieceEnds)
                return;
        }
    }

    /// <summary>The operator's page shows the failed kind; what was read stays, and the rest is tried again from the same place.</summary>
    public async Task GiveUp(Job job, string error, CancellationToken ct)
    {
        await using var unit = await db.Write(Actor.System(job.TenantId), ct);
        var piece = job.Read<ReadTextsAgain.Piece>();
        await jobs.Enqueue(unit, Kind, $"again-{piece.OnlyMissing}-{piece.After:N}", piece, unit.Now + TimeSpan.FromHours(1));
        await unit.Commit();
    }

    private async Task<IReadOnlyList<Original>> Next(TenantId tenant, DocumentId after, CancellationToken ct)
    {
        await using var unit = await db.Read(Actor.System(tenant), ct);
        return await unit.Query<Original>(
            """
            SELECT d.id, d.parent_id, v.hash, v.file_name, v.content_type, CASE WHEN t.document_id IS NULL THEN 0 ELSE 1 END AS texts
            FROM records_pub_document d
            JOIN records_pub_document_version v ON v.tenant_id = d.tenant_id AND v.document_id = d.id AND v.number = d.version
            LEFT JOIN records_pub_text t ON t.tenant_id = d.tenant_id AND t.document_id = d.id
            WHERE d.tenant_id = @tenant AND d.id > @after ORDER BY d.id LIMIT @stretch
            """,
            new { after, stretch = Stretch }
        );
    }

    private async Task<IReadOnlyList<RestoredText>> Read(TenantId tenant, IEnumerable<Original> originals, CancellationToken ct)
    {
        var read = new System.Collections.Concurrent.ConcurrentBag<RestoredText>();
        await System.Threading.Tasks.Parallel.ForEachAsync(
            originals,
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = ct },
            async (original, token) =>
            {
                if (await blobs.Get(tenant, original.Hash, token) is { } bytes)
                    read.Add(await Read(original, bytes, token));
            }
        );
        return [.. read];
    }

    private async Task<RestoredText> Read(Original original, ReadOnlyMemory<byte> bytes, CancellationToken ct)
    {
        var reading = ItemReader.IsRisky(bytes.Span, bytes.Length) ? careful : quick;
        var item = await reading.Read(bytes, original.FileName, original.ContentType, ct);
        var isMail = item.Envelope is not null;
        // As when it arrived: the parts of a mail are documents of their own, a container inside it is one with all that it holds.
        var text = isMail || original.ParentId is null ? item.Text : ItemToDocument.WholeText(item);
        return new RestoredText(
            original.Id,
            text.Length == 0 ? null : DocumentText.Of(text),
            isMail && original.ParentId is null ? ItemToDocument.Recipient(item.Envelope) : null
        );
    }

    private sealed record Original
    {
        public required DocumentId Id { get; init; }
        public DocumentId? ParentId { get; init; }
        public required ContentHash Hash { get; init; }
        public required string FileName { get; init; }
        public required string ContentType { get; init; }
        public required int Texts { get; init; }

        public bool HasText => Texts > 0;
    }
}
