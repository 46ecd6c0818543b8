using System.Text;

namespace Umlauf.Cli.Demo;

/// <summary>The habits of one mail program: its name line, charset, encoding, line width, and whether it sends HTML beside the text.</summary>
internal sealed record Mailer(string? NameLine, string Charset, string Encoding, int Width, int HtmlPercent, string ReplyMark)
{
    public static IReadOnlyList<Mailer> All { get; } =
    [
        new("X-Mailer: Microsoft Outlook 16.0", "utf-8", "quoted-printable", 0, 100, "AW: "),
        new("X-Mailer: Microsoft Outlook 16.0", "iso-8859-1", "quoted-printable", 0, 100, "AW: "),
        new("User-Agent: Mozilla Thunderbird", "utf-8", "8bit", 72, 20, "Re: "),
        new(
            "User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:102.0) Gecko/20100101 Thunderbird/102.15.0",
            "iso-8859-15",
            "8bit",
            72,
            0,
            "Re: "
        ),
        new("X-Mailer: iPhone Mail (22A3354)", "utf-8", "quoted-printable", 0, 40, "Re: "),
        new("X-Mailer: Apple Mail (2.3826)", "utf-8", "quoted-printable", 0, 60, "Re: "),
        new("X-Mailer: K-9 Mail for Android", "utf-8", "base64", 0, 30, "Aw: "),
        new(null, "utf-8", "quoted-printable", 0, 100, "Aw: "),
        new(null, "utf-8", "base64", 0, 80, "AW: "),
        new("User-Agent: Webmailer 1.6.9", "utf-8", "8bit", 76, 10, "Re: "),
        new("X-Mailer: WEB.MAIL 4.1", "windows-1252", "quoted-printable", 76, 50, "Antw: "),
    ];

    public bool Outlook => NameLine?.Contains("Outlook", StringComparison.Ordinal) == true;

    /// <summary>The mail program's charset, or UTF-8 where that charset lacks a letter of the text.</summary>
    public Encoding CharsetFor(string text)
    {
        System.Text.Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var charset = System.Text.Encoding.GetEncoding(Charset, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
        try
        {
            charset.GetByteCount(text);
            return charset;
        }
        catch (EncoderFallbackException)
        {
            return System.Text.Encoding.UTF8;
        }
    }
}
