using System.Globalization;
using System.Text;
using Umlauf.Platform;

namespace Umlauf.Journal;

/// <summary>A signed tree head (Siegelpunkt): the Merkle root over the first <see cref="Size"/> entries. Keep a copy elsewhere and nobody can rewrite the past unseen.</summary>
public sealed record Checkpoint
{
    public required TenantId TenantId { get; init; }
    public required long Size { get; init; }
    public required byte[] Root { get; init; }

    /// <summary>The chain value at the same position.</summary>
    public required byte[] Chain { get; init; }
    public required DateTimeOffset At { get; init; }
    public required byte[] Signature { get; init; }

    /// <summary>The signed bytes: five lines of UTF-8 (docs/journal-format.md).</summary>
    public byte[] SignedText() =>
        Encoding.UTF8.GetBytes(
            string.Create(
                CultureInfo.InvariantCulture,
                $"umlauf-checkpoint-1 {TenantId.Value}\n{Size}\n{Convert.ToHexStringLower(Root)}\n{Convert.ToHexStringLower(Chain)}\n{At.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}\n"
            )
        );
}
