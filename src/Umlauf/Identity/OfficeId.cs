using Umlauf.Platform;

namespace Umlauf.Identity;

/// <summary>Key of an office (Amt, Organisationseinheit).</summary>
public readonly record struct OfficeId(Guid Value) : IId<OfficeId>
{
    public static OfficeId From(Guid value) => new(value);
}
