namespace Umlauf.Cli.Demo;

/// <summary>Writes pictures as baseline JPEG (ITU-T T.81, three components without subsampling, the tables of annex K).</summary>
internal static class Jpeg
{
    private static readonly byte[] _zigzag =
    [
        0,
        1,
        8,
        16,
        9,
        2,
        3,
        10,
        17,
        24,
        32,
        25,
        18,
        11,
        4,
        5,
        12,
        19,
        26,
        33,
        40,
        48,
        41,
        34,
        27,
        20,
        13,
        6,
        7,
        14,
        21,
        28,
        35,
        42,
        49,
        56,
        57,
        50,
        43,
        36,
        29,
        22,
        15,
        23,
        30,
        37,
        44,
        51,
        58,
        59,
        52,
        45,
        38,
        31,
        39,
        46,
        53,
        60,
        61,
        54,
        47,
        55,
        62,
        63,
    ];

    private static readonly byte[] _luminance =
    [
        16,
        11,
        10,
        16,
        24,
        40,
        51,
        61,
        12,
        12,
        14,
        19,
        26,
        58,
        60,
        55,
        14,
        13,
        16,
        24,
        40,
        57,
        69,
        56,
        14,
        17,
        22,
        29,
        51,
        87,
        80,
        62,
        18,
        22,
        37,
        56,
        68,
        109,
        103,
        77,
        24,
        35,
        55,
        64,
        81,
        104,
        113,
        92,
        49,
        64,
        78,
        87,
        103,
        121,
        120,
        101,
        72,
        92,
        95,
        98,
        112,
        100,
        103,
        99,
    ];

    private static readonly byte[] _dcCounts = [0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0];
    private static readonly byte[] _dcValues = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];
    private static readonly byte[] _acCounts = [0, 2, 1, 3, 3, 2, 4, 3, 5, 5, 4, 4, 0, 0, 1, 0x7d];
    private static readonly byte[] _acValues = Convert.FromHexString(
        "01020300041105122131410613516107227114328191A1082342B1C11552D1F02433627282090A161718191A25262728292A3435363738393A434445464748494A"
            + "535455565758595A636465666768696A737475767778797A838485868788898A92939495969798999AA2A3A4A5A6A7A8A9AAB2B3B4B5B6B7B8B9BAC2C3C4C5C6"
            + "C7C8C9CAD2D3D4D5D6D7D8D9DAE1E2E3E4E5E6E7E8E9EAF1F2F3F4F5F6F7F8F9FA"
    );
    private static readonly (int Code, int Length)[] _dc = Codes(_dcCounts, _dcValues);
    private static readonly (int Code, int Length)[] _ac = Codes(_acCounts, _acValues);
    private static readonly float[] _cosine = Cosines();

    /// <summary>Encodes 8-bit RGB rows; width and height must be multiples of 8; quality from 1 to 100.</summary>
    public static byte[] Encode(byte[] rgb, int width, int height, int quality)
    {
        var scale = quality < 50 ? 5000 / quality : 200 - (2 * quality);
        var divisors = Array.ConvertAll(_luminance, q => (byte)Math.Clamp(((q * scale) + 50) / 100, 1, 255));
        var bits = new BitWriter(width * height / 4);
        Frame(bits, divisors, width, height);
        var block = new float[64];
        Span<int> previous = stackalloc int[3];
        for (var y = 0; y < height; y += 8)
        for (var x = 0; x < width; x += 8)
        for (var component = 0; component < 3; component++)
        {
            Load(rgb, width, x, y, component, block);
            Transform(block);
            previous[component] = Write(bits, block, divisors, previous[component]);
        }
        bits.Flush();
        bits.Bytes(0xFF, 0xD9);
        return bits.ToArray();
    }

    private static void Frame(BitWriter to, byte[] divisors, int width, int height)
    {
        to.Bytes(0xFF, 0xD8, 0xFF, 0xE0, 0, 16, (byte)'J', (byte)'F', (byte)'I', (byte)'F', 0, 1, 1, 1, 0, 150, 0, 150, 0, 0);
        to.Bytes(0xFF, 0xDB, 0, 67, 0);
        foreach (var index in _zigzag)
            to.Bytes(divisors[index]);
        to.Bytes(0xFF, 0xC0, 0, 17, 8, (byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width, 3);
        to.Bytes(1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0);
        to.Bytes(0xFF, 0xC4, 0, (byte)(19 + _dcValues.Length), 0x00);
        to.Bytes(_dcCounts);
        to.Bytes(_dcValues);
        to.Bytes(0xFF, 0xC4, 0, (byte)(19 + _acValues.Length), 0x10);
        to.Bytes(_acCounts);
        to.Bytes(_acValues);
        to.Bytes(0xFF, 0xDA, 0, 12, 3, 1, 0, 2, 0, 3, 0, 0, 63, 0);
    }

    private static void Load(byte[] rgb, int width, int left, int top, int component, float[] block)
    {
        for (var y = 0; y < 8; y++)
        for (var x = 0; x < 8; x++)
        {
            var at = (((top + y) * width) + left + x) * 3;
            float r = rgb[at],
                g = rgb[at + 1],
                b = rgb[at + 2];
            block[(y * 8) + x] = component switch
            {
                0 => (0.299f * r) + (0.587f * g) + (0.114f * b) - 128,
                1 => (-0.168736f * r) - (0.331264f * g) + (0.5f * b),
                _ => (0.5f * r) - (0.418688f * g) - (0.081312f * b),
            };
        }
    }

    private static void Transform(float[] block)
    {
        Span<float> rows = stackalloc float[64];
        for (var y = 0; y < 8; y++)
        for (var u = 0; u < 8; u++)
        {
            var sum = 0f;
            for (var x = 0; x < 8; x++)
                sum += block[(y * 8) + x] * _cosine[(u * 8) + x];
            rows[(y * 8) + u] = sum;
        }
        for (var u = 0; u < 8; u++)
        for (var v = 0; v < 8; v++)
        {
            var sum = 0f;
            for (var y = 0; y < 8; y++)
                sum += rows[(y * 8) + u] * _cosine[(v * 8) + y];
            block[(v * 8) + u] = sum;
        }
    }

    private static int Write(BitWriter bits, float[] block, byte[] divisors, int previous)
    {
        var dc = (int)MathF.Round(block[0] / divisors[0]);
        Value(bits, _dc[Size(dc - previous)], dc - previous);
        var zeros = 0;
        for (var k = 1; k < 64; k++)
        {
            var at = _zigzag[k];
            var value = (int)MathF.Round(block[at] / divisors[at]);
            if (value == 0)
            {
                zeros++;
                continue;
            }
            for (; zeros > 15; zeros -= 16)
                bits.Bits(_ac[0xF0].Code, _ac[0xF0].Length);
            Value(bits, _ac[(zeros << 4) | Size(value)], value);
            zeros = 0;
        }
        if (zeros > 0)
            bits.Bits(_ac[0].Code, _ac[0].Length);
        return dc;
    }

    private static void Value(BitWriter bits, (int Code, int Length) code, int value)
    {
        bits.Bits(code.Code, code.Length);
        var size = Size(value);
        if (size > 0)
            bits.Bits(value > 0 ? value : value + (1 << size) - 1, size);
    }

    private static int Size(int value) => value == 0 ? 0 : 32 - int.LeadingZeroCount(Math.Abs(value));

    private static (int Code, int Length)[] Codes(byte[] counts, byte[] values)
    {
        var codes = new (int, int)[256];
        var (code, at) = (0, 0);
        for (var length = 1; length <= 16; length++, code <<= 1)
        for (var i = 0; i < counts[length - 1]; i++)
            codes[values[at++]] = (code++, length);
        return codes;
    }

    private static float[] Cosines()
    {
        var table = new float[64];
        for (var u = 0; u < 8; u++)
        for (var x = 0; x < 8; x++)
            table[(u * 8) + x] = (float)((u == 0 ? Math.Sqrt(0.125) : 0.5) * Math.Cos(((2 * x) + 1) * u * Math.PI / 16));
        return table;
    }

    private sealed class BitWriter(int expected)
    {
        private readonly List<byte> _bytes = new(expected);
        private int _bits;
        private int _count;

        public void Bytes(params ReadOnlySpan<byte> bytes) => _bytes.AddRange(bytes);

        public void Bits(int value, int count)
        {
            for (var i = count - 1; i >= 0; i--)
            {
                _bits = (_bits << 1) | ((value >> i) & 1);
                if (++_count < 8)
                    continue;
                _bytes.Add((byte)_bits);
                if ((byte)_bits == 0xFF)
                    _bytes.Add(0);
                (_bits, _count) = (0, 0);
            }
        }

        public void Flush()
        {
            while (_count > 0)
                Bits(1, 1);
        }

        public byte[] ToArray() => [.. _bytes];
    }
}
