using System.IO.Compression;
using System.Text;
using Umlauf.Records.Model;

namespace Umlauf.Records;

/// <summary>The text of a document, cleaned and compressed (ausgelesener Text). Made outside the transaction, because that takes time.</summary>
public sealed class DocumentText
{
    private DocumentText(string plain, byte[] deflated, string terms) => (Plain, Deflated, Terms) = (plain, deflated, terms);

    public string Plain { get; }

    internal byte[] Deflated { get; }

    /// <summary>What the full-text index is to know of it.</summary>
    internal string Terms { get; }

    public static DocumentText Of(string text)
    {
        var plain = Clean(text, int.MaxValue);
        using var packed = new MemoryStream(plain.Length / 3 + 32);
        using (var deflate = new DeflateStream(packed, CompressionLevel.Fastest))
            deflate.Write(Encoding.UTF8.GetBytes(plain));
        return new DocumentText(plain, packed.ToArray(), SearchTerms.OfText(plain));
    }

    internal static string Inflate(byte[] deflated)
    {
        using var reader = new StreamReader(new DeflateStream(new MemoryStream(deflated), CompressionMode.Decompress), Encoding.UTF8);
        return reader.ReadToEnd();
    }

    /// <summary>Neither database takes every string: PostgreSQL refuses NUL and half surrogate pairs, which hostile or cut mails contain.</summary>
    internal static string Clean(string text, int longest)
    {
        var rest = text.AsSpan(0, Math.Min(text.Length, longest));
        // A cut must not fall into the middle of a surrogate pair; everything else stays as it came.
        if (rest.Length < text.Length && char.IsHighSurrogate(rest[^1]))
            rest = rest[..^1];
        if (rest.IndexOf('\0') < 0 && rest.IndexOfAnyInRange('\uD800', '\uDFFF') < 0)
            return rest.Length == text.Length ? text : rest.ToString();
        var clean = new StringBuilder(rest.Length);
        foreach (var rune in rest.EnumerateRunes())
            if (rune.Value != 0)
                clean.Append(rune);
        return clean.ToString();
    }

    /// <summary>One line for lists: control characters become spaces.</summary>
    internal static string Line(string text, int longest = 500) =>
        string.Create(
                Clean(text, longest) is var clean ? clean.Length : 0,
                clean,
                static (line, from) =>
                {
                    for (var i = 0; i < line.Length; i++)
                        line[i] = char.IsControl(from[i]) ? ' ' : from[i];
                }
            )
            .Trim();
}
