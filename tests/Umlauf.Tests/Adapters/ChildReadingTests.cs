using System.IO.Compression;
using System.Text;
using Umlauf.Adapters.ReaderProcess;
using Umlauf.Formats.Reading;
using Umlauf.Intake;
using Umlauf.Tests.Intake;
using Xunit;

namespace Umlauf.Tests.Adapters;

/// <summary>A hostile file costs its child, never the program, and the next item is read all the same.</summary>
public sealed class ChildReadingTests
{
    private static readonly ReaderProcessOptions Real = new() { Command = [.. UmlaufProgram.Command, "read-item"], Children = 1 };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_child_reads_what_this_process_would_read()
    {
        await using var child = new ChildReading(Real);
        var zip = Zip(("Bescheid.txt", "Der Müll wird dienstags geholt."), ("leer.txt", ""));

        var item = await child.Read(zip, "post.zip", null, Ct);

        Assert.Equal(ItemKind.Archive, item.Kind);
        Assert.Equal(["Bescheid.txt", "leer.txt"], item.Attachments.Select(file => file.Name));
        Assert.Equal("Der Müll wird dienstags geholt.", Encoding.UTF8.GetString(item.Attachments[0].Bytes.Span));
    }

    [Fact]
    public async Task A_child_draws_a_page_of_a_fax_and_says_when_it_cannot()
    {
        await using var child = new ChildReading(Real);
        // One white row of eight pixels, uncompressed.
        byte[] fax =
        [
            .. "II*\0"u8,
            8,
            0,
            0,
            0,
            6,
            0,
            .. Entry(256, 8),
            .. Entry(257, 1),
            .. Entry(259, 1),
            .. Entry(262, 0),
            .. Entry(273, 86),
            .. Entry(279, 1),
            0,
            0,
            0,
            0,
            0,
        ];

        var first = await child.Draw(fax, 1, Ct);
        var second = await child.Draw(fax, 2, Ct);

        Assert.Equal((null, 1), (first.Unread, first.Pages));
        Assert.StartsWith("\u0089PNG", Encoding.Latin1.GetString(Assert.Single(first.Attachments).Bytes.Span), StringComparison.Ordinal);
        Assert.Equal(ReadNote.Damaged, second.Unread);
    }

    private static byte[] Entry(ushort tag, uint value) =>
        [.. BitConverter.GetBytes(tag), 4, 0, 1, 0, 0, 0, .. BitConverter.GetBytes(value)];

    [Fact]
    public async Task A_child_that_dies_is_replaced_and_the_item_says_why_it_was_not_read()
    {
        await using var child = new ChildReading(Real with { Command = ["sh", "-c", "head -c 1 >/dev/null; exit 1"] });

        var item = await child.Read("%PDF-1.7"u8.ToArray(), null, null, Ct);

        Assert.Equal((ItemKind.Pdf, ReadNotes.Crashed), (item.Kind, item.Unread));
    }

    [Fact]
    public async Task A_child_that_does_not_answer_is_ended()
    {
        await using var child = new ChildReading(Real with { Command = ["sleep", "60"], Time = TimeSpan.FromMilliseconds(300) });

        var item = await child.Read("%PDF-1.7"u8.ToArray(), null, null, Ct);

        Assert.Equal(ReadNote.LimitTime, item.Unread);
    }

    [Fact]
    public async Task Memory_beyond_the_limit_ends_the_child_and_the_next_item_is_read()
    {
        await using var child = new ChildReading(Real with { HeapLimit = 24 << 20 });
        var heavy = Zip([.. Enumerable.Range(0, 6).Select(i => ($"{i}.txt", new string('a', 12 << 20)))]);

        Assert.NotNull((await child.Read(heavy, "schwer.zip", null, Ct)).Unread);
        Assert.Null((await child.Read(Zip(("a.txt", "a")), "leicht.zip", null, Ct)).Unread);
    }

    private static byte[] Zip(params (string Name, string Text)[] files)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in files)
            {
                using var entry = new StreamWriter(zip.CreateEntry(name).Open());
                entry.Write(text);
            }
        }
        return bytes.ToArray();
    }
}
