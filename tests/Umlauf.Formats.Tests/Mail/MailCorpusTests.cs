using Umlauf.Formats.Reading;

namespace Umlauf.Formats.Tests.Mail;

public sealed class MailCorpusTests(ITestOutputHelper output)
{
    [Fact]
    public void Every_file_of_the_mail_corpus_is_read_or_says_why_not()
    {
        var read = 0;
        foreach (var file in Corpus.Files(Corpus.Folder("mail")))
        {
            var item = Corpus.Read(file, TimeSpan.FromSeconds(20), 256 << 20);
            _ = item.SafeHtml(ReadLimits.Default);
            Assert.True(
                item.Unread is not null
                    || item.Text.Length > 0
                    || item.Attachments.Count > 0
                    || item.Notes.Count > 0
                    || item.Envelope is not null,
                $"{file}: neither content nor a reason"
            );
            read++;
        }
        output.WriteLine($"{read} files read");
        Assert.True(read > 900);
    }

    [Fact]
    public void Nearly_all_bounces_are_known_as_written_by_programs()
    {
        var files = Corpus.Files(Path.Combine(Corpus.Folder("mail"), "bounces", "sisimai")).ToList();
        var known = files.Count(f => Corpus.Read(f, TimeSpan.FromSeconds(20), 256 << 20).Envelope?.NeverAnswer == true);

        output.WriteLine($"{known} of {files.Count}");
        Assert.InRange(known, files.Count * 95 / 100, files.Count);
    }
}
