using System.Buffers.Binary;
using System.Text;

namespace Umlauf.Cli.Demo;

/// <summary>
/// Drawn photographs and letterheads (Fotos, Briefköpfe). The pixels of each motif are made once; every copy carries its own camera comment, so no
/// two files have the same bytes.
/// </summary>
internal static class Pictures
{
    private const int Variants = 6;
    private static readonly Lazy<byte[]>[] _photos = Prepare((dice, variant) => Photo(dice, variant % 3, 1120, 840));
    private static readonly Lazy<byte[]>[] _heads = Prepare(Letterhead);

    public const int LetterheadWidth = 720;
    public const int LetterheadHeight = 288;

    public static byte[] PhotoOf(Dice dice, string comment) => WithComment(dice.Pick(_photos).Value, comment);

    public static byte[] LetterheadOf(Dice dice, string comment) => WithComment(dice.Pick(_heads).Value, comment);

    private static Lazy<byte[]>[] Prepare(Func<Dice, int, byte[]> draw) =>
        Enumerable.Range(0, Variants).Select(variant => new Lazy<byte[]>(() => draw(new Dice(4711, variant), variant))).ToArray();

    private static byte[] WithComment(byte[] jpeg, string comment)
    {
        var text = Encoding.UTF8.GetBytes(comment);
        var copy = new byte[jpeg.Length + text.Length + 4];
        jpeg.AsSpan(0, 2).CopyTo(copy);
        (copy[2], copy[3]) = (0xFF, 0xFE);
        BinaryPrimitives.WriteUInt16BigEndian(copy.AsSpan(4), (ushort)(text.Length + 2));
        text.CopyTo(copy, 6);
        jpeg.AsSpan(2).CopyTo(copy.AsSpan(6 + text.Length));
        return copy;
    }

    // Three motifs: a hole in the asphalt, a dark lamp at dusk, bins before a wall.
    private static byte[] Photo(Dice dice, int motif, int width, int height)
    {
        var canvas = new Canvas(width, height);
        switch (motif)
        {
            case 0:
                canvas.Fill((_, y) => Grey(92 + (y / 12) + dice.Below(44)));
                canvas.Spot(dice.Between(330, 630), dice.Between(330, 480), dice.Between(135, 225), 0.55, () => Grey(34 + dice.Below(26)));
                canvas.Box(0, dice.Between(45, 105), width, 20, () => Grey(196 + dice.Below(30)));
                break;
            case 1:
                canvas.Fill((_, y) => (20 + (y / 9) + dice.Below(6), 26 + (y / 8) + dice.Below(6), 60 + (y / 5) + dice.Below(8)));
                var pole = dice.Between(300, 630);
                canvas.Box(pole, 130, 18, height - 120, () => Grey(40 + dice.Below(14)));
                canvas.Box(pole - 90, 120, 126, 24, () => Grey(52 + dice.Below(14)));
                canvas.Box(0, height - 60, width, 60, () => Grey(30 + dice.Below(22)));
                break;
            default:
                canvas.Fill(
                    (x, y) => y / 24 % 2 == 0 && x % 64 > 60 ? Grey(180) : (156 + dice.Below(24), 96 + dice.Below(20), 74 + dice.Below(18))
                );
                canvas.Box(120, 315, 195, 330, () => (40 + dice.Below(18), 44 + dice.Below(18), 46 + dice.Below(18)));
                canvas.Box(375, 330, 195, 315, () => (94 + dice.Below(18), 62 + dice.Below(12), 30 + dice.Below(12)));
                canvas.Box(630, 300, 195, 345, () => (210 + dice.Below(30), 176 + dice.Below(24), 20 + dice.Below(24)));
                canvas.Box(0, 645, width, 75, () => Grey(120 + dice.Below(30)));
                break;
        }
        return Jpeg.Encode(canvas.Rgb, width, height, 42 + dice.Below(22));
    }

    private static byte[] Letterhead(Dice dice, int variant)
    {
        var canvas = new Canvas(LetterheadWidth, LetterheadHeight);
        canvas.Fill((_, _) => Grey(232 + dice.Below(24)));
        var (r, g, b) = (dice.Below(150), dice.Below(150), dice.Below(150));
        for (var i = 0; i < 3; i++)
            canvas.Spot(
                90 + (i * 50),
                144,
                62 - (i * 9),
                1,
                () => (r + (i * 34) + dice.Below(12), g + (i * 26) + dice.Below(12), b + dice.Below(12))
            );
        canvas.Box(290, 215, 420, 7, () => (r, g, b));
        for (var letter = 0; letter < 9; letter++)
            canvas.Box(
                296 + (letter * 45),
                90,
                27,
                dice.Between(50, 105),
                () => (r + dice.Below(20), g + dice.Below(20), b + dice.Below(20))
            );
        return Jpeg.Encode(canvas.Rgb, LetterheadWidth, LetterheadHeight, 70 + (variant * 3));
    }

    private static (int R, int G, int B) Grey(int value) => (value, value, value + 3);

    private sealed class Canvas(int width, int height)
    {
        public byte[] Rgb { get; } = new byte[width * height * 3];

        public void Fill(Func<int, int, (int R, int G, int B)> colour)
        {
            for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
                Set(x, y, colour(x, y));
        }

        public void Box(int left, int top, int wide, int high, Func<(int R, int G, int B)> colour)
        {
            for (var y = top; y < Math.Min(top + high, height); y++)
            for (var x = Math.Max(left, 0); x < Math.Min(left + wide, width); x++)
                Set(x, y, colour());
        }

        public void Spot(int middle, int centre, int radius, double flat, Func<(int R, int G, int B)> colour)
        {
            for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
                if (Math.Pow(x - middle, 2) + Math.Pow((y - centre) / flat, 2) < radius * radius)
                    Set(x, y, colour());
        }

        private void Set(int x, int y, (int R, int G, int B) colour)
        {
            var at = ((y * width) + x) * 3;
            Rgb[at] = (byte)Math.Clamp(colour.R, 0, 255);
            Rgb[at + 1] = (byte)Math.Clamp(colour.G, 0, 255);
            Rgb[at + 2] = (byte)Math.Clamp(colour.B, 0, 255);
        }
    }
}
