using Umlauf.Formats.Reading;

namespace Umlauf.Formats.Xdomea;

/// <summary>The versions that are written (xdomea-Version).</summary>
public enum XdomeaVersion
{
    /// <summary>xdomea 3.1.0: steps one after the other.</summary>
    V31,

    /// <summary>xdomea 4.0.0: parallel steps.</summary>
    V40,
}

/// <summary>What stands on the envelope of a message (Nachrichtenkopf): NkBasisType in 3.1, nachrichtenkopf in 4.0.</summary>
public sealed record XdomeaEnvelope
{
    /// <summary>ProzessID: all messages of one exchange share it.</summary>
    public required Guid Process { get; init; }

    /// <summary>nachrichtenUUID: this message (4.0 only).</summary>
    public required Guid Message { get; init; }

    /// <summary>Erstellungszeitpunkt.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Absender in 3.1, autor in 4.0.</summary>
    public required Contact Sender { get; init; }

    /// <summary>Empfaenger in 3.1, leser in 4.0.</summary>
    public required Contact Receiver { get; init; }

    /// <summary>Name of the sending product; characters of DIN 91379 only.</summary>
    public required string Product { get; init; }

    /// <summary>Who makes the product; characters of DIN 91379 only (4.0 only).</summary>
    public required string Manufacturer { get; init; }

    /// <summary>Version of the product.</summary>
    public required string ProductVersion { get; init; }

    /// <summary>InstanzID: which installation sends.</summary>
    public required string Instance { get; init; }

    /// <summary>Hinweis: a word to the receiver.</summary>
    public string? Hint { get; init; }
}

/// <summary>The matter whose circulation is written (Vorgang): the least a receiver needs to recognise it.</summary>
/// <param name="Id">Identifikation, the same for ever.</param>
/// <param name="Subject">Betreff.</param>
/// <param name="Mark">Kennzeichen (Geschäftszeichen).</param>
public sealed record XdomeaMatter(Guid Id, string Subject, string? Mark);

/// <summary>A document that goes round (Dokument in Hauptobjekt of 0201).</summary>
/// <param name="Id">Identifikation.</param>
/// <param name="Subject">Betreff.</param>
/// <param name="Version">Number of the version that is circulated.</param>
/// <param name="FormatCode">Code of the list dateiformat 1.0, for example "018" for PDF.</param>
/// <param name="FileName">Name of the file in the container; its UUID must not be that of the document.</param>
public sealed record XdomeaDocument(Guid Id, string Subject, string Version, string FormatCode, string FileName);

/// <summary>A written message (Ausgabe).</summary>
/// <param name="Name">Name of the XML file in the container, by the rules of the version.</param>
/// <param name="Xml">The message in UTF-8.</param>
/// <param name="Notes">What the version could not carry and where that went; empty: nothing was lost.</param>
public sealed record XdomeaMessage(string Name, ReadOnlyMemory<byte> Xml, ValueList<ReadNote> Notes);
