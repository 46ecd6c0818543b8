using System.Text;
using Umlauf.Formats.Reading;

namespace Umlauf.Formats.Tests.Mail;

/// <summary>Short ways to make and read mails in tests.</summary>
internal static class Mails
{
    public static byte[] Bytes(string mail) => Encoding.UTF8.GetBytes(mail.ReplaceLineEndings("\r\n"));

    public static byte[] Latin1(string mail) => Encoding.Latin1.GetBytes(mail.ReplaceLineEndings("\r\n"));

    public static ReadItem Read(string mail) => Read(Bytes(mail));

    public static ReadItem Read(byte[] mail) => ItemReader.Read(mail, null, "message/rfc822", ReadLimits.Default);

    public static string[] Codes(this ReadItem item) => [.. item.Notes.Select(n => n.Code)];
}
