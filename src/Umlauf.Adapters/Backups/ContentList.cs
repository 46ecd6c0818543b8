using System.Globalization;
using System.Runtime.CompilerServices;
using Umlauf.Platform;

namespace Umlauf.Adapters.Backups;

/// <summary>Which contents belong to a backup (Liste der Originale): <c>contents.txt</c>, a line for each with administration, SHA-256 and length.</summary>
internal static class ContentList
{
    public const string FileName = "contents.txt";

    public static string Line(TenantId tenant, StoredBlob blob) =>
        string.Create(CultureInfo.InvariantCulture, $"{tenant.Value} {blob.Hash.Hex} {blob.Length}");

    public static async IAsyncEnumerable<(TenantId Tenant, StoredBlob Blob)> Read(
        string generation,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        await foreach (var line in File.ReadLinesAsync(Path.Combine(generation, FileName), ct))
        {
            var parts = line.Split(' ');
            yield return (
                new TenantId(int.Parse(parts[0], CultureInfo.InvariantCulture)),
                new StoredBlob(new ContentHash(parts[1]), long.Parse(parts[2], CultureInfo.InvariantCulture))
            );
        }
    }
}
