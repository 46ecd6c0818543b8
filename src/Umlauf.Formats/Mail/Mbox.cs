using System.Buffers;

namespace Umlauf.Formats.Mail;

/// <summary>One message inside an mbox file.</summary>
/// <param name="Offset">Where its first byte stands in the file, behind the separator line.</param>
/// <param name="Length">How many bytes it has in the file, also where they were too many to hand over.</param>
/// <param name="Bytes">The bytes exactly as stored, without the separator line and the blank line before the next one; null if the message is too large.</param>
/// <param name="Separator">The separator line without its line end; empty if the file begins without one.</param>
public sealed record MboxMessage(long Offset, long Length, ReadOnlyMemory<byte>? Bytes, string Separator);

/// <summary>Splits mbox files into messages (Postfachdatei) while reading, without holding more than one message.</summary>
public static class Mbox
{
    private const int BufferBytes = 256 * 1024;

    /// <summary>
    /// Splits a file. A line begins a message only if it looks like a separator with a time or year, and stands at the beginning, behind a blank line, or
    /// before a header line. Where a header gives the length of the text (mboxcl) and a separator or the end stands behind it, nothing in it separates.
    /// </summary>
    /// <param name="file">The file, read from its present position to its end.</param>
    /// <param name="largest">Messages with more bytes are only measured.</param>
    /// <param name="ct">Stops between two reads.</param>
    /// <returns>The messages in order.</returns>
    public static async IAsyncEnumerable<MboxMessage> Split(
        Stream file,
        long largest = 512L << 20,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct = default
    )
    {
        var begin = file.CanSeek ? file.Position : 0;
        var splitter = new MboxSplitter(largest, file.CanSeek ? at => EndsMessage(file, begin + at) : null);
        var buffer = new byte[BufferBytes];
        int read;
        while ((read = await file.ReadAsync(buffer, ct)) > 0)
        {
            splitter.Push(buffer.AsSpan(0, read));
            while (splitter.TryTake() is { } message)
                yield return message;
        }
        splitter.Finish();
        while (splitter.TryTake() is { } message)
            yield return message;
    }

    /// <summary>True if the line is a separator: <c>From sender day month ... time year</c> in one of its many forms.</summary>
    /// <param name="line">The line with or without its line end.</param>
    /// <returns>Whether a message begins behind it.</returns>
    public static bool IsSeparator(ReadOnlySpan<byte> line)
    {
        if (!line.StartsWith("From "u8) || line.Length > 1_000)
            return false;
        var rest = line[5..].TrimEnd("\r\n \t"u8);
        bool time = false,
            month = false,
            year = false;
        foreach (var range in rest.Split((byte)' '))
        {
            var word = rest[range];
            time |= word.Length >= 4 && (word[1] == ':' || word[2] == ':') && Digit(word, 0) && Digit(word, word.Length - 1);
            month |= word.Length == 3 && Months.IndexOf(word) >= 0;
            year |= word.Length == 4 && (word.StartsWith("19"u8) || word.StartsWith("20"u8)) && Digit(word, 2) && Digit(word, 3);
            // 2026-03-03T10:15:00
            time |= month |= word.Length >= 10 && word[4] == '-' && word[7] == '-' && Digit(word, 0) && Digit(word, 9);
        }
        return month && (time || year);
    }

    /// <summary>Whether the file ends at this place or a separator stands there, if need be behind a blank line.</summary>
    private static bool EndsMessage(Stream file, long at)
    {
        var here = file.Position;
        try
        {
            if (at >= file.Length)
                return at == file.Length;
            file.Position = at;
            var next = new byte[1_000];
            var rest = next.AsSpan(0, file.ReadAtLeast(next, next.Length, throwOnEndOfStream: false)).TrimStart("\r\n"u8);
            var end = rest.IndexOf((byte)'\n');
            return rest.IsEmpty || IsSeparator(end < 0 ? rest : rest[..end]);
        }
        finally
        {
            file.Position = here;
        }
    }

    private static ReadOnlySpan<byte> Months => "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"u8;

    private static bool Digit(ReadOnlySpan<byte> text, int at) => at < text.Length && text[at] is >= (byte)'0' and <= (byte)'9';
}

/// <summary>The state between two reads of an mbox file.</summary>
internal sealed class MboxSplitter(long largest, Func<long, bool>? endsMessage)
{
    private readonly Queue<MboxMessage> _ready = new();
    private readonly ArrayBufferWriter<byte> _line = new(256);
    private ArrayBufferWriter<byte> _message = new(64 * 1024);
    private string _separator = "";
    private long _position;
    private long _start;
    private long _length;
    private bool _started;
    private bool _tooLarge;
    private bool _afterBlank = true;
    private bool _inHeaders;
    private long _textLength = -1;
    private long _textLeft;
    private byte[]? _doubtful;

    public MboxMessage? TryTake() => _ready.TryDequeue(out var message) ? message : null;

    public void Push(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            if (_textLeft > 0)
            {
                var text = bytes[..(int)Math.Min(bytes.Length, _textLeft)];
                _textLeft -= text.Length;
                Take(text);
                _afterBlank = true;
                bytes = bytes[text.Length..];
                continue;
            }
            // Inside a line that is certainly no separator, and for most lines, bytes go through without a copy into the line buffer.
            var end = bytes.IndexOf((byte)'\n');
            if (end < 0)
            {
                _line.Write(bytes);
                if (_line.WrittenCount > 64 * 1024)
                    FlushLine(complete: false);
                return;
            }
            var line = bytes[..(end + 1)];
            bytes = bytes[(end + 1)..];
            if (_line.WrittenCount == 0)
                Line(line);
            else
            {
                _line.Write(line);
                FlushLine(complete: true);
            }
        }
    }

    public void Finish()
    {
        if (_line.WrittenCount > 0)
            FlushLine(complete: true);
        KeepDoubtful();
        Emit(last: true);
    }

    private void FlushLine(bool complete)
    {
        if (complete)
            Line(_line.WrittenSpan);
        else
        {
            KeepDoubtful();
            Take(_line.WrittenSpan);
            _afterBlank = false;
        }
        _line.Clear();
    }

    private void Line(ReadOnlySpan<byte> line)
    {
        if (_doubtful is { } doubtful && MailStart.IsHeader(line))
        {
            _doubtful = null;
            Separate(doubtful);
        }
        KeepDoubtful();
        if (line[0] == 'F' && Mbox.IsSeparator(line))
        {
            if (_afterBlank)
                Separate(line);
            else
                _doubtful = line.ToArray();
            return;
        }
        Take(line);
        _afterBlank = line.SequenceEqual("\n"u8) || line.SequenceEqual("\r\n"u8);
        if (!_inHeaders)
            return;
        if (_afterBlank)
        {
            _inHeaders = false;
            if (_textLength > 0 && endsMessage?.Invoke(_position + _textLength) == true)
                _textLeft = _textLength;
        }
        else if (System.Text.Ascii.EqualsIgnoreCase(line[..Math.Min(line.Length, 15)], "content-length:"u8))
            _textLength = long.TryParse(line[15..].Trim(" \t\r\n"u8), System.Globalization.CultureInfo.InvariantCulture, out var length)
                ? length
                : -1;
    }

    /// <summary>What looked like a separator was text.</summary>
    private void KeepDoubtful()
    {
        if (_doubtful is { } line)
            Take(line);
        _doubtful = null;
    }

    private void Separate(ReadOnlySpan<byte> separator)
    {
        Emit(last: false);
        _position += separator.Length;
        _separator = System.Text.Encoding.Latin1.GetString(separator.TrimEnd("\r\n"u8));
        _start = _position;
        _started = _inHeaders = true;
        _afterBlank = false;
        _textLength = -1;
    }

    private void Take(ReadOnlySpan<byte> bytes)
    {
        if (!_started && _length == 0)
            _start = _position;
        _position += bytes.Length;
        _length += bytes.Length;
        if (_tooLarge)
            return;
        if (_length > largest || _length > Array.MaxLength - 64 * 1024)
        {
            _tooLarge = true;
            _message = new ArrayBufferWriter<byte>(1024);
            return;
        }
        _message.Write(bytes);
    }

    private void Emit(bool last)
    {
        var blank = _separator.Length == 0 && !_tooLarge && _message.WrittenSpan.Trim("\r\n \t"u8).IsEmpty;
        if (!blank && (_started || _length > 0))
        {
            // The blank line before the next separator belongs to the file, not to the message.
            var tail = 0;
            if (!last && !_tooLarge)
                tail =
                    _message.WrittenSpan.EndsWith("\r\n\r\n"u8) || _message.WrittenSpan.SequenceEqual("\r\n"u8) ? 2
                    : _message.WrittenSpan.EndsWith("\n\n"u8) || _message.WrittenSpan.SequenceEqual("\n"u8) ? 1
                    : 0;
            var bytes = _tooLarge ? (ReadOnlyMemory<byte>?)null : _message.WrittenSpan[..^tail].ToArray();
            _ready.Enqueue(new MboxMessage(_start, _length - tail, bytes, _separator));
        }
        _message.ResetWrittenCount();
        _length = 0;
        _tooLarge = false;
        _separator = "";
    }
}
