using System.Buffers.Binary;
using System.IO.Compression;
using BitMiracle.LibTiff.Classic;
using CsCheck;
using Umlauf.Formats.Pictures;
using Umlauf.Formats.Reading;

namespace Umlauf.Formats.Tests.Pictures;

public sealed class TiffPagesTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Compression.CCITTFAX3)]
    [InlineData(Compression.CCITTFAX4)]
    [InlineData(Compression.NONE)]
    public void Each_page_of_a_fax_is_drawn_with_its_own_pixels(Compression compression)
    {
        // A bar whose place tells the page.
        var fax = Faxes.Fax(3, 1728, 100, (page, x, y) => x >= page * 100 && x < (page * 100) + 50 && y < 40, compression, 204, 204);

        var second = Pixels.Of(TiffPages.Draw(fax, 2, ReadLimits.Default, Ct));

        Assert.Equal(3, TiffPages.Count(fax));
        Assert.Equal((1728, 100), (second.Width, second.Height));
        Assert.True(second.Black(200, 0));
        Assert.True(second.Black(249, 39));
        Assert.False(second.Black(199, 0));
        Assert.False(second.Black(250, 0));
        Assert.False(second.Black(200, 40));
        Assert.False(second.Black(120, 10));
    }

    [Fact]
    public void A_fax_in_coarse_mode_is_shown_in_the_right_proportion()
    {
        var fax = Faxes.Fax(1, 1728, 1100, (_, _, y) => y is 0 or 1099, Compression.CCITTFAX3, 204, 98);

        var page = Pixels.Of(TiffPages.Draw(fax, 1, ReadLimits.Default, Ct));

        Assert.Equal((1728, 2290), (page.Width, page.Height));
        Assert.True(page.Black(5, 1) && page.Black(5, 2289) && !page.Black(5, 1145));
    }

    [Fact]
    public void A_page_in_colour_keeps_its_colour()
    {
        var page = Pixels.Of(TiffPages.Draw(Faxes.Photo(40, 30, 200, 100, 50), 1, ReadLimits.Default, Ct));

        Assert.Equal((40, 30), (page.Width, page.Height));
        Assert.Equal([200, 100, 50], page.Row(29)[^3..]);
    }

    [Fact]
    public void Pages_that_are_not_there_and_files_that_are_none_are_refused()
    {
        var fax = Faxes.Fax(2, 64, 8, (_, _, _) => false);

        Assert.Equal(ReadNote.Damaged, TiffPages.Draw(fax, 3, ReadLimits.Default, Ct).Unread);
        Assert.Equal(ReadNote.Damaged, TiffPages.Draw(fax, 0, ReadLimits.Default, Ct).Unread);
        Assert.Equal(ReadNote.Damaged, TiffPages.Draw("kein Bild"u8.ToArray(), 1, ReadLimits.Default, Ct).Unread);
        Assert.Equal(0, TiffPages.Count("II*"u8));
        Assert.Equal(ReadNote.LimitSize, TiffPages.Draw(fax, 1, ReadLimits.Default with { Bytes = 10 }, Ct).Unread);
        Assert.Equal(ReadNote.LimitTime, TiffPages.Draw(fax, 1, ReadLimits.Default with { Milliseconds = -1 }, Ct).Unread);
    }

    [Fact]
    public void A_page_that_claims_to_be_huge_is_refused_before_memory_is_taken()
    {
        var fax = Faxes.Fax(1, 64, 8, (_, _, _) => false);
        Change(fax, TiffTag.IMAGELENGTH, 29_000);
        Change(fax, TiffTag.IMAGEWIDTH, 29_000);
        var endless = Faxes.Fax(1, 64, 8, (_, _, _) => false);
        Change(endless, TiffTag.IMAGELENGTH, 4_000_000_000);

        Assert.Equal(ReadNote.LimitSize, TiffPages.Draw(fax, 1, ReadLimits.Default, Ct).Unread);
        Assert.Equal(ReadNote.Damaged, TiffPages.Draw(endless, 1, ReadLimits.Default, Ct).Unread);
    }

    [Fact]
    public void A_chain_of_pages_that_bites_its_tail_ends()
    {
        var fax = Faxes.Fax(1, 64, 8, (_, _, _) => false);
        var first = (int)BinaryPrimitives.ReadUInt32LittleEndian(fax.AsSpan(4));
        var entries = BinaryPrimitives.ReadUInt16LittleEndian(fax.AsSpan(first));
        BinaryPrimitives.WriteInt32LittleEndian(fax.AsSpan(first + 2 + (entries * 12)), first);

        Assert.Equal(1, TiffPages.Count(fax));
        Assert.Single(TiffPages.Draw(fax, 1, ReadLimits.Default, Ct).Attachments);
    }

    [Fact]
    public void Damage_anywhere_costs_the_page_and_never_throws()
    {
        var fax = Faxes.Fax(2, 200, 60, (page, x, y) => (x * page) % 7 == y % 5, Compression.CCITTFAX3);
        var damage = Gen.Select(Gen.Int[0, fax.Length - 1], Gen.Byte).Array[1, 20];

        damage.Sample(
            changes =>
            {
                var broken = fax.ToArray();
                foreach (var (at, value) in changes)
                    broken[at] = value;
                var count = TiffPages.Count(broken);
                for (var page = 1; page <= Math.Min(count, 3); page++)
                    Assert.True(TiffPages.Draw(broken, page, ReadLimits.Default, Ct) is { Attachments.Count: 1 } or { Unread: not null });
            },
            iter: 2_000
        );
    }

    private static void Change(byte[] tiff, TiffTag tag, uint value)
    {
        var at = (int)BinaryPrimitives.ReadUInt32LittleEndian(tiff.AsSpan(4));
        var entries = BinaryPrimitives.ReadUInt16LittleEndian(tiff.AsSpan(at));
        for (var i = 0; i < entries; i++)
        {
            var entry = tiff.AsSpan(at + 2 + (i * 12), 12);
            if (BinaryPrimitives.ReadUInt16LittleEndian(entry) != (ushort)tag)
                continue;
            BinaryPrimitives.WriteUInt16LittleEndian(entry[2..], 4);
            BinaryPrimitives.WriteUInt32LittleEndian(entry[8..], value);
            return;
        }
        Assert.Fail($"No {tag}");
    }

    /// <summary>Reads back what was drawn.</summary>
    private sealed record Pixels(int Width, int Height, bool Bilevel, byte[] Data)
    {
        private int Stride => 1 + (Bilevel ? (Width + 7) / 8 : Width * 3);

        public static Pixels Of(ReadItem item)
        {
            Assert.Null(item.Unread);
            var png = Assert.Single(item.Attachments).Bytes.ToArray();
            var data = new MemoryStream();
            for (var at = 8; at < png.Length; )
            {
                var length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at));
                if (png.AsSpan(at + 4, 4).SequenceEqual("IDAT"u8))
                    data.Write(png, at + 8, length);
                at += length + 12;
            }
            data.Position = 0;
            using var unpacked = new MemoryStream();
            new ZLibStream(data, CompressionMode.Decompress).CopyTo(unpacked);
            return new Pixels(
                BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)),
                BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20)),
                png[24] == 1,
                unpacked.ToArray()
            );
        }

        public byte[] Row(int y) => Data[((y * Stride) + 1)..((y + 1) * Stride)];

        public bool Black(int x, int y) => (Row(y)[x / 8] & (0x80 >> (x % 8))) == 0;
    }
}
