using Umlauf.Platform;

namespace Umlauf.Intake;

/// <summary>Reads every stored content of an administration and compares it with its hash (gespeicherte Inhalte prüfen).</summary>
public sealed class VerifyBlobs(IBlobStore blobs) : IIntegrityCheck
{
    private const int MostListed = 100;

    public async Task<IntegrityReport> Check(TenantId tenant, CancellationToken ct)
    {
        var problems = new List<IntegrityProblem>();
        long count = 0;
        await foreach (var (owner, blob) in blobs.List(ct))
        {
            if (owner != tenant)
                continue;
            count++;
            if (await Damage(tenant, blob.Hash, ct) is { } damage && problems.Count < MostListed)
                problems.Add(new IntegrityProblem("blobs.damaged", $"blob {blob.Hash}", damage));
        }
        return new IntegrityReport("blobs", count, problems);
    }

    private async Task<string?> Damage(TenantId tenant, ContentHash hash, CancellationToken ct)
    {
        try
        {
            return await blobs.Get(tenant, hash, ct) is null ? "The content is in the index, but not in the store." : null;
        }
        catch (BlobDamagedException)
        {
            return "The content no longer has its hash.";
        }
    }
}
