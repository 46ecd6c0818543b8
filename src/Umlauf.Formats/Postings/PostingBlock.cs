using System.Diagnostics.CodeAnalysis;

namespace Umlauf.Formats.Postings;

/// <summary>
/// Postings as bytes, in pieces small enough for a row. A block is the least number in it, then for each term: a byte with two halves, how many bytes it
/// shares with the term before and how many are its own, each up to 15, of which 15 says that the rest of the count follows; its own bytes; how many
/// bytes of numbers follow; and these: the first less the least of the block, each further one less the one before. All other counts and numbers are 7
/// bits a byte, the lowest first, the highest bit set when more follow (LEB128).
/// </summary>
/// <param name="First">The first term, empty in the first block of a segment; a term longer than a block goes on in the next.</param>
/// <param name="Data">The bytes.</param>
public sealed record PostingBlock(byte[] First, byte[] Data)
{
    /// <summary>Two rows to a page of PostgreSQL.</summary>
    public const int LargestData = 3_960;

    /// <summary>Bytes; the analyser's longest word has 64 letters.</summary>
    public const int LongestTerm = 1_000;

    private const int LongestNumber = 10;

    private const int Half = 15;

    /// <summary>Writes postings sorted by term.</summary>
    /// <exception cref="ArgumentException">A term is longer than <see cref="LongestTerm"/>.</exception>
    public static async IAsyncEnumerable<PostingBlock> Write(IAsyncEnumerable<Posting> postings)
    {
        var writer = new Writer();
        await foreach (var posting in postings)
        foreach (var full in writer.Add(posting))
            yield return full;
        if (writer.Rest() is { } last)
            yield return last;
    }

    /// <summary>Reads blocks that follow each other; a term that goes on in the next block comes once for each.</summary>
    /// <exception cref="InvalidDataException">These are not the bytes of a block.</exception>
    public static IEnumerable<Posting> Read(byte[] data)
    {
        var at = 0;
        byte[] term = [];
        var least = Number(data, ref at);
        while (at < data.Length)
        {
            var (shared, own) = Head(data, ref at, term.Length);
            term = [.. term.AsSpan(0, shared), .. data.AsSpan(at, own)];
            at += own;
            var end = Count(data, ref at, data.Length - at);
            yield return new Posting(term, Numbers(data, at, end += at, least));
            at = end;
        }
    }

    /// <summary>The documents of all terms between two, each included: of the blocks that may have them.</summary>
    public static long[] Documents(IEnumerable<byte[]> blocks, byte[] lowest, byte[] highest)
    {
        var found = new List<long[]>();
        Span<byte> term = stackalloc byte[LongestTerm];
        foreach (var data in blocks)
        {
            var at = 0;
            var (length, least) = (0, Number(data, ref at));
            while (at < data.Length)
            {
                var (shared, own) = Head(data, ref at, length);
                data.AsSpan(at, own).CopyTo(term[shared..]);
                length = shared + own;
                at += own;
                var end = Count(data, ref at, data.Length - at) + at;
                if (term[..length].SequenceCompareTo(highest) > 0)
                    break;
                if (term[..length].SequenceCompareTo(lowest) >= 0)
                    found.Add(Numbers(data, at, end, least));
                at = end;
            }
        }
        return PostingList.Or(found);
    }

    private static long[] Numbers(byte[] data, int at, int end, long number)
    {
        var count = 0;
        for (var i = at; i < end; i++)
            count += data[i] < 0x80 ? 1 : 0;
        var numbers = new long[count];
        for (var i = 0; i < count; i++)
            numbers[i] = number += Number(data, ref at);
        return numbers;
    }

    private static (int Shared, int Own) Head(byte[] data, ref int at, int length)
    {
        var halves = data[at++];
        var shared = (halves >> 4) + (halves >> 4 == Half ? Count(data, ref at, LongestTerm) : 0);
        var own = (halves & Half) + ((halves & Half) == Half ? Count(data, ref at, LongestTerm) : 0);
        if (shared > length || own > data.Length - at || shared + own > LongestTerm)
            Damaged();
        return (shared, own);
    }

    private static int Count(byte[] data, ref int at, int most)
    {
        var count = Number(data, ref at);
        if (count < 0 || count > most)
            Damaged();
        return (int)count;
    }

    private static long Number(byte[] data, ref int at)
    {
        long number = 0;
        for (var shift = 0; shift < 64 && at < data.Length; shift += 7)
        {
            var bits = data[at++];
            number |= (long)(bits & 0x7F) << shift;
            if (bits < 0x80)
                return number;
        }
        Damaged();
        return 0;
    }

    [DoesNotReturn]
    private static void Damaged() =>
        throw new InvalidDataException("The search index is damaged. Write it anew: umlauf index --from texts.");

    /// <summary>Collects terms until a block is full.</summary>
    private sealed class Writer
    {
        private readonly List<(byte[] Term, ArraySegment<long> Documents)> held = [];
        private long least = long.MaxValue;
        private int size = LongestNumber;
        private bool isFirst = true;

        public IEnumerable<PostingBlock> Add(Posting posting)
        {
            if (posting.Term.Length > LongestTerm)
                throw new ArgumentException($"A term of {posting.Term.Length} bytes.", nameof(posting));
            var rest = new ArraySegment<long>(posting.Documents);
            while (rest.Count > 0)
            {
                var head = Head(held.Count > 0 ? held[^1].Term : [], posting.Term).Count;
                var (count, bytes) = Fits(rest, LargestData - size - head - 2);
                if (count == 0)
                {
                    yield return Rest()!;
                    continue;
                }
                held.Add((posting.Term, rest[..count]));
                least = Math.Min(least, rest[0]);
                size += head + Length(bytes) + bytes;
                rest = rest[count..];
            }
        }

        public PostingBlock? Rest()
        {
            if (held.Count == 0)
                return null;
            var data = new List<byte>(size);
            Put(data, least);
            byte[] last = [];
            foreach (var (term, documents) in held)
            {
                data.AddRange(Head(last, term));
                Put(data, Fits(documents, int.MaxValue, least).Bytes);
                var before = least;
                foreach (var number in documents)
                {
                    Put(data, number - before);
                    before = number;
                }
                last = term;
            }
            var block = new PostingBlock(isFirst ? [] : held[0].Term, [.. data]);
            held.Clear();
            (least, size, isFirst) = (long.MaxValue, LongestNumber, false);
            return block;
        }

        /// <summary>What of a term is not as in the one before.</summary>
        private static List<byte> Head(byte[] last, byte[] term)
        {
            var shared = last.AsSpan().CommonPrefixLength(term);
            var own = term.Length - shared;
            var head = new List<byte>(own + 5) { (byte)((Math.Min(shared, Half) << 4) | Math.Min(own, Half)) };
            if (shared >= Half)
                Put(head, shared - Half);
            if (own >= Half)
                Put(head, own - Half);
            head.AddRange(term.AsSpan(shared));
            return head;
        }

        /// <summary>How many numbers take at most so many bytes, and how many they take.</summary>
        private static (int Count, int Bytes) Fits(ArraySegment<long> numbers, int most, long before = 0)
        {
            var bytes = 0;
            for (var i = 0; i < numbers.Count; i++)
            {
                var length = Length(numbers[i] - before);
                if (bytes + length > most)
                    return (i, bytes);
                bytes += length;
                before = numbers[i];
            }
            return (numbers.Count, bytes);
        }

        private static int Length(long number)
        {
            var length = 1;
            while ((number >>= 7) > 0)
                length++;
            return length;
        }

        private static void Put(List<byte> data, long number)
        {
            for (; number > 0x7F; number >>= 7)
                data.Add((byte)(number | 0x80));
            data.Add((byte)number);
        }
    }
}
