using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Json.Serialization;
using Umlauf.Formats.Pictures;

namespace Umlauf.Formats.Reading;

/// <summary>How a program and its reading child process talk over two streams (Leseprozess): one frame each way per item.</summary>
/// <remarks>
/// A frame is the length of its JSON (4 bytes, little endian), the length of its bytes (8 bytes), the JSON, the bytes.
/// The asking side limits time and memory of the child; a broken or missing answer is an exception there and never a half item.
/// </remarks>
public static class ReadProtocol
{
    private const int LargestJson = 512 << 20;

    private static readonly JsonSerializerOptions Json = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        MaxDepth = 256,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Answers requests until the other side closes its stream.</summary>
    /// <param name="input">The requests.</param>
    /// <param name="output">The answers.</param>
    /// <param name="ct">Ends the loop.</param>
    /// <returns>A task that ends with the last request.</returns>
    public static async Task ServeAsync(Stream input, Stream output, CancellationToken ct)
    {
        while (await ReadFrame(input, long.MaxValue, ct) is { } frame)
        {
            var request = JsonSerializer.Deserialize<Request>(frame.Json, Json) ?? throw new InvalidDataException("Empty request.");
            var item =
                request.Page > 0
                    ? TiffPages.Draw(frame.Bytes, request.Page, request.Limits, ct)
                    : ItemReader.Read(frame.Bytes, request.FileName, request.ContentType, request.Limits, ct);
            using var files = new MemoryStream();
            var answer = ItemFrame.Pack(item, request.WithFiles ? files : null);
            await WriteFrame(
                output,
                JsonSerializer.SerializeToUtf8Bytes(answer, Json),
                files.GetBuffer().AsMemory(0, (int)files.Length),
                ct
            );
        }
    }

    /// <summary>Asks the other side to read an item.</summary>
    /// <param name="output">The stream to the child.</param>
    /// <param name="input">The stream from the child.</param>
    /// <param name="bytes">The item.</param>
    /// <param name="fileName">The name the sender gave, if any.</param>
    /// <param name="contentType">The type the sender declared, if any.</param>
    /// <param name="limits">How much may be read.</param>
    /// <param name="withFiles">True to get the bytes of attachments too; without, attachments come with empty bytes.</param>
    /// <param name="ct">Gives up; the streams are of no use afterwards.</param>
    /// <returns>The item as the child read it.</returns>
    /// <exception cref="EndOfStreamException">The child ended before its answer was complete.</exception>
    /// <exception cref="InvalidDataException">The answer does not keep to the protocol.</exception>
    public static Task<ReadItem> AskAsync(
        Stream output,
        Stream input,
        ReadOnlyMemory<byte> bytes,
        string? fileName,
        string? contentType,
        ReadLimits limits,
        bool withFiles,
        CancellationToken ct
    ) => Ask(output, input, bytes, new Request(fileName, contentType, limits, withFiles, Page: 0), ct);

    /// <summary>Asks the other side to draw a page of a TIFF (see <see cref="TiffPages.Draw"/>).</summary>
    /// <param name="output">The stream to the child.</param>
    /// <param name="input">The stream from the child.</param>
    /// <param name="tiff">The file.</param>
    /// <param name="page">From 1.</param>
    /// <param name="limits">How much may be read.</param>
    /// <param name="ct">Gives up; the streams are of no use afterwards.</param>
    /// <returns>An item with the picture as its only attachment, or that says why there is none.</returns>
    /// <exception cref="EndOfStreamException">The child ended before its answer was complete.</exception>
    /// <exception cref="InvalidDataException">The answer does not keep to the protocol.</exception>
    public static Task<ReadItem> DrawAsync(
        Stream output,
        Stream input,
        ReadOnlyMemory<byte> tiff,
        int page,
        ReadLimits limits,
        CancellationToken ct
    ) => Ask(output, input, tiff, new Request(null, null, limits, WithFiles: true, page), ct);

    private static async Task<ReadItem> Ask(Stream output, Stream input, ReadOnlyMemory<byte> bytes, Request request, CancellationToken ct)
    {
        await WriteFrame(output, JsonSerializer.SerializeToUtf8Bytes(request, Json), bytes, ct);
        var frame =
            await ReadFrame(input, 2 * request.Limits.UnpackedTotal, ct)
            ?? throw new EndOfStreamException("The reading process ended without an answer.");
        try
        {
            var answer = JsonSerializer.Deserialize<ItemFrame>(frame.Json, Json) ?? throw new InvalidDataException("Empty answer.");
            return answer.Unpack(frame.Bytes);
        }
        catch (JsonException e)
        {
            throw new InvalidDataException("The answer of the reading process is no JSON.", e);
        }
    }

    private static async Task<(byte[] Json, byte[] Bytes)?> ReadFrame(Stream stream, long most, CancellationToken ct)
    {
        var head = new byte[12];
        var read = await stream.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, ct);
        if (read == 0)
            return null;
        if (read < head.Length)
            throw new EndOfStreamException("The frame breaks off.");
        var json = BinaryPrimitives.ReadInt32LittleEndian(head);
        var bytes = BinaryPrimitives.ReadInt64LittleEndian(head.AsSpan(4));
        if (json is < 0 or > LargestJson || bytes < 0 || bytes > Math.Min(most, Array.MaxLength))
            throw new InvalidDataException("The frame is too large.");
        var frame = (Json: new byte[json], Bytes: new byte[bytes]);
        await stream.ReadExactlyAsync(frame.Json, ct);
        await stream.ReadExactlyAsync(frame.Bytes, ct);
        return frame;
    }

    private static async Task WriteFrame(Stream stream, byte[] json, ReadOnlyMemory<byte> bytes, CancellationToken ct)
    {
        var head = new byte[12];
        BinaryPrimitives.WriteInt32LittleEndian(head, json.Length);
        BinaryPrimitives.WriteInt64LittleEndian(head.AsSpan(4), bytes.Length);
        await stream.WriteAsync(head, ct);
        await stream.WriteAsync(json, ct);
        await stream.WriteAsync(bytes, ct);
        await stream.FlushAsync(ct);
    }

    private sealed record Request(string? FileName, string? ContentType, ReadLimits Limits, bool WithFiles, int Page);
}

/// <summary>An item on its way between processes: attachments point into the bytes of the frame.</summary>
internal sealed record ItemFrame(ReadItem Item, IReadOnlyList<FileFrame> Files)
{
    /// <summary>Packs an item; the bytes of its attachments go into the stream, or nowhere.</summary>
    public static ItemFrame Pack(ReadItem item, Stream? bytes) =>
        new(item with { Attachments = [] }, [.. item.Attachments.Select(a => FileFrame.Pack(a, bytes))]);

    /// <summary>Unpacks the item with its attachments.</summary>
    public ReadItem Unpack(ReadOnlyMemory<byte> bytes) => Item with { Attachments = [.. Files.Select(f => f.Unpack(bytes))] };
}

/// <summary>An attachment on its way between processes.</summary>
internal sealed record FileFrame(
    string Name,
    string? OriginalName,
    string ContentType,
    string? DeclaredType,
    ItemKind Kind,
    bool IsInline,
    string? ContentId,
    ReadNote? Unread,
    ItemFrame? Nested,
    long Offset,
    long Length
)
{
    public static FileFrame Pack(Attachment file, Stream? bytes)
    {
        long offset = bytes?.Length ?? 0,
            length = 0;
        if (bytes is not null)
        {
            bytes.Write(file.Bytes.Span);
            length = file.Bytes.Length;
        }
        return new(
            file.Name,
            file.OriginalName,
            file.ContentType,
            file.DeclaredType,
            file.Kind,
            file.IsInline,
            file.ContentId,
            file.Unread,
            file.Nested is null ? null : ItemFrame.Pack(file.Nested, bytes),
            offset,
            length
        );
    }

    public Attachment Unpack(ReadOnlyMemory<byte> bytes)
    {
        if (Offset < 0 || Length < 0 || Offset + Length > bytes.Length)
            throw new InvalidDataException("An attachment lies outside the answer.");
        return new Attachment(bytes.Slice((int)Offset, (int)Length))
        {
            Name = SafeName.From(Name, "Anlage"),
            OriginalName = OriginalName,
            ContentType = ContentType,
            DeclaredType = DeclaredType,
            Kind = Kind,
            IsInline = IsInline,
            ContentId = ContentId,
            Unread = Unread,
            Nested = Nested?.Unpack(bytes),
        };
    }
}
