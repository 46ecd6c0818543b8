using System.Buffers.Binary;
using BitMiracle.LibTiff.Classic;
using Umlauf.Formats.Reading;

namespace Umlauf.Formats.Pictures;

/// <summary>Shows the pages of a TIFF (Faxseiten): every browser shows PNG and none of the common ones shows TIFF.</summary>
public static class TiffPages
{
    /// <summary>Most pages that are counted.</summary>
    public const int Most = 2_000;

    private const int LongestSide = 30_000;
    private const long MostBilevel = 120_000_000;
    private const long MostColour = 24_000_000;

    static TiffPages() => Tiff.SetErrorHandler(new Silent());

    /// <summary>Counts the pages by following the chain of directories, without decoding anything.</summary>
    /// <param name="tiff">The file.</param>
    /// <returns>The number of pages; 0 if it is no TIFF of the usual kind.</returns>
    public static int Count(ReadOnlySpan<byte> tiff)
    {
        if (tiff.Length < 8)
            return 0;
        var little = tiff[0] == 'I';
        ushort Short(ReadOnlySpan<byte> at) =>
            little ? BinaryPrimitives.ReadUInt16LittleEndian(at) : BinaryPrimitives.ReadUInt16BigEndian(at);
        uint Long(ReadOnlySpan<byte> at) => little ? BinaryPrimitives.ReadUInt32LittleEndian(at) : BinaryPrimitives.ReadUInt32BigEndian(at);
        if (Short(tiff[2..]) != 42)
            return 0;
        var seen = new HashSet<long>();
        for (long at = Long(tiff[4..]); at > 0 && at + 2 <= tiff.Length && seen.Count < Most && seen.Add(at); )
        {
            var next = at + 2 + (12L * Short(tiff[(int)at..]));
            at = next + 4 <= tiff.Length ? Long(tiff[(int)next..]) : 0;
        }
        return seen.Count;
    }

    /// <summary>Draws one page as PNG with square pixels: fax pixels are twice as high as wide in coarse mode.</summary>
    /// <param name="tiff">The file.</param>
    /// <param name="page">From 1.</param>
    /// <param name="limits">How much may be read.</param>
    /// <param name="ct">Stops between two rows.</param>
    /// <returns>An item with the picture as its only attachment, or that says why there is none.</returns>
    public static ReadItem Draw(ReadOnlyMemory<byte> tiff, int page, ReadLimits limits, CancellationToken ct = default)
    {
        var pages = Count(tiff.Span);
        if (page < 1 || page > pages)
            return NotDrawn(ReadNote.Damaged);
        if (tiff.Length > limits.Bytes)
            return NotDrawn(ReadNote.LimitSize);
        var budget = new ReadBudget(limits, ct);
        try
        {
            using var file = Tiff.ClientOpen("fax", "r", Mail.MailReader.Open(tiff), new TiffStream());
            if (file is null || !file.SetDirectory((short)(page - 1)))
                return NotDrawn(ReadNote.Damaged);
            var drawn = Picture(file, budget);
            return drawn.Png is null
                ? NotDrawn(drawn.Unread!)
                : new ReadItem
                {
                    Kind = ItemKind.Image,
                    ContentType = "image/tiff",
                    Pages = pages,
                    Unread = drawn.Unread,
                    Attachments =
                    [
                        new Attachment(drawn.Png)
                        {
                            Name = "seite.png",
                            ContentType = "image/png",
                            Kind = ItemKind.Image,
                        },
                    ],
                };
        }
        // The library reports broken files with nearly every exception there is; each of them means that the file is broken.
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return NotDrawn(ReadNote.Damaged);
        }
    }

    private static (byte[]? Png, ReadNote? Unread) Picture(Tiff file, ReadBudget budget)
    {
        var width = Number(file, TiffTag.IMAGEWIDTH, 0);
        var height = Number(file, TiffTag.IMAGELENGTH, 0);
        if (width <= 0 || height <= 0)
            return (null, ReadNote.Damaged);
        var shown = ShownHeight(file, height);
        var bilevel = IsBilevel(file);
        if (Math.Max(width, shown) > LongestSide || (long)width * Math.Max(height, shown) > (bilevel ? MostBilevel : MostColour))
            return (null, ReadNote.LimitSize);
        return bilevel ? Bilevel(file, width, height, shown, budget) : Colour(file, width, height, shown);
    }

    private static (byte[]?, ReadNote?) Bilevel(Tiff file, int width, int height, int shown, ReadBudget budget)
    {
        var bytes = (width + 7) / 8;
        if (file.ScanlineSize() < bytes)
            return (null, ReadNote.Damaged);
        // PNG has black as 0.
        var inverted = Number(file, TiffTag.PHOTOMETRIC, 0) == (int)Photometric.MINISWHITE;
        using var png = new PngWriter(width, shown, bilevel: true);
        var row = new byte[file.ScanlineSize()];
        var line = new byte[bytes];
        Array.Fill(line, byte.MaxValue);
        ReadNote? unread = null;
        var read = -1;
        for (var y = 0; y < shown; y++)
        {
            for (var wanted = (int)((long)y * height / shown); read < wanted && unread is null; )
            {
                read++;
                if (budget.OutOfTime)
                    unread = ReadNote.LimitTime;
                else if (!file.ReadScanline(row, read))
                    unread = ReadNote.Damaged;
                else
                    for (var i = 0; i < bytes; i++)
                        line[i] = inverted ? (byte)~row[i] : row[i];
                // What could not be read stays white.
                if (unread is not null)
                    Array.Fill(line, byte.MaxValue);
            }
            png.Row(line);
        }
        return (png.Finish(), unread);
    }

    private static (byte[]?, ReadNote?) Colour(Tiff file, int width, int height, int shown)
    {
        var raster = new int[width * height];
        var whole = file.ReadRGBAImageOriented(width, height, raster, Orientation.TOPLEFT);
        using var png = new PngWriter(width, shown, bilevel: false);
        var line = new byte[width * 3];
        for (var y = 0; y < shown; y++)
        {
            var from = (int)((long)y * height / shown) * width;
            for (var x = 0; x < width; x++)
            {
                var pixel = raster[from + x];
                line[x * 3] = (byte)Tiff.GetR(pixel);
                line[(x * 3) + 1] = (byte)Tiff.GetG(pixel);
                line[(x * 3) + 2] = (byte)Tiff.GetB(pixel);
            }
            png.Row(line);
        }
        return (png.Finish(), whole ? null : ReadNote.Damaged);
    }

    private static bool IsBilevel(Tiff file) =>
        Number(file, TiffTag.BITSPERSAMPLE, 1) == 1
        && Number(file, TiffTag.SAMPLESPERPIXEL, 1) == 1
        && Number(file, TiffTag.ORIENTATION, 1) == (int)Orientation.TOPLEFT
        && Number(file, TiffTag.PHOTOMETRIC, 0) is (int)Photometric.MINISWHITE or (int)Photometric.MINISBLACK
        && !file.IsTiled();

    private static int ShownHeight(Tiff file, int height)
    {
        var across = Resolution(file, TiffTag.XRESOLUTION);
        var down = Resolution(file, TiffTag.YRESOLUTION);
        // Beyond that, the file says nonsense.
        return across / down is >= 0.2 and <= 5 and var ratio && Math.Abs(ratio - 1) > 0.03 ? (int)Math.Round(height * ratio) : height;
    }

    private static int Number(Tiff file, TiffTag tag, int otherwise) =>
        file.GetFieldDefaulted(tag) is { Length: > 0 } value ? value[0].ToInt() : otherwise;

    private static double Resolution(Tiff file, TiffTag tag) => file.GetField(tag) is { Length: > 0 } value ? value[0].ToDouble() : 1;

    private static ReadItem NotDrawn(ReadNote reason) => ReadItem.NotRead(ItemKind.Image, reason, "image/tiff");

    /// <summary>What is wrong with a file is told by the item, not on the console.</summary>
    private sealed class Silent : TiffErrorHandler
    {
        public override void ErrorHandler(Tiff tif, string method, string format, params object[] args) { }

        public override void ErrorHandlerExt(Tiff tif, object clientData, string method, string format, params object[] args) { }

        public override void WarningHandler(Tiff tif, string method, string format, params object[] args) { }

        public override void WarningHandlerExt(Tiff tif, object clientData, string method, string format, params object[] args) { }
    }
}
