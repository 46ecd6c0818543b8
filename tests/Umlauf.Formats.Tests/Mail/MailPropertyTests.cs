using System.Text;
using CsCheck;
using Umlauf.Formats.Reading;

namespace Umlauf.Formats.Tests.Mail;

public sealed class MailPropertyTests
{
    private static readonly ReadLimits Limits = ReadLimits.Default with { Parts = 50, Depth = 20 };

    private const string Whole = """
        From: =?iso-8859-1?Q?J=F6rg?= <j@example.org>
        To: a@example.org, "b, c" <b@example.org>
        Subject: =?utf-8?B?R3LDvMOfZQ==?=
        References: <1@x> <2@x>
        MIME-Version: 1.0
        Content-Type: multipart/mixed; boundary="a"

        --a
        Content-Type: multipart/alternative; boundary=b

        --b
        Content-Type: text/plain; charset=utf-8; format=flowed

        begin 644 x.txt
        #0V%T
        `
        end
        Text
        --b
        Content-Type: text/html

        <p>Text <img src="cid:x"> &auml;</p>
        --b--
        --a
        Content-Type: message/rfc822

        Subject: innen
        Content-Type: text/plain; charset=iso-8859-1
        Content-Transfer-Encoding: quoted-printable

        gr=FC=DFe
        --a
        Content-Type: application/pdf; name*0*=utf-8''%C3%9C; name*1=bersicht.pdf
        Content-Transfer-Encoding: base64

        JVBERi0xLjQK
        --a--
        """;

    [Fact]
    public void No_bytes_whatsoever_make_the_reader_throw() =>
        Gen.Byte.Array[0, 2_000].Sample(bytes => Touch(ItemReader.Read(bytes, null, null, Limits)), iter: 2_000);

    [Fact]
    public void No_bytes_behind_a_known_beginning_make_the_reader_throw()
    {
        string[] beginnings =
        [
            "%PDF-1.4\n",
            "PK\x3\x4",
            "PK\x5\x6",
            "{\\rtf1",
            "From: a@example.org\nTo: b@example.org\n",
            "<html>",
            "<?xml version=\"1.0\"?>",
            "\x78\x9F\x3E\x22",
            "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
            "\x30\x82\x01\x00\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x07\x02",
        ];
        Gen.Select(Gen.Int[0, beginnings.Length - 1].Select(i => beginnings[i]), Gen.Byte.Array[0, 3_000])
            .Sample(
                (beginning, rest) => Touch(ItemReader.Read((byte[])[.. Encoding.Latin1.GetBytes(beginning), .. rest], null, null, Limits)),
                iter: 3_000
            );
    }

    [Fact]
    public void A_mail_changed_in_any_way_is_still_read()
    {
        var mail = Mails.Bytes(Whole);
        Gen.Select(Gen.Int[0, mail.Length - 1], Gen.Int[0, 200], Gen.Byte.Array[0, 20])
            .Array[1, 6]
            .Sample(
                changes =>
                {
                    var changed = mail.ToList();
                    foreach (var (at, gone, put) in changes)
                    {
                        var from = Math.Min(at, changed.Count);
                        changed.RemoveRange(from, Math.Min(gone, changed.Count - from));
                        changed.InsertRange(from, put);
                    }
                    Touch(ItemReader.Read(changed.ToArray(), null, "message/rfc822", Limits));
                },
                iter: 3_000
            );
    }

    [Fact]
    public void Names_and_subjects_never_hold_control_characters_or_paths() =>
        Gen.String.Sample(
            text =>
            {
                Assert.DoesNotContain(PlainText.Line(text), char.IsControl);
                var name = SafeName.From(text, "Anlage");
                Assert.InRange(name.Length, 1, 150);
                Assert.DoesNotContain(name, c => char.IsControl(c) || c is '/' or '\\');
                Assert.True(name is not ("." or ".."));
                Assert.True(name.IsNormalized());
            },
            iter: 10_000
        );

    private static void Touch(ReadItem item)
    {
        foreach (var file in item.Attachments)
            _ = file.Bytes;
        _ = item.SafeHtml(Limits);
        if (item.Envelope is { } envelope)
            Assert.DoesNotContain(envelope.Subject + envelope.From, char.IsControl);
    }
}
