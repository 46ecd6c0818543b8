using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Umlauf.Platform;

namespace Umlauf.Journal;

/// <summary>One recorded act (Eintrag). Ids, hashes and numbers only, never names, subjects or addresses.</summary>
public sealed record Entry
{
    public required TenantId TenantId { get; init; }

    /// <summary>1, 2, 3, ... without gaps for each administration.</summary>
    public required long Position { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>See <see cref="Actor.ToString"/>.</summary>
    public required string Actor { get; init; }

    /// <summary>What happened, e.g. <c>document-filed</c>; listed in docs/journal-events.md.</summary>
    public required string Kind { get; init; }

    /// <summary>What it happened to.</summary>
    public required Guid Subject { get; init; }

    /// <summary>JSON in one line, kept byte for byte.</summary>
    public required string Data { get; init; }

    /// <summary>Leaf hash of RFC 9162, section 2.1.1: SHA-256(0x00 || canonical bytes).</summary>
    public required byte[] Leaf { get; init; }

    /// <summary>SHA-256(chain value before || leaf); 32 zero bytes come before the first entry.</summary>
    public required byte[] Chain { get; init; }

    /// <summary>The canonical bytes: six lines of UTF-8, each ended by a line feed (docs/journal-format.md).</summary>
    public static byte[] Canonical(TenantId tenant, DateTimeOffset at, string actor, string kind, Guid subject, string data) =>
        Encoding.UTF8.GetBytes(
            string.Create(
                CultureInfo.InvariantCulture,
                $"umlauf-journal-1 {tenant.Value}\n{at.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}\n{actor}\n{kind}\n{subject:D}\n{data}\n"
            )
        );

    public byte[] LeafAsRecorded() => MerkleTree.Leaf(Canonical(TenantId, At, Actor, Kind, Subject, Data));

    public static byte[] NextChain(ReadOnlySpan<byte> before, ReadOnlySpan<byte> leaf)
    {
        Span<byte> both = stackalloc byte[64];
        before.CopyTo(both);
        leaf.CopyTo(both[32..]);
        return SHA256.HashData(both);
    }
}
