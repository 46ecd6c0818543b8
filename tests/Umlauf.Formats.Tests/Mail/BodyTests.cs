using System.Diagnostics;
using System.Text;
using Umlauf.Formats.Reading;

namespace Umlauf.Formats.Tests.Mail;

public sealed class BodyTests
{
    private const string Head = "From: a@example.org\nSubject: x\nMIME-Version: 1.0\n";

    [Theory]
    [InlineData("utf-8", "utf-8")]
    [InlineData("iso-8859-1", "windows-1252")]
    [InlineData("us-ascii", "windows-1252")]
    [InlineData("us-ascii", "utf-8")]
    [InlineData("x-unknown", "utf-8")]
    [InlineData("utf-8", "windows-1252")]
    [InlineData("utf-16", "utf-8")]
    [InlineData("\"UTF-8", "utf-8")]
    [InlineData("", "windows-1252")]
    public void Umlauts_come_out_right_whatever_the_label_says(string label, string used)
    {
        const string text = "Größere Mülltonne für die Straße gewünscht; Bußgeld zurück, schöne Grüße aus Köln.";
        TextDecoding.RegisterCodePages();
        byte[] mail =
        [
            .. Mails.Bytes(
                Head + (label.Length == 0 ? "" : $"Content-Type: text/plain; charset={label}\n") + "Content-Transfer-Encoding: 8bit\n\n"
            ),
            .. Encoding.GetEncoding(used).GetBytes(text),
        ];

        Assert.Equal(text, Mails.Read(mail).Text);
    }

    [Fact]
    public void Utf_16_in_quoted_printable_is_read()
    {
        var coded = string.Concat(Encoding.Unicode.GetBytes("Größe").Select(b => $"={b:X2}"));

        Assert.Equal(
            "Größe",
            Mails.Read(Head + $"Content-Type: text/plain; charset=utf-16le\nContent-Transfer-Encoding: quoted-printable\n\n{coded}\n").Text
        );
    }

    [Fact]
    public void Plain_text_is_preferred_and_html_is_kept_beside_it()
    {
        var item = Mails.Read(
            Head
                + "Content-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain\n\nrein\n--b\nContent-Type: text/html\n\n<p>reich</p>\n--b--\n"
        );

        Assert.Equal("rein", item.Text);
        Assert.Equal("<p>reich</p>", item.UntrustedHtml!.Trim());
        Assert.Empty(item.Attachments);
    }

    [Fact]
    public void Text_of_html_is_taken_where_there_is_no_plain_text()
    {
        var item = Mails.Read(
            Head
                + "Content-Type: text/html; charset=utf-8\n\n<html><body><h1>Antrag</h1><p>f&uuml;r die&nbsp;Straße</p><p>Gruß</p></body></html>"
        );

        Assert.Equal("Antrag\n\nfür die Straße\n\nGruß", item.Text);
    }

    [Fact]
    public void Files_hidden_in_an_alternative_are_found()
    {
        var item = Mails.Read(
            Head
                + """
                Content-Type: multipart/alternative; boundary=a

                --a
                Content-Type: text/plain

                Siehe Anlage.
                --a
                Content-Type: multipart/mixed; boundary=m

                --m
                Content-Type: text/html

                <p>Siehe</p>
                --m
                Content-Type: application/pdf; name=bescheid.pdf
                Content-Disposition: inline; filename=bescheid.pdf
                Content-Transfer-Encoding: base64

                JVBERi0xLjQK
                --m
                Content-Type: text/html

                <p>Anlage.</p>
                --m--
                --a--
                """
        );

        Assert.Equal("Siehe Anlage.", item.Text);
        var file = Assert.Single(item.Attachments);
        Assert.Equal(("bescheid.pdf", ItemKind.Pdf, false), (file.Name, file.Kind, file.IsInline));
        Assert.Equal("%PDF-1.4\n"u8.ToArray(), file.Bytes.ToArray());
    }

    [Fact]
    public void Logos_are_inline_and_pdfs_never_are()
    {
        var item = Mails.Read(
            Head
                + """
                Content-Type: multipart/related; boundary=r

                --r
                Content-Type: text/html

                <p>Gruß <img src="cid:logo@x"></p>
                --r
                Content-Type: image/png; name=logo.png
                Content-ID: <logo@x>
                Content-Transfer-Encoding: base64

                iVBORw0KGgo=
                --r
                Content-Type: application/pdf; name=plan.pdf
                Content-ID: <plan@x>
                Content-Transfer-Encoding: base64

                JVBERi0xLjQK
                --r--
                """
        );

        Assert.Equal([true, false], item.Attachments.Select(a => a.IsInline));
        Assert.Equal("logo@x", item.Attachments[0].ContentId);
    }

    [Fact]
    public void Soft_hyphens_do_not_tear_words() =>
        Assert.Equal(
            "Wohngeld-\nbescheid",
            Mails.Read(Head + "Content-Type: text/html; charset=utf-8\n\n<pre>Wohn&shy;geld&shy;\nbe\u200Bscheid</pre>").Text
        );

    [Fact]
    public void Format_flowed_is_joined()
    {
        var item = Mails.Read(Head + "Content-Type: text/plain; format=flowed\n\nEin langer \nSatz.\n> zitiert \n> weiter\n-- \nName\n");

        Assert.Equal("Ein langer Satz.\n> zitiert weiter\n-- \nName", item.Text);
    }

    [Fact]
    public void Uuencoded_files_and_yenc_files_are_taken_out_of_the_text()
    {
        var item = Mails.Read(Head + "\nvorher\nbegin 644 n\u00fctzlich.txt\n#0V%T\n`\nend\nnachher\n");

        Assert.Equal("vorher\nnachher", item.Text);
        var file = Assert.Single(item.Attachments);
        Assert.Equal("nützlich.txt", file.Name);
        Assert.Equal("Cat", Encoding.ASCII.GetString(file.Bytes.Span));

        byte[] yenc =
        [
            .. Mails.Bytes(Head + "\nvorher\n=ybegin line=128 size=3 name=katze.txt\n"),
            .. "Cat"u8.ToArray().Select(b => (byte)(b + 42)),
            .. Mails.Bytes("\n=yend size=3\nnachher\n"),
        ];
        var other = Mails.Read(yenc);
        Assert.Equal("vorher\nnachher", other.Text);
        Assert.Equal("Cat", Encoding.ASCII.GetString(other.Attachments[0].Bytes.Span));
    }

    [Fact]
    public void A_line_that_only_begins_with_begin_stays_text()
    {
        Assert.Equal("begin 644 x\nist kein Kode", Mails.Read(Head + "\nbegin 644 x\nist kein Kode\n").Text);
    }

    [Theory]
    [InlineData("7-bit", "Hallo")]
    [InlineData("", "Hallo")]
    [InlineData("text/html", "Hallo")]
    [InlineData("\"base64\";", "SGFsbG8=")]
    [InlineData("BASE 64", "SGFsbG8=")]
    [InlineData("quoted-printable;", "Hall=6F")]
    public void Odd_transfer_encodings_are_read_with_good_will(string encoding, string body)
    {
        Assert.Equal("Hallo", Mails.Read(Head + $"Content-Type: text/plain\nContent-Transfer-Encoding: {encoding}\n\n{body}\n").Text);
    }

    [Theory]
    [InlineData("Content-Type: multipart/mixed; boundary=fehlt\n\nDer Text steht hier.\n")]
    [InlineData("Content-Type: multipart/mixed\n\nDer Text steht hier.\n")]
    [InlineData("Content-Type: multipart/mixed; boundary=b\n\n--b\n\nDer Text steht hier.\n")]
    [InlineData("Content-Type: ;;;\n\nDer Text steht hier.\n")]
    public void Text_is_shown_although_boundaries_are_missing(string rest)
    {
        Assert.Equal("Der Text steht hier.", Mails.Read(Head + rest).Text);
    }

    [Fact]
    public void A_forwarded_message_is_an_attachment_opened_and_byte_exact()
    {
        const string inner = "From: c@example.org\r\nSubject: =?utf-8?q?innen_=C3=BC?=\r\nX-Odd:   two  blanks\r\n\r\nTief drinnen.";
        var item = Mails.Read(
            Head + "Content-Type: multipart/mixed; boundary=b\n\n--b\n\naußen\n--b\nContent-Type: message/rfc822\n\n" + inner + "\n--b--\n"
        );

        var file = Assert.Single(item.Attachments);
        Assert.Equal("innen ü", file.Nested!.Envelope!.Subject);
        Assert.Equal("Tief drinnen.", file.Nested.Text);
        Assert.Equal("innen ü.eml", file.Name);
        Assert.Equal(inner, Encoding.UTF8.GetString(file.Bytes.Span).TrimEnd());
    }

    [Fact]
    public void A_forwarded_message_in_base64_is_opened_too()
    {
        var inner = Convert.ToBase64String(Mails.Bytes("From: c@example.org\nTo: d@example.org\nSubject: innen\n\nTief."));
        var item = Mails.Read(
            Head
                + $"Content-Type: multipart/mixed; boundary=b\n\n--b\n\naußen\n--b\nContent-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n{inner}\n--b--\n"
        );

        Assert.Equal("innen", item.Attachments[0].Nested!.Envelope!.Subject);
    }

    [Fact]
    public void Split_and_external_messages_are_marked_and_nothing_is_fetched()
    {
        Assert.Contains("mail.partial", Mails.Read(Head + "Content-Type: message/partial; id=x; number=1; total=3\n\nStück\n").Codes());
        Assert.Contains(
            "mail.external-body",
            Mails
                .Read(
                    Head
                        + "Content-Type: message/external-body; access-type=URL; URL=\"http://example.org/x\"\n\nContent-Type: text/plain\n\n"
                )
                .Codes()
        );
    }

    [Fact]
    public void Ten_thousand_nested_multiparts_are_opened_in_part_and_said_so()
    {
        var mail = new StringBuilder(Head);
        for (var i = 0; i < 10_000; i++)
            mail.Append($"Content-Type: multipart/mixed; boundary=\"b{i}\"\n\n--b{i}\n");
        mail.Append("Content-Type: text/plain\n\nganz unten\n");

        var item = Mails.Read(mail.ToString());

        Assert.Equal(ItemKind.Mail, item.Kind);
        Assert.NotNull(item.Unread);
    }

    [Fact]
    public void Ten_thousand_nested_messages_do_not_end_the_program()
    {
        var mail = new StringBuilder(Head);
        for (var i = 0; i < 10_000; i++)
            mail.Append("Content-Type: message/rfc822\n\nSubject: x\nFrom: a@example.org\n");
        mail.Append("\nganz unten\n");

        Assert.Equal("read.too-deep", Mails.Read(mail.ToString()).Unread!.Code);
    }

    [Fact]
    public void A_million_tiny_parts_cost_neither_time_nor_memory()
    {
        var mail = new StringBuilder(Head).Append(
            "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nDer Text.\n"
        );
        for (var i = 0; i < 1_000_000; i++)
            mail.Append("--b\n\n\n");
        var bytes = Encoding.ASCII.GetBytes(mail.ToString());
        var clock = Stopwatch.StartNew();

        var item = Mails.Read(bytes);

        Assert.Equal("read.too-many-parts", item.Unread!.Code);
        Assert.StartsWith("Der Text.", item.Text, StringComparison.Ordinal);
        Assert.InRange(item.Attachments.Count, 0, ReadLimits.Default.Parts);
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void A_patch_with_many_dashes_is_not_taken_for_parts()
    {
        var text = string.Concat(Enumerable.Repeat("--- a/datei\n+++ b/datei\n", 5_000));

        var item = Mails.Read(Head + "\n" + text);

        Assert.Null(item.Unread);
        Assert.EndsWith("+++ b/datei", item.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_hundred_thousand_pieces_of_one_file_name_are_read_in_bounded_time()
    {
        var mail = new StringBuilder(Head).Append("Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: application/pdf");
        for (var i = 0; i < 100_000; i++)
            mail.Append($";\n name*{i}=a");
        mail.Append("\n\nx\n--b--\n");
        var clock = Stopwatch.StartNew();

        var item = Mails.Read(mail.ToString());

        Assert.Single(item.Attachments);
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void Damaged_base64_gives_what_can_be_had()
    {
        var item = Mails.Read(
            Head
                + "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: application/pdf; name=a.pdf\nContent-Transfer-Encoding: base64\n\nJVBERi0x!!LjQK=\n--b--\n"
        );

        Assert.StartsWith("%PDF-1", Encoding.ASCII.GetString(item.Attachments[0].Bytes.Span), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("filename*=us-ascii''W%F6lbung.pdf", "Wölbung.pdf")]
    [InlineData("filename*=utf-8''%C3%9Cbersicht.pdf", "Übersicht.pdf")]
    [InlineData("filename*=iso-8859-1''W%C3%B6lbung.pdf", "Wölbung.pdf")]
    [InlineData("filename=\"=?utf-8?Q?=C3=9Cbersicht.pdf?=\"", "Übersicht.pdf")]
    [InlineData("filename=\"../../etc/passwd\"", "passwd")]
    [InlineData("filename=\"Stra\u00dfe.pdf\"", "Straße.pdf")]
    public void File_names_are_data(string parameter, string expected)
    {
        var item = Mails.Read(
            Head
                + $"Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: application/pdf\nContent-Disposition: attachment; {parameter}\n\nx\n--b--\n"
        );

        Assert.Equal(expected, item.Attachments[0].Name);
    }
}
