using Umlauf.Cli.Demo;
using Umlauf.Formats.Mail;
using Umlauf.Formats.Reading;
using Xunit;

namespace Umlauf.Tests.Demo;

public sealed class LettersTests
{
    private static readonly DateTimeOffset _from = new(2026, 8, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset _to = _from.AddDays(92);
    private static readonly Lazy<DemoArrival[]> _post = new(() => Letters.Arrivals(7, 2_000, _from, _to).ToArray());

    [Fact]
    public void The_same_seed_gives_the_same_bytes_and_another_seed_other_bytes()
    {
        var again = Letters.Arrivals(7, 150, _from, _to).Select(a => a.Bytes).ToArray();
        var other = Letters.Arrivals(8, 150, _from, _to).Select(a => a.Bytes).ToArray();
        Assert.Equal(again, Letters.Arrivals(7, 150, _from, _to).Select(a => a.Bytes));
        Assert.DoesNotContain(true, again.Zip(other, (a, b) => a.AsSpan().SequenceEqual(b)));
    }

    [Fact]
    public void One_message_made_alone_is_the_message_made_in_the_row()
    {
        var letters = new Letters(7, 2_000, _from, _to);
        foreach (var arrival in _post.Value.Where(a => a.Index % 97 == 0))
            Assert.Equal(arrival.Bytes, letters.At(arrival.Index).Bytes);
    }

    [Fact]
    public void The_mailbox_has_the_size_of_a_real_one_and_every_third_message_carries_a_PDF()
    {
        Assert.InRange(_post.Value.Average(a => a.Bytes.Length), 33_000, 42_000);
        Assert.InRange(_post.Value.Average(a => a.HasPdf ? 100 : 0), 27, 33);
    }

    [Fact]
    public void No_two_messages_have_the_same_text_or_the_same_bytes()
    {
        var texts = _post.Value.Where(a => a.Text is not null).Select(a => a.Text!).ToList();
        Assert.Distinct(texts);
        Assert.Distinct(_post.Value.Select(a => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(a.Bytes))));
        Assert.Distinct(_post.Value.Select(a => a.MessageId));
    }

    [Fact]
    public void Every_message_reads_back_to_its_subject_sender_and_text()
    {
        foreach (var arrival in _post.Value)
        {
            var item = MailReader.Read(arrival.Bytes, ReadLimits.Default);
            Assert.Equal(arrival.Subject, item.Envelope!.Subject);
            if (arrival.Nature != Nature.Bounce)
                Assert.Equal(arrival.From, item.Envelope.From.Address);
            if (arrival.Text is not null)
                Assert.Equal(Words(arrival.Text), Words(item.Text));
        }
    }

    [Fact]
    public void PDF_letters_carry_German_text_that_can_be_searched()
    {
        var read = 0;
        foreach (var arrival in _post.Value.Where(a => a.HasPdf).Take(60))
        {
            var mail = MailReader.Read(arrival.Bytes, ReadLimits.Default);
            foreach (var file in mail.Attachments.Where(a => a.ContentType == "application/pdf"))
            {
                var text = ItemReader
                    .Read(file.Bytes, file.Name, file.ContentType, ReadLimits.Default, TestContext.Current.CancellationToken)
                    .Text;
                Assert.Contains("Musterstadt", text, StringComparison.Ordinal);
                Assert.InRange(file.Bytes.Length, 1_000, 90_000);
                read++;
            }
        }
        Assert.True(read >= 60);
    }

    [Fact]
    public void Words_are_as_many_and_as_German_as_in_real_letters()
    {
        var texts = Letters.Texts(3, 10_000).Select(t => t.Body).ToList();
        var words = texts.SelectMany(t => t.Split([' ', '\n', '.', ',', '(', ')', ':', '?', '!'], StringSplitOptions.RemoveEmptyEntries));
        Assert.InRange(words.Where(w => w.All(char.IsLetter)).Distinct(StringComparer.Ordinal).Count(), 12_000, 80_000);
        Assert.InRange(texts.Count(t => t.Any(c => c is 'ä' or 'ö' or 'ü' or 'ß' or 'Ä' or 'Ö' or 'Ü')), 9_000, 10_000);
        Assert.InRange(texts.Average(t => t.Length), 500, 1_200);
    }

    [Fact]
    public void Replies_name_the_message_they_answer_and_come_after_it()
    {
        var byIndex = _post.Value.ToDictionary(a => a.Index);
        var replies = _post.Value.Where(a => a.Nature == Nature.Reply).ToList();
        Assert.InRange(replies.Count, 120, 280);
        foreach (var reply in replies)
        {
            var first = byIndex[reply.Parent!.Value];
            Assert.True(first.ReceivedAt <= reply.ReceivedAt);
            Assert.Equal(first.From, reply.From);
            Assert.EndsWith(first.Subject, reply.Subject, StringComparison.Ordinal);
            Assert.Contains(first.MessageId, MailReader.Read(reply.Bytes, ReadLimits.Default).Envelope!.References);
        }
    }

    [Fact]
    public void Times_of_receipt_rise_and_stay_within_the_span()
    {
        var times = _post.Value.Select(a => a.ReceivedAt).ToList();
        Assert.Equal(times.Order(), times);
        Assert.InRange(times[0], _from, _to);
        Assert.InRange(times[^1], _from, _to);
    }

    private static string Words(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
