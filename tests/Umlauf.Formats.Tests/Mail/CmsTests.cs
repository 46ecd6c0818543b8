using Umlauf.Formats.Reading;

namespace Umlauf.Formats.Tests.Mail;

public sealed class CmsTests
{
    [Fact]
    public void Signed_containers_show_their_content_unchecked()
    {
        var item = Read("testPKCS7_signed_data_def.p7m");

        Assert.Equal(ItemKind.Cms, item.Kind);
        Assert.Equal(4, item.Text.Length);
        Assert.Contains("read.signed-not-checked", item.Codes());
    }

    [Fact]
    public void Encrypted_containers_say_so() => Assert.Equal("read.encrypted", Read("testPKCS7_enveloped_ind.p7m").Unread!.Code);

    [Fact]
    public void An_opaque_signed_mail_shows_its_text()
    {
        var file = Path.Combine(Corpus.Folder("mail"), "mime", "kf5-messagelib", "smime-opaque-sign.mbox");
        var item = Mails.Read(File.ReadAllBytes(file));

        Assert.Contains("read.signed-not-checked", item.Codes());
        Assert.NotEmpty(item.Text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("MAA=")]
    [InlineData("MAsGCSqGSIb3DQEHAg==")]
    [InlineData("MA0GCSqGSIb3DQEHAqAA")]
    [InlineData("Hallo")]
    public void Damaged_containers_in_mails_stay_attachments(string base64)
    {
        var item = Mails.Read(
            $"From: a@example.org\nSubject: x\nContent-Type: application/pkcs7-mime; name=smime.p7m\nContent-Transfer-Encoding: base64\n\n{base64}\n"
        );

        Assert.Equal("read.damaged", item.Unread!.Code);
        Assert.Equal("smime.p7m", Assert.Single(item.Attachments).Name);
    }

    private static ReadItem Read(string name) =>
        ItemReader.Read(
            File.ReadAllBytes(Path.Combine(Corpus.Folder("mail"), "smime", "tika-p7m", name)),
            name,
            null,
            ReadLimits.Default,
            TestContext.Current.CancellationToken
        );
}
