using System.Diagnostics;
using Umlauf.Formats.Reading;

namespace Umlauf.Formats.Tests.Mail;

public sealed class MailCorpusTests(ITestOutputHelper output)
{
    [Fact]
    public void Every_file_of_the_mail_corpus_is_read_or_says_why_not()
    {
        var folder = Corpus.Folder("mail");
        var limits = ReadLimits.Default;
        var read = 0;
        foreach (var file in Corpus.Files(folder))
        {
            var clock = Stopwatch.StartNew();
            var item = ItemReader.Read(
                File.ReadAllBytes(file),
                Path.GetFileName(file),
                null,
                limits,
                TestContext.Current.CancellationToken
            );
            var bytes = item.Attachments.Sum(a => (long)a.Bytes.Length);
            _ = item.SafeHtml(limits);

            read++;
            Assert.True(
                item.Unread is not null
                    || item.Text.Length > 0
                    || item.Attachments.Count > 0
                    || item.Notes.Count > 0
                    || item.Envelope is not null,
                $"{file}: neither content nor a reason"
            );
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20), $"{file}: {clock.Elapsed}");
            Assert.True(bytes < 64 << 20, $"{file}: {bytes} bytes of attachments");
        }
        output.WriteLine($"{read} files read");
        Assert.True(read > 900);
    }
}
