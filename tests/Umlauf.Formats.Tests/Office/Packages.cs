using System.IO.Compression;
using System.Text;

namespace Umlauf.Formats.Tests.Office;

/// <summary>Makes zip packages in memory.</summary>
internal static class Packages
{
    public static byte[] Zip(params (string Name, string Content)[] entries) =>
        Zip([.. entries.Select(e => (e.Name, Encoding.UTF8.GetBytes(e.Content)))]);

    public static byte[] Zip(params (string Name, byte[] Content)[] entries)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, content) in entries)
            {
                using var entry = zip.CreateEntry(name, name == "mimetype" ? CompressionLevel.NoCompression : CompressionLevel.Fastest)
                    .Open();
                entry.Write(content);
            }
        return stream.ToArray();
    }
}
