using Umlauf.Platform;

namespace Umlauf.Circulation;

/// <summary>Key of a circulation folder (Umlaufmappe).</summary>
public readonly record struct CirculationFolderId(Guid Value) : IId<CirculationFolderId>
{
    public static CirculationFolderId From(Guid value) => new(value);
}
