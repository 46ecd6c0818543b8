using System.Text;
using Umlauf.Formats.Reading;
using Umlauf.Formats.Tests.Office;

namespace Umlauf.Formats.Tests.Mail;

/// <summary>Mails as careless programs write them: the clerk sees the text and every file all the same.</summary>
public sealed class BrokenMailTests
{
    private const string Head = "From: a@example.org\nSubject: x\nMIME-Version: 1.0\n";
    private const string Related = Head + "Content-Type: multipart/related; boundary=r\n\n--r\nContent-Type: text/html\n\n";
    private const string Umlauts = "Größere Mülltonne für die Straße, schöne Grüße aus Köln.";

    [Theory]
    [InlineData("iso-8859-1")]
    [InlineData("windows-1252")]
    [InlineData("iso-8859-15")]
    [InlineData("iso-2022-jp")]
    public void Text_that_became_utf_8_under_its_old_label_is_read_as_utf_8(string label)
    {
        var item = Mails.Read(Head + $"Content-Type: text/plain; charset={label}\nContent-Transfer-Encoding: 8bit\n\n{Umlauts}");

        Assert.Equal(Umlauts, item.Text);
        Assert.Contains("text.charset-guessed", item.Codes());
    }

    [Fact]
    public void An_older_mail_quoted_in_its_own_bytes_is_read_beside_utf_8()
    {
        byte[] mail =
        [
            .. Mails.Bytes(Head + "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\nMüller schrieb:\n"),
            .. Encoding.Latin1.GetBytes("> die Straße war früher breiter"),
        ];

        Assert.Equal("Müller schrieb:\n> die Straße war früher breiter", Mails.Read(mail).Text);
    }

    [Theory]
    [InlineData("; charset=utf-7", "M+APw-lltonne f+APw-r 1+-1 +IKw-")]
    [InlineData("; charset=unicode-1-1-utf-7", "M+APw-lltonne f+APw-r 1+-1 +IKw")]
    [InlineData("; charset=utf-7", "Mülltonne für 1+1 €")]
    public void Utf_7_is_read(string charset, string body) =>
        Assert.Equal("Mülltonne für 1+1 €", Mails.Read(Head + $"Content-Type: text/plain{charset}\n\n{body}").Text);

    [Theory]
    [InlineData("Content-Type: text/plain; charset=iso-2022-jp\n")]
    [InlineData("")]
    public void Japanese_is_read_with_and_without_its_label(string header) =>
        Assert.Equal("こんにちは", Mails.Read(Head + header + "\n\e$B$3$s$K$A$O\e(B").Text);

    [Fact]
    public void Macintosh_letters_are_read()
    {
        byte[] mail = [.. Mails.Bytes(Head + "Content-Type: text/plain; charset=x-mac-roman\n\nM"), 0x9F, .. "ll"u8];

        Assert.Equal("Müll", Mails.Read(mail).Text);
    }

    [Theory]
    [InlineData("=?us-ascii?Q?M=C3=BCll?=", "Müll")]
    [InlineData("=?iso-8859-1?Q?M=C3=BCll?=", "Müll")]
    [InlineData("=?iso-8859-1?B?TcO8bGw=?=", "Müll")]
    [InlineData("=?utf-8?B?TcO8bGw?=", "Müll")]
    [InlineData("=?iso-8859-1?Q?M=FCll?=", "Müll")]
    [InlineData("=?utf-8?Q?M=C3?= =?utf-8?Q?=BCll?=", "Müll")]
    public void Encoded_words_with_a_wrong_label_or_without_padding_are_read(string subject, string expected)
    {
        var envelope = Mails.Read($"From: {subject} <a@example.org>\nSubject: {subject}\n\nx").Envelope!;

        Assert.Equal(expected, envelope.Subject);
        Assert.Equal(expected, envelope.From.Display);
    }

    [Theory]
    [InlineData("\r")]
    [InlineData("\r\r\n")]
    [InlineData("\n")]
    public void Odd_line_ends_hide_nothing(string lineEnd)
    {
        var item = Mails.Read(Encoding.UTF8.GetBytes((Head + "To: b@example.org\n\nErste Zeile\nzweite").ReplaceLineEndings(lineEnd)));

        Assert.Equal("x", item.Envelope!.Subject);
        Assert.Equal("Erste Zeile\nzweite", item.Text);
    }

    [Theory]
    [InlineData("From: a@example.org\nSubject: x\n \nDer Text\n")]
    [InlineData("From: a@example.org\nSubject: x\nDer Text\n")]
    [InlineData("From: a@example.org\nSubject: x\n\t\n\nDer Text\n")]
    public void Headers_that_end_without_a_blank_line_do_not_cost_the_text(string mail)
    {
        var item = Mails.Read(mail);

        Assert.Equal(("x", "Der Text"), (item.Envelope!.Subject, item.Text));
        Assert.Null(item.Unread);
    }

    [Fact]
    public void A_broken_line_among_headers_does_not_end_them() =>
        Assert.Equal(
            ("b@example.org", "Text"),
            Mails.Read("From: a@example.org\nSubject: lang\nund umgebrochen\nzweimal\nTo: b@example.org\n\nText\n") is var item
                ? (item.Envelope!.To[0].Address, item.Text)
                : default
        );

    [Fact]
    public void A_blank_folded_line_between_headers_does_not_end_them() =>
        Assert.Equal(
            "b@example.org",
            Mails.Read("From: a@example.org\nSubject: x\n \nTo: b@example.org\n\nText\n").Envelope!.To[0].Address
        );

    [Fact]
    public void A_mail_saved_as_utf_16_is_read()
    {
        byte[] mail = [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Head + "Content-Type: text/plain; charset=utf-8\n\nGrüße")];

        var item = Mails.Read(mail);

        Assert.Equal(("x", "Grüße"), (item.Envelope!.Subject, item.Text));
    }

    [Theory]
    [InlineData("SGFsbG8gSHVuZGVzdGV1ZXI", "Hallo Hundesteuer")]
    [InlineData("SGFsbG8=\n\n-- \nDiese Liste wird vom Rathaus betrieben, Abmeldung jederzeit.", "Hallo")]
    [InlineData("Das ist gar kein Base64, sondern Klartext.", "Das ist gar kein Base64, sondern Klartext.")]
    public void Base64_that_is_none_or_broken_off_still_gives_its_text(string body, string expected) =>
        Assert.Equal(expected, Mails.Read(Head + $"Content-Transfer-Encoding: base64\n\n{body}\n").Text);

    [Fact]
    public void A_photograph_pasted_into_the_text_is_an_attachment_and_a_logo_is_not()
    {
        var photo = Convert.ToBase64String([0xFF, 0xD8, 0xFF, 0xE0, .. new byte[40_000]]);
        var item = Mails.Read(
            Related
                + "<p>Das Schlagloch: <img src=\"cid:foto@x\"> <img src=\"cid:logo@x\"></p>\n"
                + $"--r\nContent-Type: image/jpeg; name=foto.jpg\nContent-ID: <foto@x>\nContent-Transfer-Encoding: base64\n\n{photo}\n"
                + "--r\nContent-Type: image/png; name=logo.png\nContent-ID: <logo@x>\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=\n--r--\n"
        );

        Assert.Equal([("foto.jpg", false), ("logo.png", true)], item.Attachments.Select(a => (a.Name, a.IsInline)));
    }

    [Theory]
    [InlineData("Content-ID: <foto@x>\nContent-Disposition: inline; filename=foto.png\n")]
    [InlineData("Content-Disposition: attachment; filename=foto.png\n")]
    public void A_picture_that_the_text_does_not_show_is_an_attachment(string headers)
    {
        var item = Mails.Read(
            Related
                + $"<p>Foto anbei</p>\n--r\nContent-Type: image/png\n{headers}Content-Transfer-Encoding: base64\n\niVBORw0KGgo=\n--r--\n"
        );

        Assert.False(Assert.Single(item.Attachments).IsInline);
    }

    [Fact]
    public void A_pasted_photograph_in_an_outlook_message_is_an_attachment()
    {
        var msg = new OwnMsg().Text(0, 0x0037, "Foto").Text(0, 0x1013, "<p><img src=\"cid:foto@x\"></p>").Numbers(0, 32);
        var file = msg.Folder(0, "__attach_version1.0_#00000000");
        msg.Text(file, 0x3707, "foto.jpg")
            .Text(file, 0x3712, "foto@x")
            .Binary(file, 0x3701, [0xFF, 0xD8, 0xFF, 0xE0, .. new byte[40_000]])
            .Numbers(file, 8);

        var item = ItemReader.Read(msg.Build(), "foto.msg", null, ReadLimits.Default, TestContext.Current.CancellationToken);

        Assert.False(Assert.Single(item.Attachments).IsInline);
    }

    [Fact]
    public void A_signed_mail_whose_type_is_missing_shows_its_text()
    {
        var signed = Convert.ToBase64String(Signed("Content-Type: text/plain\r\n\r\nUnterschrieben.\r\n"));

        var item = Mails.Read(
            Head + "Content-Disposition: attachment; filename=smime.p7m\nContent-Transfer-Encoding: base64\n\n" + signed + "\n"
        );

        Assert.Equal("Unterschrieben.", item.Text);
        Assert.Contains("read.signed-not-checked", item.Codes());
    }

    [Fact]
    public void A_file_that_calls_itself_text_and_is_none_is_not_shown_as_text()
    {
        var item = Mails.Read(
            Head + "Content-Disposition: attachment; filename=a.bin\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=\n"
        );

        Assert.Equal("", item.Text);
        Assert.Single(item.Attachments);
    }

    [Fact]
    public void Encrypted_text_inside_the_mail_says_so()
    {
        var item = Mails.Read(
            Head + "\nAnbei verschlüsselt:\n\n-----BEGIN PGP MESSAGE-----\n\nhQEMA7Gabc\n=abcd\n-----END PGP MESSAGE-----\n"
        );

        Assert.Equal("read.encrypted", item.Unread!.Code);
    }

    [Fact]
    public void A_drawing_that_is_never_closed_does_not_swallow_the_text() =>
        Assert.Equal("Der Text.", Mails.Read(Head + "Content-Type: text/html\n\n<svg onload=x><p>Der Text.</p>").Text);

    [Fact]
    public void A_note_that_html_is_not_shown_is_no_alternative()
    {
        var letter = string.Concat(Enumerable.Range(0, 200).Select(i => $"<p>Absatz {i} des Briefes</p>"));
        var item = Mails.Read(
            Head
                + "Content-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain\n\nIhr Programm zeigt kein HTML.\n"
                + $"--b\nContent-Type: text/html\n\n{letter}\n--b--\n"
        );

        Assert.EndsWith("Absatz 199 des Briefes", item.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Enriched_text_loses_its_parameters_and_keeps_its_brackets() =>
        Assert.Equal(
            "Gebühr < 5 rot",
            Mails.Read(Head + "Content-Type: text/enriched; charset=utf-8\n\nGebühr << 5 <color><param>red</param>rot</color>").Text
        );

    [Fact]
    public void The_half_of_a_macintosh_file_for_the_finder_is_no_attachment()
    {
        var item = Mails.Read(
            Head
                + "Content-Type: multipart/appledouble; boundary=b\n\n--b\nContent-Type: application/applefile; name=a.pdf\n\nx\n"
                + "--b\nContent-Type: application/pdf; name=a.pdf\n\n%PDF-1.4\n--b--\n"
        );

        Assert.Equal(ItemKind.Pdf, Assert.Single(item.Attachments).Kind);
    }

    [Fact]
    public void A_file_in_the_text_that_was_cut_off_is_kept_as_far_as_it_came()
    {
        var line = "M" + string.Concat(Enumerable.Repeat("0V%T", 15)) + "\n";

        var item = Mails.Read(Head + "\nGuten Tag\nbegin 644 katzen.txt\n" + line + line);

        Assert.Equal("Guten Tag", item.Text);
        Assert.Equal(string.Concat(Enumerable.Repeat("Cat", 30)), Encoding.ASCII.GetString(Assert.Single(item.Attachments).Bytes.Span));
    }

    private static byte[] Signed(string content)
    {
        var generator = new Org.BouncyCastle.Cms.CmsSignedDataGenerator();
        return generator.Generate(new Org.BouncyCastle.Cms.CmsProcessableByteArray(Encoding.ASCII.GetBytes(content)), true).GetEncoded();
    }
}
