using System.Buffers.Binary;
using System.Text;
using Umlauf.Formats.Reading;

namespace Umlauf.Formats.Mail.Msg;

/// <summary>Unpacks the compressed RTF of Outlook messages (MS-OXRTFCP).</summary>
internal static class RtfCompression
{
    private const string Dictionary =
        "{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx";

    /// <summary>Unpacks; null if the bytes are no such container.</summary>
    public static ReadOnlyMemory<byte>? Unpack(ReadOnlySpan<byte> packed, ReadLimits limits)
    {
        if (packed.Length < 16)
            return null;
        var rawSize = BinaryPrimitives.ReadUInt32LittleEndian(packed[4..]);
        var kind = BinaryPrimitives.ReadUInt32LittleEndian(packed[8..]);
        var body = packed[16..];
        if (kind == 0x414C_454D)
            return body[..(int)Math.Min(rawSize, (uint)body.Length)].ToArray();
        if (kind != 0x7546_5A4C)
            return null;
        var most = Math.Min(rawSize, limits.UnpackedBytes);
        Span<byte> window = stackalloc byte[4096];
        window.Clear();
        var write = Encoding.ASCII.GetBytes(Dictionary, window);
        using var output = new MemoryStream();
        var at = 0;
        while (at < body.Length && output.Length < most)
        {
            var control = body[at++];
            for (var bit = 0; bit < 8 && at < body.Length && output.Length < most; bit++)
            {
                if ((control >> bit & 1) == 0)
                {
                    output.WriteByte(window[write++ & 4095] = body[at++]);
                    continue;
                }
                if (at + 1 >= body.Length)
                    return output.ToArray();
                var offset = body[at] << 4 | body[at + 1] >> 4;
                var length = (body[at + 1] & 15) + 2;
                at += 2;
                if (offset == (write & 4095))
                    return output.ToArray();
                while (length-- > 0)
                    output.WriteByte(window[write++ & 4095] = window[offset++ & 4095]);
            }
        }
        return output.ToArray();
    }
}
