using Umlauf.Formats.Reading;

namespace Umlauf.Formats.Xdomea;

/// <summary>What a message held (Leseergebnis): circulations that are complete, and in plain words what is missing or was passed over.</summary>
public sealed record XdomeaReading
{
    /// <summary>The name of the message, for example "Geschaeftsgang.Geschaeftsgang.0201"; empty if it could not be read.</summary>
    public string Message { get; init; } = "";

    /// <summary>Version of the schema, for example "3.1.0"; empty if it could not be read.</summary>
    public string Schema { get; init; } = "";

    /// <summary>The circulations, in the order of the message.</summary>
    public ValueList<FoundCirculation> Circulations { get; init; } = [];

    /// <summary>What is worth saying; where nothing could be read, this says why.</summary>
    public ValueList<ReadNote> Notes { get; init; } = [];
}

/// <summary>A circulation and where it hung (Fundort).</summary>
/// <param name="Element">The element, for example "InternerGeschaeftsgang" or "ExternerGeschaeftsgang".</param>
/// <param name="Carrier">The element it hung on, for example "Vorgang", or the message itself.</param>
/// <param name="CarrierId">Identifikation of the carrier, where it has one.</param>
/// <param name="CarrierSubject">Betreff of the carrier, where it has one.</param>
/// <param name="Circulation">The circulation.</param>
public sealed record FoundCirculation(
    string Element,
    string Carrier,
    Guid? CarrierId,
    string? CarrierSubject,
    XdomeaCirculation Circulation
);
