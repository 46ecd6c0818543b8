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
        journal.MapGet("", Entries);
        journal.MapGet("checkpoints", Checkpoints);
        journal.MapGet("proof", Proof);
    }

    private static async Task<IResult> Entries(ReadJournal read, Caller by, long? after, int? limit, CancellationToken ct)
    {
        var entries = await read.Run(by.Tenant, after ?? 0, limit ?? 100, ct);
        return Results.Ok(new { entries = entries.Select(Shape), next = entries.Count == 0 ? after ?? 0 : entries[^1].Position });
    }

    private static async Task<IResult> Checkpoints(ReadJournal read, CheckpointKey key, Caller by, int? limit, CancellationToken ct)
    {
        var checkpoints = await read.Checkpoints(by.Tenant, limit ?? 100, ct);
        return Results.Ok(new { publicKey = key.PublicPem, checkpoints = checkpoints.Select(Shape) });
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

    private static object Shape(Entry entry) =>
        new
        {
            entry.Position,
            at = Instant(entry.At),
            entry.Actor,
            entry.Kind,
            entry.Subject,
            entry.Data,
            leaf = Convert.ToHexStringLower(entry.Leaf),
            chain = Convert.ToHexStringLower(entry.Chain),
        };

    private static object Shape(Checkpoint checkpoint) =>
        new
        {
            checkpoint.Size,
            root = Convert.ToHexStringLower(checkpoint.Root),
            chain = Convert.ToHexStringLower(checkpoint.Chain),
            at = Instant(checkpoint.At),
            signature = Convert.ToHexStringLower(checkpoint.Signature),
        };

    // The text that was hashed, not a rounding of it.
    private static string Instant(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture);
}
