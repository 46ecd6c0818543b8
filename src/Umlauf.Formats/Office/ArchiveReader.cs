using System.Globalization;
using System.Text;
using Umlauf.Formats.Reading;

namespace Umlauf.Formats.Office;

/// <summary>Reads zip archives: a listing as text, the files as attachments that are unpacked when asked for.</summary>
internal static class ArchiveReader
{
    /// <summary>Reads an archive.</summary>
    public static ReadItem Read(ReadOnlyMemory<byte> bytes, ReadLimits limits, ReadBudget budget)
    {
        if (ZipDirectory.Open(bytes, limits.Entries) is not { } zip)
            return ReadItem.NotRead(ItemKind.Archive, ReadNote.Damaged, "application/zip");
        var notes = new NoteSet();
        if (zip.HasMore)
            notes.Add(ReadNote.EntriesCut);
        var files = new List<Attachment>();
        var listing = new StringBuilder();
        foreach (var entry in zip.Entries)
        {
            if (entry.IsFolder)
                continue;
            listing.Append(CultureInfo.InvariantCulture, $"{PlainText.Line(entry.Name, 500)}\t{entry.Size}\n");
            var tooLarge = entry.Size > limits.UnpackedBytes;
            if (tooLarge)
                notes.Add(ReadNote.EntriesCut);
            files.Add(
                new Attachment(() => zip.Unpack(entry, limits, budget, out _))
                {
                    Name = SafeName.From(entry.Name, $"Datei-{files.Count + 1}"),
                    OriginalName = entry.Name,
                    Kind = ItemKind.Unknown,
                    Unread =
                        entry.IsEncrypted ? ReadNote.Encrypted
                        : !entry.CanUnpack ? ReadNote.UnknownFormat
                        : tooLarge ? ReadNote.LimitSize
                        : null,
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
}
