using System.Text;
using Umlauf.Formats.Reading;

namespace Umlauf.Formats.Tests.Mail;

public sealed class MsgTests
{
    [Theory]
    [InlineData("charset")]
    [InlineData("plain_uc_unsent")]
    public void An_outlook_message_says_the_same_as_its_expected_mail(string name)
    {
        var folder = Path.Combine(Corpus.Folder("mail"), "msg", "libemail-outlook-message-perl");
        var message = Read(Path.Combine(folder, name + ".msg"));
        var expected = Read(Path.Combine(folder, name + ".eml"));

        Assert.Equal(ItemKind.OutlookMessage, message.Kind);
        Assert.Equal(expected.Envelope!.Subject, message.Envelope!.Subject);
        Assert.Equal(expected.Envelope.From.Address, message.Envelope.From.Address);
        Assert.Equal(Words(expected.Text), Words(message.Text));
    }

    [Fact]
    public void A_message_of_our_own_is_read_with_recipients_files_and_the_message_inside()
    {
        TextDecoding.RegisterCodePages();
        var ansi = Encoding.GetEncoding(1252);
        var msg = new OwnMsg()
            .Numbers(0, 32, (0x3FFD, 1252))
            .Text(0, 0x0037, "Größere Mülltonne", ansi)
            .Text(0, 0x0C1A, "Jörg Müller")
            .Text(0, 0x5D01, "joerg@example.org")
            .Text(0, 0x1000, "Guten Tag,\r\nGrüße", ansi)
            .Binary(0, 0x1013, "<p>Guten Tag<script>x</script></p>"u8.ToArray());
        var to = msg.Folder(0, "__recip_version1.0_#00000000");
        msg.Numbers(to, 8, (0x0C15, 1)).Text(to, 0x3001, "Bürgerbüro").Text(to, 0x39FE, "buero@musterstadt.example");
        var cc = msg.Folder(0, "__recip_version1.0_#00000001");
        msg.Numbers(cc, 8, (0x0C15, 2)).Text(cc, 0x3001, "kopie@example.org").Text(cc, 0x3003, "kopie@example.org");
        var file = msg.Folder(0, "__attach_version1.0_#00000000");
        msg.Numbers(file, 8, (0x3705, 1)).Text(file, 0x3707, "../Übersicht.pdf").Binary(file, 0x3701, "%PDF-1.4\nx"u8.ToArray());
        var inner = msg.Folder(0, "__attach_version1.0_#00000001");
        msg.Numbers(inner, 8, (0x3705, 5));
        var nested = msg.Folder(inner, "__substg1.0_3701000D");
        msg.Numbers(nested, 24).Text(nested, 0x0037, "Innen: ß").Text(nested, 0x1000, "tief");

        var item = ItemReader.Read(msg.Build(), null, null, ReadLimits.Default, TestContext.Current.CancellationToken);

        Assert.Equal(ItemKind.OutlookMessage, item.Kind);
        Assert.Equal("Größere Mülltonne", item.Envelope!.Subject);
        Assert.Equal(new MailPerson("Jörg Müller", "joerg@example.org"), item.Envelope.From);
        Assert.Equal([new MailPerson("Bürgerbüro", "buero@musterstadt.example")], item.Envelope.To);
        Assert.Equal([new MailPerson("", "kopie@example.org")], item.Envelope.Cc);
        Assert.Equal("Guten Tag,\nGrüße", item.Text);
        Assert.Equal("<p>Guten Tag</p>", item.SafeHtml(ReadLimits.Default)!.Html);
        Assert.Equal(["Übersicht.pdf", "Innen_ ß.eml"], item.Attachments.Select(a => a.Name));
        Assert.Equal(ItemKind.Pdf, item.Attachments[0].Kind);
        Assert.Equal("tief", item.Attachments[1].Nested!.Text);
    }

    [Fact]
    public void A_chain_that_runs_in_circles_ends()
    {
        var bytes = new OwnMsg().Text(0, 0x1000, new string('x', 2_000)).Build();
        // Every sector in the table leads to sector 1.
        for (var at = 512 + 4; at < 1024; at += 4)
            (bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]) = (1, 0, 0, 0);

        Assert.NotNull(ItemReader.Read(bytes, "a.msg", null, ReadLimits.Default, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Umlauts_survive_in_subject_text_and_file_names()
    {
        var folder = Path.Combine(Corpus.Folder("mail"), "msg");

        Assert.Equal(
            "Un sujet bien défini Àéroport mañana être ouïe électricité così próxima à Ô",
            Read(Path.Combine(folder, "msgreader", "EmailWithSpecialCharsInSubject.msg")).Envelope!.Subject
        );
        Assert.Equal("test pièce jointe 1", Read(Path.Combine(folder, "tika", "testMSG_att_doc.msg")).Envelope!.Subject);
    }

    [Fact]
    public void A_message_inside_a_message_is_opened_and_can_be_kept_as_a_file()
    {
        var item = Read(Path.Combine(Corpus.Folder("mail"), "msg", "msgreader", "EmailWithInnerMailAndAttachments.msg"));

        Assert.Equal(["OUTER 1.pdf", "OUTER 2.pdf", "Inner mail.eml"], item.Attachments.Select(a => a.Name));
        var inner = item.Attachments[2];
        Assert.Equal("Inner mail", inner.Nested!.Envelope!.Subject);
        var again = ItemReader.Read(inner.Bytes, null, null, ReadLimits.Default, TestContext.Current.CancellationToken);
        Assert.Equal("Inner mail", again.Envelope!.Subject);
        Assert.Equal(inner.Nested.Attachments.Count, again.Attachments.Count);
    }

    [Fact]
    public void Html_wrapped_in_rtf_is_unwrapped()
    {
        var rtf = Rtf(
            """{\rtf1\ansi\ansicpg1252\fromhtml1 \deff0{\fonttbl{\f0\fswiss\fcharset0 Arial;}}{\*\htmltag18 <p>}Gr\'fc\'dfe \htmlrtf {\b\htmlrtf0 {\*\htmltag84 <b>}fett\htmlrtf }\htmlrtf0 {\*\htmltag92 </b>} \u8364 ?{\*\htmltag26 </p>}}"""u8
        );

        Assert.Equal("<p>Grüße <b>fett</b> €</p>", rtf.UntrustedHtml!.Trim());
    }

    [Fact]
    public void Plain_rtf_becomes_text()
    {
        var rtf = Rtf(
            """{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset204 Arial;}}{\colortbl;\red0\green0\blue0;}{\info{\author X}}Stra\'dfe\par{\f0 \'cf\'f0}\line zwei\tab drei}"""u8
        );

        Assert.Null(rtf.UntrustedHtml);
        Assert.Equal("Straße\nПр\nzwei\tdrei", rtf.Text);
    }

    [Fact]
    public void A_cut_off_message_is_damaged_and_nothing_else()
    {
        var bytes = File.ReadAllBytes(Path.Combine(Corpus.Folder("mail"), "msg", "tika", "testMSG_att_doc.msg"));
        for (var length = 1; length < bytes.Length; length += bytes.Length / 60)
        {
            var item = ItemReader.Read(bytes.AsMemory(0, length), "a.msg", null, ReadLimits.Default, TestContext.Current.CancellationToken);
            Assert.True(item.Envelope is not null || item.Unread is not null || item.Text.Length > 0);
        }
    }

    private static ReadItem Rtf(ReadOnlySpan<byte> rtf) =>
        ItemReader.Read(rtf.ToArray(), null, null, ReadLimits.Default, TestContext.Current.CancellationToken);

    private static ReadItem Read(string file) =>
        ItemReader.Read(File.ReadAllBytes(file), Path.GetFileName(file), null, ReadLimits.Default, TestContext.Current.CancellationToken);

    private static string[] Words(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
}
