using Umlauf.Platform;

namespace Umlauf.Identity;

/// <summary>Key of a municipality (Kommune) that an administration serves.</summary>
public readonly record struct MunicipalityId(Guid Value) : IId<MunicipalityId>
{
    public static MunicipalityId From(Guid value) => new(value);
}
