using Org.BouncyCastle.Asn1.Cms;
using Org.BouncyCastle.Cms;
using Umlauf.Formats.Reading;

namespace Umlauf.Formats.Mail;

/// <summary>Takes the content out of a signed CMS container (RFC 5652) without judging the signature.</summary>
internal sealed record CmsContent(ReadOnlyMemory<byte>? Content, bool IsEncrypted, bool IsDetached)
{
    /// <summary>Opens a container; null if it is damaged or of another kind.</summary>
    public static CmsContent? Open(ReadOnlyMemory<byte> bytes, ReadLimits limits)
    {
        if (bytes.Length > limits.UnpackedBytes)
            return null;
        try
        {
            if (Org.BouncyCastle.Asn1.Asn1Object.FromByteArray(Der(bytes)) is not Org.BouncyCastle.Asn1.Asn1Sequence sequence)
                return null;
            var info = ContentInfo.GetInstance(sequence);
            if (info.ContentType is null || info.Content is null)
                return null;
            if (info.ContentType.Equals(CmsObjectIdentifiers.EnvelopedData) || info.ContentType.Equals(CmsObjectIdentifiers.EncryptedData))
                return new CmsContent(null, true, false);
            if (info.ContentType.Equals(CmsObjectIdentifiers.AuthEnvelopedData))
                return new CmsContent(null, true, false);
            if (!info.ContentType.Equals(CmsObjectIdentifiers.SignedData))
                return null;
            var signed = new CmsSignedData(info);
            if (signed.SignedContent is null)
                return new CmsContent(null, false, true);
            using var content = new MemoryStream();
            signed.SignedContent.Write(content);
            return new CmsContent(content.ToArray(), false, false);
        }
        // The library reports missing structures in all of these ways.
        catch (Exception e)
            when (e
                    is IOException
                        or CmsException
                        or ArgumentException
                        or InvalidCastException
                        or InvalidOperationException
                        or NullReferenceException
            )
        {
            return null;
        }
    }

    private static byte[] Der(ReadOnlyMemory<byte> bytes)
    {
        if (!bytes.Span.StartsWith("-----BEGIN"u8))
            return bytes.ToArray();
        var text = System.Text.Encoding.ASCII.GetString(bytes.Span);
        var from = text.IndexOf('\n', StringComparison.Ordinal) + 1;
        var to = text.IndexOf("-----END", from, StringComparison.Ordinal);
        var coded = System.Text.Encoding.ASCII.GetBytes(to < 0 ? text[from..] : text[from..to]);
        return PartContent.Decode(coded, MimeKit.ContentEncoding.Base64).ToArray();
    }
}
