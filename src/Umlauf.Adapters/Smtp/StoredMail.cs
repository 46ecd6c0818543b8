using MimeKit;

namespace Umlauf.Adapters.Smtp;

/// <summary>
/// A mail whose bytes are stored and go out exactly so. Before its last bytes it asks: what the server has not got completely it cannot take,
/// so whatever is recorded at that moment is recorded in time.
/// </summary>
internal sealed class StoredMail : MimePart
{
    /// <summary>So much is held back until the answer comes.</summary>
    private const int HeldBack = 2;

    private readonly ReadOnlyMemory<byte> body;
    private readonly Func<Task> beforeLastBytes;

    private StoredMail(ReadOnlyMemory<byte> body, Func<Task> beforeLastBytes)
    {
        (this.body, this.beforeLastBytes) = (body, beforeLastBytes);
        Headers.Clear();
    }

    /// <param name="bytes">A mail of the product's own writer: CRLF line ends, 7 bit.</param>
    /// <param name="beforeLastBytes">Throws to stop the mail: the server will not take it then.</param>
    public static MimeMessage Of(ReadOnlyMemory<byte> bytes, Func<Task> beforeLastBytes)
    {
        var end = bytes.Span.IndexOf("\r\n\r\n"u8) + 4;
        using var head = new MemoryStream(bytes[..end].ToArray());
        var message = new MimeMessage(HeaderList.Load(head)) { Body = new StoredMail(bytes[end..], beforeLastBytes) };
        return message;
    }

    /// <summary>Nothing is encoded anew: the bytes are what was signed.</summary>
    public override void Prepare(EncodingConstraint constraint, int maxLineLength = 78) { }

    public override void WriteTo(FormatOptions options, Stream stream, bool contentOnly, CancellationToken cancellationToken = default) =>
        stream.Write(body.Span);

    public override async Task WriteToAsync(
        FormatOptions options,
        Stream stream,
        bool contentOnly,
        CancellationToken cancellationToken = default
    )
    {
        var last = Math.Max(0, body.Length - HeldBack);
        await stream.WriteAsync(body[..last], cancellationToken);
        await beforeLastBytes();
        await stream.WriteAsync(body[last..], cancellationToken);
    }
}
