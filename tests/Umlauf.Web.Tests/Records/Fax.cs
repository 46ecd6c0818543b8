using BitMiracle.LibTiff.Classic;

namespace Umlauf.Web.Tests.Records;

/// <summary>A fax of two pages in coarse mode, as a fax server hands it over.</summary>
internal static class Fax
{
    public static byte[] TwoPages()
    {
        using var file = new MemoryStream();
        using (var tiff = Tiff.ClientOpen("fax", "w", file, new Unclosed()))
            for (var page = 0; page < 2; page++)
            {
                tiff.SetField(TiffTag.IMAGEWIDTH, 1728);
                tiff.SetField(TiffTag.IMAGELENGTH, 1100);
                tiff.SetField(TiffTag.COMPRESSION, Compression.CCITTFAX3);
                tiff.SetField(TiffTag.BITSPERSAMPLE, 1);
                tiff.SetField(TiffTag.SAMPLESPERPIXEL, 1);
                tiff.SetField(TiffTag.PHOTOMETRIC, Photometric.MINISWHITE);
                tiff.SetField(TiffTag.ROWSPERSTRIP, 1100);
                tiff.SetField(TiffTag.XRESOLUTION, 204.0);
                tiff.SetField(TiffTag.YRESOLUTION, 98.0);
                for (var y = 0; y < 1100; y++)
                {
                    var row = new byte[216];
                    // Lines of words.
                    if (y > 60 && y % 30 < 8)
                        for (var x = 20; x < 190; x++)
                            row[x] = (byte)((x + (y / 30 * 7) + page) % 9 == 0 ? 0 : 0b1101_1011);
                    tiff.WriteScanline(row, y);
                }
                tiff.WriteDirectory();
            }
        return file.ToArray();
    }

    private sealed class Unclosed : TiffStream
    {
        public override void Close(object clientData) { }
    }
}
