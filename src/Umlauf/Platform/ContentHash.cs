using System.Security.Cryptography;

namespace Umlauf.Platform;

/// <summary>SHA-256 of a content, 64 lower-case hexadecimal digits as <c>sha256sum</c> prints them.</summary>
public readonly record struct ContentHash(string Hex)
{
    public static ContentHash Of(ReadOnlySpan<byte> content) => new(Convert.ToHexStringLower(SHA256.HashData(content)));

    public override string ToString() => Hex;
}
