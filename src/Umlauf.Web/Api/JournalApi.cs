using Umlauf.Identity;
using Umlauf.Journal;
using Umlauf.Web.SignIn;

namespace Umlauf.Web.Api;

/// <summary>The journal for programs: entries, checkpoints and proofs as docs/journal-format.md describes them.</summary>
public static class JournalApi
{
    public static void MapJournalApi(this IEndpointRouteBuilder routes)
    {
        var journal = routes.MapGroup("/api/v1/journal").Needs(Right.ReadJournal);
        journal.MapGet("", Entries).Produces<EntriesAnswer>();
        journal.MapGet("checkpoints", Checkpoints).Produces<CheckpointsAnswer>();
        journal.MapGet("proof", Proof);
    }

    private static async Task<IResult> Entries(ReadJournal read, Caller by, long? after, int? limit, CancellationToken ct)
    {
        var entries = await read.Run(by.Tenant, after ?? 0, limit ?? 100, ct);
        return Results.Ok(new EntriesAnswer(entries.Select(Shape), entries.Count == 0 ? after ?? 0 : entries[^1].Position));
    }

    private static async Task<IResult> Checkpoints(ReadJournal read, CheckpointKey key, Caller by, int? limit, CancellationToken ct)
    {
        var checkpoints = await read.Checkpoints(by.Tenant, limit ?? 100, ct);
        return Results.Ok(new CheckpointsAnswer(key.PublicPem, checkpoints.Select(Shape)));
    }

    private static async Task<IResult> Proof(ProveEntry prove, Caller by, long? entry, long? since, CancellationToken ct)
    {
        if (since is { } size)
        {
            var consistency = await prove.Consistency(by.Tenant, size, ct);
            return consistency.Answer(proof => new
            {
                older = Shape(proof.Older),
                newer = Shape(proof.Newer),
                path = proof.Path.Select(Convert.ToHexStringLower),
            });
        }
        var inclusion = await prove.Run(by.Tenant, entry ?? 0, ct);
        return inclusion.Answer(proof => new
        {
            entry = Shape(proof.Entry),
            checkpoint = Shape(proof.Checkpoint),
            path = proof.Path.Select(Convert.ToHexStringLower),
        });
    }

    private static EntryAnswer Shape(Entry entry) =>
        new(
            entry.Position,
            Instant(entry.At),
            entry.Actor,
            entry.Kind,
            entry.Subject,
            entry.Data,
            Leaf: Convert.ToHexStringLower(entry.Leaf),
            Chain: Convert.ToHexStringLower(entry.Chain)
        );

    private static CheckpointAnswer Shape(Checkpoint checkpoint) =>
        new(
            checkpoint.Size,
            Root: Convert.ToHexStringLower(checkpoint.Root),
            Chain: Convert.ToHexStringLower(checkpoint.Chain),
            Instant(checkpoint.At),
            Signature: Convert.ToHexStringLower(checkpoint.Signature)
        );

    // The text that was hashed, not a rounding of it.
    private static string Instant(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture);

    private sealed record EntriesAnswer(IEnumerable<EntryAnswer> Entries, long Next);

    private sealed record EntryAnswer(
        long Position,
        string At,
        string Actor,
        string Kind,
        Guid Subject,
        string Data,
        string Leaf,
        string Chain
    );

    private sealed record CheckpointsAnswer(string PublicKey, IEnumerable<CheckpointAnswer> Checkpoints);

    private sealed record CheckpointAnswer(long Size, string Root, string Chain, string At, string Signature);
}
