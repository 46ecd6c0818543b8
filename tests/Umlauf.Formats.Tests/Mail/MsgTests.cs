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
