namespace Umlauf.Platform;

/// <summary>One of the 16 states (Bundesland); its number begins the municipality key (AGS) of every municipality in it.</summary>
public enum FederalState
{
    SchleswigHolstein = 1,
    Hamburg = 2,
    LowerSaxony = 3,
    Bremen = 4,
    NorthRhineWestphalia = 5,
    Hesse = 6,
    RhinelandPalatinate = 7,
    BadenWuerttemberg = 8,
    Bavaria = 9,
    Saarland = 10,
    Berlin = 11,
    Brandenburg = 12,
    MecklenburgWesternPomerania = 13,
    Saxony = 14,
    SaxonyAnhalt = 15,
    Thuringia = 16,
}

/// <summary>Reads the state from a municipality key.</summary>
public static class FederalStates
{
    /// <param name="municipalityKey">Amtlicher Gemeindeschlüssel: eight digits, of which the first two are the state.</param>
    /// <returns>Null when the text is no such key.</returns>
    public static FederalState? Of(string? municipalityKey) =>
        municipalityKey is { Length: 8 }
        && municipalityKey.All(char.IsAsciiDigit)
        && (FederalState)((municipalityKey[0] - '0') * 10 + municipalityKey[1] - '0') is var state
        && Enum.IsDefined(state)
            ? state
            : null;
}
