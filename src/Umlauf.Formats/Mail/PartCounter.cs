using MimeKit;
using Umlauf.Formats.Reading;

namespace Umlauf.Formats.Mail;

/// <summary>Finds the place behind which a message has more parts than may be opened, before any tree is built.</summary>
internal sealed class PartCounter : MimeReader
{
    private readonly int _most;
    private int _parts;
    private long _cut = -1;

    private PartCounter(ParserOptions options, Stream stream, int most)
        : base(options, stream, MimeFormat.Entity) => _most = most;

    /// <summary>Measures how much of the message may be opened.</summary>
    /// <returns>The length of the whole message or of its beginning with as many parts as are allowed.</returns>
    public static int Cut(ReadOnlyMemory<byte> mail, ReadLimits limits, ParserOptions options)
    {
        // Each part needs a line that begins with two dashes; counting those costs next to nothing.
        var dashes = 0;
        var rest = mail.Span;
        while (dashes <= limits.Parts && rest.IndexOf("\n--"u8) is >= 0 and var at)
        {
            dashes++;
            rest = rest[(at + 3)..];
        }
        if (dashes <= limits.Parts)
            return mail.Length;
        using var stop = new CancellationTokenSource();
        using var stream = MailReader.Open(mail);
        var counter = new PartCounter(options, stream, limits.Parts) { _stop = stop };
        try
        {
            counter.ReadMessage(stop.Token);
        }
        catch (OperationCanceledException)
        {
            return (int)counter._cut;
        }
        catch (FormatException)
        {
            return mail.Length;
        }
        return counter._cut < 0 ? mail.Length : (int)counter._cut;
    }

    private CancellationTokenSource? _stop;

    /// <inheritdoc />
    protected override void OnMimePartBegin(
        ContentType contentType,
        long beginOffset,
        int beginLineNumber,
        CancellationToken cancellationToken
    ) => Count(beginOffset);

    /// <inheritdoc />
    protected override void OnMultipartBegin(
        ContentType contentType,
        long beginOffset,
        int beginLineNumber,
        CancellationToken cancellationToken
    ) => Count(beginOffset);

    /// <inheritdoc />
    protected override void OnMessagePartBegin(
        ContentType contentType,
        long beginOffset,
        int beginLineNumber,
        CancellationToken cancellationToken
    ) => Count(beginOffset);

    private void Count(long offset)
    {
        if (++_parts <= _most || _cut >= 0)
            return;
        _cut = offset;
        _stop!.Cancel();
        _stop.Token.ThrowIfCancellationRequested();
    }
}
