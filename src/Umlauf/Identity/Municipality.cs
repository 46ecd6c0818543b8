using Umlauf.Platform;

namespace Umlauf.Identity;

/// <summary>A municipality that an administration serves (Kommune).</summary>
public sealed record Municipality
{
    public required MunicipalityId Id { get; init; }

    /// <summary>Amtlicher Gemeindeschlüssel, eight digits.</summary>
    public required string Ags { get; init; }
    public required string Name { get; init; }

    /// <summary>Which holidays it has beside those of its whole state.</summary>
    public required LocalHolidays LocalHolidays { get; init; }

    /// <summary>The state in which it lies.</summary>
    public FederalState State => FederalStates.Of(Ags) ?? default;
}
