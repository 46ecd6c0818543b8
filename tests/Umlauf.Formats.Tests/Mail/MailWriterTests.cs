using Umlauf.Formats.Mail;
using Umlauf.Formats.Reading;

namespace Umlauf.Formats.Tests.Mail;

public sealed class MailWriterTests
{
    private static readonly OutgoingMail Letter = new()
    {
        From = new("Bürgerbüro Musterstadt", "buero@musterstadt.example"),
        To = [new("Jörg Müller", "j@example.org")],
        Cc = [new("", "k@example.org")],
        Subject = "Ihr Antrag auf Wohngeld für die größere Wohnung in der Straße",
        Text = "Guten Tag,\n\nvielen Dank für Ihren Antrag.\nFrom hier an wird's länger: " + new string('ü', 300) + "\n",
        Html = "<p>Guten Tag, <b>vielen</b> Dank</p>",
        MessageId = "17@musterstadt.example",
        InReplyTo = "antrag@example.org",
        References = ["erst@example.org", "antrag@example.org"],
        Date = new(2026, 3, 3, 10, 15, 0, TimeSpan.FromHours(1)),
        Files = [new("Bescheid über Wohngeld.pdf", "application/pdf", "%PDF-1.4\nx"u8.ToArray())],
    };

    [Fact]
    public void What_is_written_is_read_back()
    {
        var item = Mails.Read(MailWriter.Write(Letter));

        var envelope = item.Envelope!;
        Assert.Equal(Letter.From, envelope.From);
        Assert.Equal(Letter.To, envelope.To);
        Assert.Equal(Letter.Cc, envelope.Cc);
        Assert.Equal(Letter.Subject, envelope.Subject);
        Assert.Equal(Letter.Date, envelope.HeaderDate);
        Assert.Equal(Letter.MessageId, envelope.MessageId);
        Assert.Equal(Letter.InReplyTo, envelope.InReplyTo);
        Assert.Equal(Letter.References, envelope.References);
        Assert.Equal(Letter.Text.Trim(), item.Text);
        Assert.Equal(Letter.Html, item.UntrustedHtml!.Trim());
        Assert.Equal("Bescheid über Wohngeld.pdf", item.Attachments[0].Name);
        Assert.Equal(Letter.Files[0].Bytes.ToArray(), item.Attachments[0].Bytes.ToArray());
        Assert.Empty(item.Notes);
    }

    [Fact]
    public void The_same_mail_is_the_same_bytes() => Assert.Equal(MailWriter.Write(Letter), MailWriter.Write(Letter));

    [Fact]
    public void Line_breaks_in_header_values_are_refused()
    {
        const string evil = "x\r\nBcc: alle@example.org";
        OutgoingMail[] mails =
        [
            Letter with
            {
                Subject = evil,
            },
            Letter with
            {
                From = new(evil, "a@example.org"),
            },
            Letter with
            {
                To = [new("", "a@example.org\r\nBcc: b@example.org")],
            },
            Letter with
            {
                To = [new("", "a@example.org>,<b@example.org")],
            },
            Letter with
            {
                MessageId = evil,
            },
            Letter with
            {
                InReplyTo = evil,
            },
            Letter with
            {
                References = [evil],
            },
            Letter with
            {
                Files = [new(evil, "application/pdf", default)],
            },
            Letter with
            {
                Files = [new("a.pdf", "application/pdf\r\nX: y", default)],
            },
        ];

        Assert.All(mails, mail => Assert.Throws<ArgumentException>(() => MailWriter.Write(mail)));
    }

    [Fact]
    public void Automatic_mail_says_so() =>
        Assert.True(Mails.Read(MailWriter.Write(Letter with { IsAutomatic = true })).Envelope!.Nature.HasFlag(MailNature.Automatic));
}
