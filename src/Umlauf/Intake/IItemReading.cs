using Umlauf.Formats.Reading;

namespace Umlauf.Intake;

/// <summary>Opens an item and reads what is in it. Implementations: in this process, and in a child process with limits of its own for formats that hostile senders like.</summary>
public interface IItemReading
{
    /// <summary>Never throws for what is in the bytes; an item that cannot be read says why.</summary>
    Task<ReadItem> Read(ReadOnlyMemory<byte> bytes, string? fileName, string? contentType, CancellationToken ct);

    /// <summary>Draws a page of a TIFF, from 1: the picture is the only attachment of the item. Never throws for what is in the bytes.</summary>
    Task<ReadItem> Draw(ReadOnlyMemory<byte> tiff, int page, CancellationToken ct);
}
