using System.Text;
using MimeKit;
using Umlauf.Formats.Reading;

namespace Umlauf.Formats.Mail;

/// <summary>Finds the name of a part; names whose stated character set is wrong are decoded again from the raw header.</summary>
internal static class FileNames
{
    /// <summary>The name as the sender meant it, or null.</summary>
    public static string? Of(MimeEntity entity)
    {
        var name = entity.ContentDisposition?.FileName ?? entity.ContentType.Name;
        if (string.IsNullOrEmpty(name))
            return null;
        return name.AsSpan().ContainsAny('?', '\uFFFD', 'Ã') ? Again(entity) ?? name : name;
    }

    // filename*=us-ascii''W%F6lbung.pdf: the label is wrong, the bytes are good.
    private static string? Again(MimeEntity entity)
    {
        foreach (var header in entity.Headers)
        {
            if (header.Id is not (HeaderId.ContentDisposition or HeaderId.ContentType))
                continue;
            var raw = Encoding.Latin1.GetString(header.RawValue);
            var at = raw.IndexOf("name*=", StringComparison.OrdinalIgnoreCase);
            if (at < 0)
                continue;
            var value = raw.AsSpan(at + 6);
            var end = value.IndexOfAny(";\r\n");
            value = (end < 0 ? value : value[..end]).Trim(" \t\"");
            var first = value.IndexOf('\'');
            var second = first < 0 ? -1 : value[(first + 1)..].IndexOf('\'');
            if (second < 0)
                continue;
            var charset = value[..first].ToString();
            var bytes = Unescape(value[(first + second + 2)..]);
            return TextDecoding.Decode(bytes, charset, out _);
        }
        return null;
    }

    private static byte[] Unescape(ReadOnlySpan<char> value)
    {
        var bytes = new List<byte>(value.Length);
        for (var at = 0; at < value.Length; at++)
        {
            if (
                value[at] == '%'
                && at + 2 < value.Length
                && byte.TryParse(value[(at + 1)..(at + 3)], System.Globalization.NumberStyles.AllowHexSpecifier, null, out var b)
            )
            {
                bytes.Add(b);
                at += 2;
            }
            else
                bytes.Add((byte)value[at]);
        }
        return [.. bytes];
    }
}
