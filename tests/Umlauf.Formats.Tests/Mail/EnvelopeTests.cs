using System.Diagnostics;
using System.Text;
using Umlauf.Formats.Reading;

namespace Umlauf.Formats.Tests.Mail;

public sealed class EnvelopeTests
{
    [Fact]
    public void Encoded_words_become_umlauts()
    {
        var item = Mails.Read(
            """
            From: =?iso-8859-1?Q?J=F6rg_M=FCller?= <joerg@example.org>
            To: =?utf-8?B?QsO8cmdlcmLDvHJv?= <rathaus@musterstadt.example>, zweite@musterstadt.example
            Cc: undisclosed-recipients:;
            Subject: =?utf-8?Q?Antrag_auf_Wohngeld_f=C3=BCr_die?= =?utf-8?Q?_Stra=C3=9Fe?=
            Date: Tue, 3 Mar 2026 10:15:00 +0100
            Message-ID: < abc@example.org >
            References: <1@x> <2@x>
            In-Reply-To: <2@x>
            Delivered-To: rathaus@musterstadt.example
            X-Original-To: <info@musterstadt.example>

            Guten Tag
            """
        );

        var envelope = item.Envelope!;
        Assert.Equal(new MailPerson("Jörg Müller", "joerg@example.org"), envelope.From);
        Assert.Equal(["Bürgerbüro", ""], envelope.To.Select(p => p.Display));
        Assert.Empty(envelope.Cc);
        Assert.Equal("Antrag auf Wohngeld für die Straße", envelope.Subject);
        Assert.Equal(new DateTimeOffset(2026, 3, 3, 10, 15, 0, TimeSpan.FromHours(1)), envelope.HeaderDate);
        Assert.Equal("abc@example.org", envelope.MessageId);
        Assert.Equal("2@x", envelope.InReplyTo);
        Assert.Equal(["1@x", "2@x"], envelope.References);
        Assert.Equal(["rathaus@musterstadt.example", "info@musterstadt.example"], envelope.DeliveredTo);
        Assert.False(envelope.NeverAnswer);
        Assert.Equal("Guten Tag", item.Text);
    }

    [Fact]
    public void Raw_umlauts_in_headers_are_kept_in_both_character_sets()
    {
        const string mail = "From: Jörg Müßig <j@example.org>\nSubject: Größe der Straße\nTo: verwöhnen@example.org\n\nText";

        foreach (var bytes in new[] { Mails.Bytes(mail), Mails.Latin1(mail) })
        {
            var envelope = Mails.Read(bytes).Envelope!;
            Assert.Equal("Jörg Müßig", envelope.From.Display);
            Assert.Equal("j@example.org", envelope.From.Address);
            Assert.Equal("Größe der Straße", envelope.Subject);
            Assert.Contains("verwöhnen", envelope.To[0].ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Hidden_line_breaks_and_direction_marks_cannot_leave_the_subject_or_a_name()
    {
        var item = Mails.Read(
            "From: =?utf-8?Q?Rathaus=0D=0ABcc:_alle=40example.org?= <a@example.org>\n"
                + "Subject: =?utf-8?Q?Hallo=0D=0ABcc:_x=40example.org=0D=0A=0D=0AText?=\n"
                + "To: =?utf-8?Q?=E2=80=AEfdp.exe?= <b@example.org>\n\nx"
        );

        Assert.Equal("Hallo Bcc: x@example.org Text", item.Envelope!.Subject);
        Assert.DoesNotContain(item.Envelope.From.Display, c => char.IsControl(c));
        Assert.Equal("fdp.exe", item.Envelope.To[0].Display);
    }

    [Fact]
    public void The_first_of_two_senders_counts_and_the_doubt_is_noted()
    {
        var item = Mails.Read("From: A <a@example.org>\nFrom: B <b@example.org>\nSubject: eins\nSubject: zwei\n\nx");

        Assert.Equal("a@example.org", item.Envelope!.From.Address);
        Assert.Equal("eins", item.Envelope.Subject);
        Assert.Contains("mail.two-senders", item.Codes());
    }

    [Theory]
    [InlineData("From: MAILER-DAEMON")]
    [InlineData("From: nur ein Name")]
    [InlineData("From:")]
    [InlineData("From: empty-group:;")]
    [InlineData("X-Other: y")]
    public void A_sender_without_address_is_never_taken_for_a_person(string from)
    {
        var item = Mails.Read($"{from}\nSubject: x\nTo: a@example.org\n\nx");

        Assert.Null(item.Envelope!.From.Address);
        Assert.Contains("mail.no-sender", item.Codes());
    }

    [Fact]
    public void An_address_inside_an_encoded_name_is_not_the_sender()
    {
        var item = Mails.Read("From: =?utf-8?Q?chef=40musterstadt.example=3E?= <betrug@example.org>\nSubject: x\n\nx");

        Assert.Equal("betrug@example.org", item.Envelope!.From.Address);
        Assert.Contains("mail.sender-name-misleads", item.Codes());
    }

    [Fact]
    public void Fifty_thousand_recipients_are_counted_quickly()
    {
        var mail = new StringBuilder("From: a@example.org\nTo: ");
        for (var i = 0; i < 50_000; i++)
            mail.Append($"Empfänger {i} <e{i}@example.org>,\n ");
        mail.Append("z@example.org\n\nText");
        var limits = ReadLimits.Default with { HeaderBytes = 16 << 20 };
        var clock = Stopwatch.StartNew();

        var item = ItemReader.Read(Mails.Bytes(mail.ToString()), null, null, limits, TestContext.Current.CancellationToken);

        Assert.Equal(500, item.Envelope!.To.Count);
        Assert.Equal(49_501, item.Envelope.MoreRecipients);
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void Sixty_megabytes_of_headers_are_cut_and_the_text_is_still_read()
    {
        var mail = new StringBuilder("From: a@example.org\nSubject: Antrag\n");
        var line = "X-Fill: " + new string('x', 900) + "\n";
        while (mail.Length < 60_000_000)
            mail.Append(line);
        mail.Append("\nDer Text.");

        var item = Mails.Read(Encoding.ASCII.GetBytes(mail.ToString()));

        Assert.Equal("Antrag", item.Envelope!.Subject);
        Assert.Equal("Der Text.", item.Text);
        Assert.Contains("mail.headers-cut", item.Codes());
    }

    [Theory]
    [InlineData("From bounce@example.org Tue Mar  3 10:15:00 2026\n")]
    [InlineData("\n\n\r\n\n")]
    [InlineData("\uFEFF")]
    [InlineData("MAIL FROM:<a@example.org>\nRCPT TO:<b@example.org>\nDATA\n")]
    [InlineData("*** dies stand davor ***\n")]
    public void Lines_before_the_headers_do_not_hide_them(string before)
    {
        var item = Mails.Read(
            before + "From: a@example.org\nTo: b@example.org\nSubject: Hund\nDate: Tue, 3 Mar 2026 10:15:00 +0100\n\nText"
        );

        Assert.Equal("Hund", item.Envelope!.Subject);
        Assert.Equal("Text", item.Text);
    }

    [Fact]
    public void A_message_without_headers_is_text_from_nobody()
    {
        var item = Mails.Read("nur Text\nohne Kopf\n");

        Assert.Equal("nur Text\nohne Kopf", item.Text);
        Assert.Contains("mail.no-headers", item.Codes());
    }

    [Theory]
    [InlineData("Auto-Submitted: auto-replied", MailNature.Automatic)]
    [InlineData("Auto-Submitted: no", MailNature.None)]
    [InlineData("Return-Path: <>", MailNature.NullSender)]
    [InlineData("Precedence: bulk", MailNature.List)]
    [InlineData("Precedence: auto_reply", MailNature.Automatic)]
    [InlineData("X-Autoreply: yes", MailNature.Automatic)]
    [InlineData("List-Id: <rat.example.org>", MailNature.List)]
    [InlineData("X-Mailer: Post", MailNature.None)]
    public void Mail_written_by_programs_is_recognised(string header, MailNature expected)
    {
        Assert.Equal(expected, Mails.Read($"From: a@example.org\n{header}\nSubject: x\n\nx").Envelope!.Nature);
    }

    [Theory]
    [InlineData("Automatische Antwort: Ihr Bescheid", MailNature.Automatic)]
    [InlineData("AW: Automatische Mülltonne", MailNature.None)]
    public void Out_of_office_notes_without_headers_are_known_by_their_subject(string subject, MailNature expected) =>
        Assert.Equal(expected, Mails.Read($"From: a@example.org\nSubject: {subject}\n\nx").Envelope!.Nature);

    [Theory]
    [InlineData("morgen um acht", null)]
    [InlineData("3 Mar 26 10:15 +0100", "2026-03-03T10:15:00+01:00")]
    [InlineData("", null)]
    [InlineData("Tue, 99 Foo 20260 25:61:00 +9999", null)]
    public void Odd_dates_are_read_or_left_out(string date, string? expected) =>
        Assert.Equal(
            expected is null ? null : DateTimeOffset.Parse(expected),
            Mails.Read($"From: a@example.org\nSubject: x\nDate: {date}\n\nx").Envelope!.HeaderDate
        );

    [Fact]
    public void A_delivery_report_names_the_mail_it_belongs_to()
    {
        var item = Mails.Read(
            """
            From: MAILER-DAEMON@example.org
            Return-Path: <>
            Subject: Undelivered Mail Returned to Sender
            Content-Type: multipart/report; report-type=delivery-status; boundary=b
            MIME-Version: 1.0

            --b
            Content-Type: text/plain

            Nicht zustellbar.
            --b
            Content-Type: message/delivery-status

            Reporting-MTA: dns; mail.example.org

            Final-Recipient: rfc822; weg@example.org
            Action: failed
            Status: 5.1.1
            Diagnostic-Code: smtp; 550 5.1.1 unbekannter
             Empfaenger

            --b
            Content-Type: message/rfc822

            Message-ID: <bescheid-17@musterstadt.example>
            Subject: Ihr Bescheid

            x
            --b--
            """
        );

        Assert.Equal(
            new DeliveryReport("bescheid-17@musterstadt.example", "weg@example.org", "failed", "5.1.1", "550 5.1.1 unbekannter Empfaenger"),
            item.Envelope!.Report
        );
        Assert.True(item.Envelope.Nature.HasFlag(MailNature.Bounce | MailNature.DeliveryReport | MailNature.NullSender));
        Assert.Equal("Nicht zustellbar.", item.Text);
    }
}
