using Umlauf.Formats.Reading;

namespace Umlauf.Formats.Tests.Mail;

public sealed class TnefTests
{
    [Fact]
    public void Winmail_files_give_the_files_their_lists_name()
    {
        var folder = Path.Combine(Corpus.Folder("mail"), "tnef", "mimekit");
        var lists = Directory.GetFiles(folder, "*.list");
        Assert.NotEmpty(lists);
        foreach (var list in lists)
        {
            var item = ItemReader.Read(
                File.ReadAllBytes(Path.ChangeExtension(list, ".tnef")),
                "winmail.dat",
                null,
                ReadLimits.Default,
                TestContext.Current.CancellationToken
            );

            Assert.Equal(ItemKind.Tnef, item.Kind);
            // The text body is named in the list too; with us it is the text.
            var expected = File.ReadAllLines(list).Where(n => n.Length > 0 && n is not ("body.rtf" or "body.html")).Distinct();
            Assert.Superset(expected.ToHashSet(), item.Attachments.Select(a => a.OriginalName ?? a.Name).ToHashSet());
            Assert.True(item.Text.Length > 0 || item.Attachments.Count > 0, list);
        }
    }

    [Fact]
    public void A_picture_from_a_winmail_file_is_the_whole_picture()
    {
        var folder = Path.Combine(Corpus.Folder("mail"), "tnef", "mimekit");
        var item = ItemReader.Read(
            File.ReadAllBytes(Path.Combine(folder, "attachments.tnef")),
            null,
            null,
            ReadLimits.Default,
            TestContext.Current.CancellationToken
        );

        var picture = item.Attachments.Single(a => a.Name == "zappa_av1.jpg");
        Assert.Equal((ItemKind.Image, "image/jpeg", 2937), (picture.Kind, picture.ContentType, picture.Bytes.Length));
    }

    [Fact]
    public void A_broken_winmail_file_stays_an_attachment()
    {
        var item = Mails.Read(
            "From: a@example.org\nSubject: x\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nText\n--b\nContent-Type: application/ms-tnef; name=winmail.dat\n"
                + "Content-Transfer-Encoding: base64\n\neJ8+IgAA\n--b--\n"
        );

        Assert.Equal("Text", item.Text);
        Assert.True(item.Attachments is [{ Name: "winmail.dat" }] or []);
    }
}
