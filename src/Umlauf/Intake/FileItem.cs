using System.Runtime.CompilerServices;
using Umlauf.Formats.Mail;
using Umlauf.Intake.Model;
using Umlauf.Platform;

namespace Umlauf.Intake;

/// <summary>One file, or one message of a mailbox file, that is to be taken in (Datei oder Nachricht).</summary>
/// <param name="Source">The full path; for a message of a mailbox file with its number.</param>
/// <param name="Path">The full path of the file.</param>
/// <param name="FileName">The file's own name; empty for a message of a mailbox file.</param>
/// <param name="ContentType">What the name tells about the content, or empty.</param>
/// <param name="Bytes">The content where it is at hand; null = read it with <see cref="Open"/>.</param>
/// <param name="Offset">Where the content begins in the file.</param>
/// <param name="Length">How long it is; null = to the end of the file.</param>
/// <param name="Occurrence">For a message of a mailbox file: how often the same bytes stand in it up to here.</param>
public sealed record FileItem(
    string Source,
    string Path,
    string FileName,
    string ContentType,
    ReadOnlyMemory<byte>? Bytes,
    long Offset,
    long? Length,
    int? Occurrence
)
{
    private const int LargestInMemory = 16 << 20;
    private const string Mail = "message/rfc822";

    /// <summary>The delivery's name: the same file or message again is the same delivery, other bytes under the same path are not.</summary>
    public string Key(ContentHash hash) => Occurrence is { } number ? $"{Path}|{hash}|{number}" : $"{Path}|{hash}";

    public Stream Open()
    {
        if (Bytes is { } bytes)
            return new MemoryStream(bytes.ToArray(), writable: false);
        if (FileType.IsSpecial(Path))
            throw new IOException(
                "This is a pipe, a socket or a device, not a file; what comes out of a pipe is taken with: umlauf intake - < PIPE"
            );
        var file = new FileStream(
            Path,
            FileMode.Open,
            FileAccess.Read,
            FileShare.Read,
            0,
            FileOptions.Asynchronous | FileOptions.SequentialScan
        );
        if (Length is not { } length)
            return file;
        file.Position = Offset;
        return new FilePart(file, length);
    }

    /// <summary>Every file of the paths, folders with everything below them, mailbox files message by message. In a folder, what is no file holds no post.</summary>
    public static async IAsyncEnumerable<FileItem> In(IEnumerable<string> paths, [EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var given in paths.Select(System.IO.Path.GetFullPath))
        {
            foreach (var path in Files(given, []))
            {
                await foreach (var item in Of(path, ct))
                    yield return item;
            }
        }
    }

    /// <summary>A file as one item, or the messages of a mailbox file that holds several.</summary>
    public static async IAsyncEnumerable<FileItem> Of(string path, [EnumeratorCancellation] CancellationToken ct)
    {
        if (!await MayBeMailbox(path, ct))
        {
            yield return Whole(path);
            yield break;
        }
        await using var file = File.OpenRead(path);
        var seen = new Dictionary<ContentHash, int>();
        FileItem? first = null;
        var number = 0;
        await foreach (var message in Mbox.Split(file, LargestInMemory, ct))
        {
            number++;
            // The same bytes twice in one box are two messages. Too large ones to hold here are told apart by their place.
            var occurrence = (int)(message.Offset & int.MaxValue);
            if (message.Bytes is { } bytes)
            {
                var hash = ContentHash.Of(bytes.Span);
                occurrence = seen[hash] = seen.GetValueOrDefault(hash) + 1;
            }
            var item = new FileItem($"{path}#{number}", path, "", Mail, message.Bytes, message.Offset, message.Length, occurrence);
            if (number == 1)
            {
                first = item;
                continue;
            }
            if (number == 2)
                yield return first!;
            yield return item;
        }
        // A single message keeps exactly the bytes of its file, separator line and all.
        if (number < 2)
            yield return Whole(path);
    }

    private static FileItem Whole(string path) =>
        new(path, path, System.IO.Path.GetFileName(path), IsMailName(path) ? Mail : "", null, 0, null, null);

    /// <summary>The path and everything below it, each folder once although links may lead back to it.</summary>
    /// <param name="path">A file or a folder.</param>
    /// <param name="folders">Where it has been.</param>
    /// <param name="nameClosed">A folder that cannot be listed is named like a file: taking it then says why.</param>
    internal static IEnumerable<string> Files(string path, HashSet<string> folders, bool nameClosed = true)
    {
        if (FileType.FolderAt(path) is not { } folder)
            return [path];
        try
        {
            return folders.Add(folder)
                ? Directory
                    .GetFileSystemEntries(path)
                    .Where(entry => !FileType.IsSpecial(entry))
                    .Order(StringComparer.Ordinal)
                    .SelectMany(entry => Files(entry, folders, nameClosed))
                : [];
        }
        catch (Exception closed) when (nameClosed && closed is (IOException or UnauthorizedAccessException))
        {
            return [path];
        }
    }

    private static async Task<bool> MayBeMailbox(string path, CancellationToken ct)
    {
        if (FileType.IsSpecial(path))
            return false;
        var ending = System.IO.Path.GetExtension(path).ToLowerInvariant();
        if (ending is ".mbox" or ".mbx" or ".mboxrd" or ".mboxcl" or ".mboxcl2")
            return File.Exists(path);
        if (ending.Length > 0)
            return false;
        try
        {
            await using var file = File.OpenRead(path);
            var begin = new byte[1000];
            var count = await file.ReadAtLeastAsync(begin, begin.Length, throwOnEndOfStream: false, ct);
            var end = begin.AsSpan(0, count).IndexOf((byte)'\n');
            return end > 0 && Mbox.IsSeparator(begin.AsSpan(0, end));
        }
        catch (Exception closed) when (closed is IOException or UnauthorizedAccessException)
        {
            // Whoever takes it says why it cannot be read, and goes on with the next.
            return false;
        }
    }

    private static bool IsMailName(string path) =>
        System.IO.Path.GetExtension(path).ToLowerInvariant() is ".eml" or ".mbox" or ".mbx" or ".mboxrd";

    /// <summary>The part of a file that holds one message.</summary>
    private sealed class FilePart(FileStream file, long whole) : Stream
    {
        private long taken;

        private long Left => whole - taken;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => whole;

        public override long Position
        {
            get => taken;
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) => Count(file.Read(buffer, offset, (int)Math.Min(count, Left)));

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Count(await file.ReadAsync(buffer[..(int)Math.Min(buffer.Length, Left)], cancellationToken));

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                file.Dispose();
            base.Dispose(disposing);
        }

        private int Count(int read)
        {
            taken += read;
            return read;
        }
    }
}
