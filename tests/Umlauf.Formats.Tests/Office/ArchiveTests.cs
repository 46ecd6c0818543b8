using System.IO.Compression;
using Umlauf.Formats.Reading;

namespace Umlauf.Formats.Tests.Office;

public sealed class ArchiveTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public void An_archive_lists_its_files_and_unpacks_them_when_asked()
    {
        var item = Read(Packages.Zip(("Ordner/Größe.txt", "Inhalt ü"), ("../../etc/passwd", "x")), ReadLimits.Default);

        Assert.Equal(ItemKind.Archive, item.Kind);
        Assert.Equal("Ordner/Größe.txt\t9\n../../etc/passwd\t1", item.Text);
        Assert.Equal(["Größe.txt", "passwd"], item.Attachments.Select(a => a.Name));
        Assert.Equal("Inhalt ü"u8.ToArray(), item.Attachments[0].Bytes.ToArray());
    }

    [Fact]
    public void What_lies_in_an_archive_is_read_also_in_an_archive_in_it()
    {
        var inner = Packages.Zip(("Bescheid.txt", "Zweitwohnungssteuer"));
        var item = Read(
            Packages.Zip(("Ordner/innen.zip", inner), ("brief.html", "<html><p>Hundesteuer</p></html>"u8.ToArray())),
            ReadLimits.Default
        );

        Assert.Equal("Zweitwohnungssteuer", item.Attachments[0].Nested!.Attachments[0].Nested!.Text);
        Assert.Equal(("Hundesteuer", ItemKind.Html), (item.Attachments[1].Nested!.Text, item.Attachments[1].Kind));
    }

    [Fact]
    public void An_archive_is_not_followed_without_end()
    {
        var zip = Packages.Zip(("a.txt", "tief"));
        for (var i = 0; i < 20; i++)
            zip = Packages.Zip(("innen.zip", zip));

        var levels = 0;
        for (var item = Read(zip, ReadLimits.Default); item is { Attachments.Count: > 0 }; item = item.Attachments[0].Nested)
            levels++;

        Assert.InRange(levels, 3, 10);
    }

    [Fact]
    public void A_bomb_is_cut_off_by_size_and_by_sum()
    {
        var bomb = Packages.Zip(("a.bin", new byte[32 << 20]), ("b.bin", new byte[32 << 20]));
        var limits = ReadLimits.Default with { UnpackedBytes = 4 << 20, UnpackedTotal = 6 << 20 };

        var item = Read(bomb, limits);

        Assert.All(item.Attachments, a => Assert.Equal(ReadNote.LimitSize, a.Unread));
        Assert.InRange(item.Attachments.Sum(a => (long)a.Bytes.Length), 0, 8 << 20);
    }

    [Fact]
    public void An_archive_with_too_many_entries_shows_the_first()
    {
        var item = Read(Packages.Zip([.. Enumerable.Range(0, 3_000).Select(i => ($"{i}.txt", "x"))]), ReadLimits.Default);

        Assert.Equal(1_000, item.Attachments.Count);
        Assert.Contains(ReadNote.EntriesCut, item.Notes);
    }

    [Fact]
    public void Damaged_archives_never_throw()
    {
        var zip = Packages.Zip(("a.txt", "Inhalt"), ("b.txt", new string('y', 5_000)));
        for (var at = 0; at < zip.Length; at++)
        {
            var broken = (byte[])zip.Clone();
            broken[at] ^= 0xFF;
            foreach (var file in Read(broken, ReadLimits.Default).Attachments)
                _ = file.Bytes;
            foreach (var file in Read(zip[..at], ReadLimits.Default).Attachments)
                _ = file.Bytes;
        }
    }

    [Fact]
    public void Encrypted_archives_need_their_password()
    {
        var file = Path.Combine(Corpus.Folder("office"), "archives", "commons-compress", "password-encrypted.zip");

        Assert.Equal(ReadNote.Encrypted, Read(File.ReadAllBytes(file), ReadLimits.Default).Unread);
    }

    [Fact]
    public void Zip_files_written_as_a_stream_are_read()
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(new WriteOnly(stream), ZipArchiveMode.Create, leaveOpen: true))
        using (var entry = zip.CreateEntry("a.txt").Open())
            entry.Write("Inhalt"u8);

        Assert.Equal("Inhalt"u8.ToArray(), Read(stream.ToArray(), ReadLimits.Default).Attachments[0].Bytes.ToArray());
    }

    private static ReadItem Read(byte[] bytes, ReadLimits limits) => ItemReader.Read(bytes, null, null, limits, Ct);

    /// <summary>A stream that cannot go back, so that sizes stand behind the data.</summary>
    private sealed class WriteOnly(Stream inner) : Stream
    {
        public override bool CanRead => false;
        public override bool CanSeek => false;
        public override bool CanWrite => true;
        public override long Length => throw new NotSupportedException();
        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Flush() => inner.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => inner.Write(buffer, offset, count);
    }
}
