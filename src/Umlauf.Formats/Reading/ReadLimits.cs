namespace Umlauf.Formats.Reading;

/// <summary>How much one item may cost (Grenzen beim Lesen). Whatever lies beyond is not read, and the item says so.</summary>
public sealed record ReadLimits
{
    /// <summary>The limits that hold where nothing else is configured.</summary>
    public static ReadLimits Default { get; } = new();

    /// <summary>Largest item that is opened at all, in bytes (default 512 MB).</summary>
    public long Bytes { get; init; } = 512L << 20;

    /// <summary>Largest header block of a mail, in bytes (default 1 MB); the rest of the block is passed over.</summary>
    public int HeaderBytes { get; init; } = 1 << 20;

    /// <summary>Most MIME parts of a mail (default 2,000); what follows is not opened.</summary>
    public int Parts { get; init; } = 2_000;

    /// <summary>Most levels of multiparts and messages in messages (default 100).</summary>
    public int Depth { get; init; } = 100;

    /// <summary>Most addresses kept of one header (default 500); the others are only counted.</summary>
    public int Addresses { get; init; } = 500;

    /// <summary>Most entries of an archive that are offered as attachments (default 1,000).</summary>
    public int Entries { get; init; } = 1_000;

    /// <summary>Largest single file unpacked from an archive, in bytes (default 256 MB).</summary>
    public long UnpackedBytes { get; init; } = 256L << 20;

    /// <summary>Largest sum unpacked from one item, in bytes (default 1 GB).</summary>
    public long UnpackedTotal { get; init; } = 1L << 30;

    /// <summary>Most pages of a PDF that are read (default 5,000).</summary>
    public int Pages { get; init; } = 5_000;

    /// <summary>Most characters of text kept (default 20 million).</summary>
    public int Characters { get; init; } = 20_000_000;

    /// <summary>Most characters of HTML that are sanitised or turned into text (default 4 million).</summary>
    public int HtmlCharacters { get; init; } = 4_000_000;

    /// <summary>Longest time for one item in milliseconds (default 30,000), checked between pages, parts and entries.</summary>
    public int Milliseconds { get; init; } = 30_000;
}
