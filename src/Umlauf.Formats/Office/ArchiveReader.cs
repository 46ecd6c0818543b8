using System.Globalization;
using System.Text;
using Umlauf.Formats.Reading;

namespace Umlauf.Formats.Office;

/// <summary>Reads zip archives: a listing as text, the files as attachments that are read at once and unpacked again when asked for.</summary>
internal static class ArchiveReader
{
    private const int DeepestArchive = 5;

    /// <summary>Reads an archive.</summary>
    public static ReadItem Read(ReadOnlyMemory<byte> bytes, ReadLimits limits, ReadBudget budget, int level)
    {
        if (ZipDirectory.Open(bytes, limits.Entries) is not { } zip)
            return ReadItem.NotRead(ItemKind.Archive, ReadNote.Damaged, "application/zip");
        var notes = new NoteSet();
        if (zip.HasMore)
            notes.Add(ReadNote.EntriesCut);
        var files = new List<Attachment>();
        var characters = 0;
        var listing = new StringBuilder();
        foreach (var entry in zip.Entries)
        {
            if (entry.IsFolder)
                continue;
            listing.Append(CultureInfo.InvariantCulture, $"{PlainText.Line(entry.Name, 500)}\t{entry.Size}\n");
            var tooLarge = entry.Size > limits.UnpackedBytes;
            if (tooLarge)
                notes.Add(ReadNote.EntriesCut);
            var unread =
                entry.IsEncrypted ? ReadNote.Encrypted
                : !entry.CanUnpack ? ReadNote.UnknownFormat
                : tooLarge ? ReadNote.LimitSize
                : null;
            var inner =
                unread is null && level < DeepestArchive && characters < limits.Characters && !budget.OutOfTime
                    ? Inside(zip, entry, limits, budget, level)
                    : null;
            if (inner is null && unread is null)
                notes.Add(ReadNote.EntriesCut);
            characters += inner?.Text.Length ?? 0;
            files.Add(
                new Attachment(() => zip.Unpack(entry, limits, budget, out _))
                {
                    Name = SafeName.From(entry.Name, $"Datei-{files.Count + 1}"),
                    OriginalName = entry.Name,
                    ContentType = inner?.ContentType ?? "application/octet-stream",
                    Kind = inner?.Kind ?? ItemKind.Unknown,
                    Nested = inner,
                    Unread = unread ?? inner?.Unread,
                }
            );
        }
        return new ReadItem
        {
            Kind = ItemKind.Archive,
            ContentType = "application/zip",
            Text = listing.ToString().Trim(),
            Attachments = files,
            Notes = notes.ToArray(),
            Unread = files.Count > 0 && files.TrueForAll(f => f.Unread == ReadNote.Encrypted) ? ReadNote.Encrypted : null,
        };
    }

    private static ReadItem Inside(ZipDirectory zip, ZipEntry entry, ReadLimits limits, ReadBudget budget, int level)
    {
        var bytes = zip.Unpack(entry, limits, budget, out var note);
        var item = note is null
            ? ItemReader.Read(bytes, entry.Name, null, limits, budget, level + 1)
            : ReadItem.NotRead(ItemKind.Unknown, note);
        // The bytes are let go: whoever asks for them unpacks them again.
        budget.Unpack(-bytes.Length);
        return item;
    }
}
