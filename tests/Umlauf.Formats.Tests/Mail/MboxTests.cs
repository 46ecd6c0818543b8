using System.Text;
using Umlauf.Formats.Mail;

namespace Umlauf.Formats.Tests.Mail;

public sealed class MboxTests
{
    private const string One = "From: a@example.org\nSubject: eins\n\nText\n";
    private const string Two =
        "From: b@example.org\nSubject: zwei\n\nFrom here on nothing counts 12:00\n>From quoted\nFrom the heart\n\nFrom now on without a time\n";

    private const string Line = "From c@example.org Mon Mar  2 10:00:00 2026\n";

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public async Task Messages_come_out_exactly_as_stored(string newLine)
    {
        var one = One.ReplaceLineEndings(newLine);
        var two = Two.ReplaceLineEndings(newLine);
        var file = $"From a@example.org Tue Mar  3 10:15:00 2026\n\n".Trim().ReplaceLineEndings(newLine) + newLine + one + newLine;
        file += "From MAILER-DAEMON Fri Jul  8 12:08:34 2011" + newLine + two;

        var messages = await Split(Encoding.UTF8.GetBytes(file));

        Assert.Equal([one, two], messages.Select(m => Encoding.UTF8.GetString(m.Bytes!.Value.Span)));
        Assert.All(
            messages,
            m => Assert.Equal(m.Bytes!.Value.ToArray(), Encoding.UTF8.GetBytes(file)[(int)m.Offset..(int)(m.Offset + m.Length)])
        );
        Assert.Equal("From MAILER-DAEMON Fri Jul  8 12:08:34 2011", messages[1].Separator);
    }

    [Fact]
    public async Task A_file_without_separator_is_one_message()
    {
        var message = Assert.Single(await Split(Encoding.UTF8.GetBytes(One)));
        Assert.Equal(0, message.Offset);
        Assert.Equal(One, Encoding.UTF8.GetString(message.Bytes!.Value.Span));
    }

    [Fact]
    public async Task A_separator_without_a_blank_line_before_it_counts_where_headers_follow()
    {
        var messages = await Texts($"{Line}{One}{Line}{Two}{Line}Kein Kopf.\n");

        Assert.Equal([One, Two + Line + "Kein Kopf.\n"], messages);
    }

    [Theory]
    [InlineData(0, 2)]
    [InlineData(7, 3)]
    public async Task The_length_in_a_header_counts_where_it_is_right(int error, int expected)
    {
        const string text = "Weitergeleitet:\n\nFrom c@example.org Mon Mar  2 10:00:00 2026\nSubject: alt\n\nAlt\n";
        var length = text.Length + error;

        var messages = await Texts($"{Line}Subject: eins\nContent-Length: {length}\n\n{text}\n{Line}Subject: zwei\n\nText\n");

        Assert.Equal(expected, messages.Count);
        Assert.Equal("Subject: zwei\n\nText\n", messages[^1]);
    }

    [Fact]
    public async Task Empty_files_hold_no_message()
    {
        Assert.Empty(await Split([]));
        Assert.Empty(await Split("\n\n"u8.ToArray()));
    }

    [Fact]
    public async Task A_message_beyond_the_limit_is_measured_and_the_next_is_still_found()
    {
        var file =
            "From a Tue Mar  3 10:15:00 2026\nFrom: a@example.org\n\n"
            + new string('x', 100_000)
            + "\n\nFrom b Tue Mar  3 10:15:00 2026\n"
            + One;

        var messages = await Split(Encoding.UTF8.GetBytes(file), largest: 10_000);

        Assert.Null(messages[0].Bytes);
        Assert.True(messages[0].Length > 100_000);
        Assert.Equal(One, Encoding.UTF8.GetString(messages[1].Bytes!.Value.Span));
    }

    [Fact]
    public async Task Every_way_of_cutting_the_stream_gives_the_same_messages()
    {
        var file = Encoding.UTF8.GetBytes("From a Tue Mar  3 10:15:00 2026\n" + One + "\nFrom b Tue Mar  3 10:15:00 2026\n" + Two);
        var whole = await Split(file);

        for (var size = 1; size < 40; size++)
        {
            var found = new List<MboxMessage>();
            await foreach (var message in Mbox.Split(new Drip(file, size), ct: TestContext.Current.CancellationToken))
                found.Add(message);
            Assert.Equal(whole.Select(m => (m.Offset, m.Length)), found.Select(m => (m.Offset, m.Length)));
        }
    }

    [Fact]
    public async Task The_public_mailbox_splits_into_its_messages()
    {
        var folder = Corpus.Folder("mailbox");
        await using var packed = File.OpenRead(Path.Combine(folder, "openbmc-600.mboxrd.gz"));
        await using var file = new System.IO.Compression.GZipStream(packed, System.IO.Compression.CompressionMode.Decompress);
        var count = 0;
        await foreach (var message in Mbox.Split(file, ct: TestContext.Current.CancellationToken))
        {
            count++;
            Assert.NotNull(MailReader.Read(message.Bytes!.Value, Formats.Reading.ReadLimits.Default).Envelope!.From.Address);
        }
        Assert.Equal(600, count);
    }

    private static async Task<List<string>> Texts(string file) =>
        [.. (await Split(Encoding.UTF8.GetBytes(file))).Select(message => Encoding.UTF8.GetString(message.Bytes!.Value.Span))];

    private static async Task<List<MboxMessage>> Split(byte[] file, long largest = 1 << 20)
    {
        var messages = new List<MboxMessage>();
        await foreach (var message in Mbox.Split(new MemoryStream(file), largest))
            messages.Add(message);
        return messages;
    }

    /// <summary>A stream that hands over a few bytes at a time.</summary>
    private sealed class Drip(byte[] bytes, int size) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(size, buffer.Length)], cancellationToken);
    }
}
