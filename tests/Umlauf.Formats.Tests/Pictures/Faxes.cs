using BitMiracle.LibTiff.Classic;

namespace Umlauf.Formats.Tests.Pictures;

/// <summary>Writes TIFF files as fax servers and scanners do.</summary>
internal static class Faxes
{
    /// <summary>Pages of black and white rows; a pixel is black where <paramref name="black"/> says so.</summary>
    public static byte[] Fax(
        int pages,
        int width,
        int height,
        Func<int, int, int, bool> black,
        Compression compression = Compression.CCITTFAX4,
        double across = 204,
        double down = 196
    )
    {
        using var file = new MemoryStream();
        using (var tiff = Tiff.ClientOpen("fax", "w", file, new Unclosed()))
        {
            for (var page = 0; page < pages; page++)
            {
                Head(tiff, width, height, compression, across, down);
                tiff.SetField(TiffTag.BITSPERSAMPLE, 1);
                tiff.SetField(TiffTag.SAMPLESPERPIXEL, 1);
                tiff.SetField(TiffTag.PHOTOMETRIC, Photometric.MINISWHITE);
                for (var y = 0; y < height; y++)
                {
                    var row = new byte[(width + 7) / 8];
                    for (var x = 0; x < width; x++)
                        if (black(page + 1, x, y))
                            row[x / 8] |= (byte)(0x80 >> (x % 8));
                    tiff.WriteScanline(row, y);
                }
                tiff.WriteDirectory();
            }
        }
        return file.ToArray();
    }

    /// <summary>One page in one colour.</summary>
    public static byte[] Photo(int width, int height, byte red, byte green, byte blue)
    {
        using var file = new MemoryStream();
        using (var tiff = Tiff.ClientOpen("photo", "w", file, new Unclosed()))
        {
            Head(tiff, width, height, Compression.LZW, 300, 300);
            tiff.SetField(TiffTag.BITSPERSAMPLE, 8);
            tiff.SetField(TiffTag.SAMPLESPERPIXEL, 3);
            tiff.SetField(TiffTag.PHOTOMETRIC, Photometric.RGB);
            for (var y = 0; y < height; y++)
                tiff.WriteScanline([.. Enumerable.Range(0, width).SelectMany(_ => new[] { red, green, blue })], y);
            tiff.WriteDirectory();
        }
        return file.ToArray();
    }

    private static void Head(Tiff tiff, int width, int height, Compression compression, double across, double down)
    {
        tiff.SetField(TiffTag.IMAGEWIDTH, width);
        tiff.SetField(TiffTag.IMAGELENGTH, height);
        tiff.SetField(TiffTag.COMPRESSION, compression);
        tiff.SetField(TiffTag.PLANARCONFIG, PlanarConfig.CONTIG);
        tiff.SetField(TiffTag.ROWSPERSTRIP, height);
        tiff.SetField(TiffTag.RESOLUTIONUNIT, ResUnit.INCH);
        tiff.SetField(TiffTag.XRESOLUTION, across);
        tiff.SetField(TiffTag.YRESOLUTION, down);
    }

    private sealed class Unclosed : TiffStream
    {
        public override void Close(object clientData) { }
    }
}
