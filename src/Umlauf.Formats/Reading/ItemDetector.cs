using System.Text;
using Umlauf.Formats.Mail;

namespace Umlauf.Formats.Reading;

/// <summary>Recognises what an item is by its first bytes and, for containers, by their inner names (Formaterkennung).</summary>
public static class ItemDetector
{
    /// <summary>Recognises an item; name and declared type only decide where the content does not tell.</summary>
    /// <param name="bytes">The item or, where it is large, at least its first 4 kB.</param>
    /// <param name="fileName">The name the sender gave, if any.</param>
    /// <param name="declaredType">The type the sender declared, if any.</param>
    /// <returns>The kind and the content type that belongs to it.</returns>
    public static (ItemKind Kind, string ContentType) Detect(ReadOnlySpan<byte> bytes, string? fileName = null, string? declaredType = null)
    {
        if (bytes.IsEmpty)
            return (ItemKind.Empty, "application/octet-stream");
        if (Magic(bytes, fileName, declaredType) is { } known)
            return known;
        var declaredMail =
            declaredType?.StartsWith("message/rfc822", StringComparison.OrdinalIgnoreCase) == true
            || fileName?.EndsWith(".eml", StringComparison.OrdinalIgnoreCase) == true;
        if (declaredMail || MailStart.LooksLikeMail(bytes))
            return (ItemKind.Mail, "message/rfc822");
        // Some programs write before the header or break it; the end of the file tells then.
        var end = bytes[^Math.Min(2048, bytes.Length)..];
        if (bytes[..Math.Min(1024, bytes.Length)].IndexOf("%PDF-"u8) >= 0 || (Names(end, "startxref"u8) && Names(end, "%%EOF"u8)))
            return (ItemKind.Pdf, "application/pdf");
        return TextLike(bytes, declaredType);
    }

    private static (ItemKind, string)? Magic(ReadOnlySpan<byte> b, string? fileName, string? declaredType)
    {
        if (b.StartsWith("%PDF-"u8))
            return (ItemKind.Pdf, "application/pdf");
        if (b.StartsWith("PK\x3\x4"u8) || b.StartsWith("PK\x5\x6"u8))
            return Zip(b, fileName, declaredType);
        if (b.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]))
            return CompoundFile(b, fileName);
        if (b.StartsWith((ReadOnlySpan<byte>)[0x78, 0x9F, 0x3E, 0x22]))
            return (ItemKind.Tnef, "application/vnd.ms-tnef");
        if (b.StartsWith("!BDN"u8))
            return (ItemKind.OutlookStore, "application/vnd.ms-outlook-pst");
        if (b.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]))
            return (ItemKind.Image, "image/jpeg");
        if (b.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47]))
            return (ItemKind.Image, "image/png");
        if (b.StartsWith("GIF8"u8))
            return (ItemKind.Image, "image/gif");
        if (b.StartsWith("II*\0"u8) || b.StartsWith("MM\0*"u8) || b.StartsWith("II+\0"u8) || b.StartsWith("MM\0+"u8))
            return (ItemKind.Image, "image/tiff");
        if (b.Length >= 26 && b.StartsWith("BM"u8) && b[6] == 0 && b[7] == 0 && b[8] == 0 && b[9] == 0)
            return (ItemKind.Image, "image/bmp");
        if (b.Length >= 12 && b.StartsWith("RIFF"u8) && b[8..12].SequenceEqual("WEBP"u8))
            return (ItemKind.Image, "image/webp");
        if (b.Length >= 12 && b[4..8].SequenceEqual("ftyp"u8))
            return b[8..11].SequenceEqual("hei"u8) || b[8..11].SequenceEqual("hev"u8) || b[8..12].SequenceEqual("mif1"u8)
                ? (ItemKind.Image, "image/heic")
                : (ItemKind.Unknown, "video/mp4");
        if (b.StartsWith("{\\rtf"u8))
            return (ItemKind.RichText, "application/rtf");
        if (IsCms(b))
            return (ItemKind.Cms, "application/pkcs7-mime");
        if (b.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]))
            return (ItemKind.Unknown, "application/gzip");
        if (b.StartsWith((ReadOnlySpan<byte>)[0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C]))
            return (ItemKind.Unknown, "application/x-7z-compressed");
        if (b.StartsWith("Rar!\x1A\x7"u8))
            return (ItemKind.Unknown, "application/vnd.rar");
        return null;
    }

    private static (ItemKind, string) Zip(ReadOnlySpan<byte> b, string? fileName, string? declaredType)
    {
        const string open = "application/vnd.oasis.opendocument.";
        const string ooxml = "application/vnd.openxmlformats-officedocument.";
        var head = b[..Math.Min(b.Length, 4096)];
        if (head.IndexOf("mimetypeapplication/vnd.oasis.opendocument."u8) is >= 0 and var odf)
        {
            var type = head[(odf + "mimetypeapplication/vnd.oasis.opendocument.".Length)..];
            return type.StartsWith("text"u8) ? (ItemKind.Document, open + "text")
                : type.StartsWith("spreadsheet"u8) ? (ItemKind.Spreadsheet, open + "spreadsheet")
                : type.StartsWith("presentation"u8) ? (ItemKind.Presentation, open + "presentation")
                : (ItemKind.Archive, "application/zip");
        }
        // The names of all entries stand uncompressed in the file; the directory at its end is searched first.
        var end = b[^Math.Min(b.Length, 65536)..];
        if (Names(end, "word/document"u8) || Names(head, "word/"u8))
            return (ItemKind.Document, ooxml + "wordprocessingml.document");
        if (Names(end, "xl/workbook"u8) || Names(head, "xl/"u8))
            return (ItemKind.Spreadsheet, ooxml + "spreadsheetml.sheet");
        if (Names(end, "ppt/presentation"u8) || Names(head, "ppt/"u8))
            return (ItemKind.Presentation, ooxml + "presentationml.presentation");
        if (Names(head, "[Content_Types].xml"u8))
        {
            var hint = (declaredType + " " + fileName).ToLowerInvariant();
            if (hint.Contains("wordprocessing", StringComparison.Ordinal) || hint.EndsWith(".docx", StringComparison.Ordinal))
                return (ItemKind.Document, ooxml + "wordprocessingml.document");
            if (hint.Contains("spreadsheet", StringComparison.Ordinal) || hint.EndsWith(".xlsx", StringComparison.Ordinal))
                return (ItemKind.Spreadsheet, ooxml + "spreadsheetml.sheet");
            if (hint.Contains("presentationml", StringComparison.Ordinal) || hint.EndsWith(".pptx", StringComparison.Ordinal))
                return (ItemKind.Presentation, ooxml + "presentationml.presentation");
        }
        if (Names(end, "content.xml"u8) && Names(end, "META-INF/manifest.xml"u8))
            return Names(b, "opendocument.spreadsheet"u8) || Ends(fileName, ".ods") ? (ItemKind.Spreadsheet, open + "spreadsheet")
                : Names(b, "opendocument.presentation"u8) || Ends(fileName, ".odp") ? (ItemKind.Presentation, open + "presentation")
                : (ItemKind.Document, open + "text");
        return (ItemKind.Archive, "application/zip");
    }

    private static bool Ends(string? name, string ending) => name?.EndsWith(ending, StringComparison.OrdinalIgnoreCase) == true;

    private static bool Names(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> name) => bytes.IndexOf(name) >= 0;

    private static (ItemKind, string) CompoundFile(ReadOnlySpan<byte> b, string? fileName)
    {
        if (Names(b, Utf16("__substg1.0_")) || Names(b, Utf16("__properties_version1.0")))
            return (ItemKind.OutlookMessage, "application/vnd.ms-outlook");
        if (Names(b, Utf16("EncryptedPackage")))
            return (ItemKind.OldOffice, "application/encrypted-office");
        if (Names(b, Utf16("WordDocument")))
            return (ItemKind.OldOffice, "application/msword");
        if (Names(b, Utf16("Workbook")) || Names(b, Utf16("Book")))
            return (ItemKind.OldOffice, "application/vnd.ms-excel");
        if (Names(b, Utf16("PowerPoint Document")))
            return (ItemKind.OldOffice, "application/vnd.ms-powerpoint");
        return fileName?.EndsWith(".msg", StringComparison.OrdinalIgnoreCase) == true
            ? (ItemKind.OutlookMessage, "application/vnd.ms-outlook")
            : (ItemKind.Unknown, "application/x-ole-storage");
    }

    private static byte[] Utf16(string name) => Encoding.Unicode.GetBytes(name);

    /// <summary>True for a CMS container in DER, BER or PEM.</summary>
    private static bool IsCms(ReadOnlySpan<byte> b)
    {
        if (b.StartsWith("-----BEGIN PKCS7"u8) || b.StartsWith("-----BEGIN CMS"u8))
            return true;
        // SEQUENCE { OID 1.2.840.113549.1.7.x
        return b.Length > 16 && b[0] == 0x30 && b[..16].IndexOf((ReadOnlySpan<byte>)[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07]) > 0;
    }

    private static (ItemKind, string) TextLike(ReadOnlySpan<byte> b, string? declaredType)
    {
        var sample = b[..Math.Min(b.Length, 4096)];
        var utf16 = sample.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || sample.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]);
        if (!utf16 && !IsText(sample))
            return (ItemKind.Unknown, "application/octet-stream");
        var start = utf16 ? TextDecoding.Decode(sample, null, out _) : Encoding.Latin1.GetString(sample);
        var text = start.AsSpan().TrimStart("\uFEFF\u00EF\u00BB\u00BF \t\r\n\0");
        if (text.Length > 0 && text[0] == '<')
        {
            var htmlAt = text.IndexOf("<html", StringComparison.OrdinalIgnoreCase);
            if (
                htmlAt >= 0
                || text.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase)
                || text.StartsWith("<head", StringComparison.OrdinalIgnoreCase)
                || text.StartsWith("<body", StringComparison.OrdinalIgnoreCase)
            )
                return (ItemKind.Html, "text/html");
            if (text.StartsWith("<?xml", StringComparison.Ordinal))
                return (ItemKind.Xml, "application/xml");
        }
        if (declaredType?.StartsWith("text/html", StringComparison.OrdinalIgnoreCase) == true)
            return (ItemKind.Html, "text/html");
        var plain = declaredType?.Split(';')[0].Trim().ToLowerInvariant();
        return (ItemKind.Text, plain?.StartsWith("text/", StringComparison.Ordinal) == true ? plain : "text/plain");
    }

    private static bool IsText(ReadOnlySpan<byte> sample)
    {
        var odd = 0;
        foreach (var c in sample)
        {
            if (c == 0)
                return false;
            if (c < 32 && c is not (9 or 10 or 12 or 13 or 27))
                odd++;
        }
        return odd * 50 <= sample.Length;
    }
}
