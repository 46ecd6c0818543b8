using Umlauf.Platform;

namespace Umlauf.Identity;

/// <summary>Key of an absence (Abwesenheit).</summary>
public readonly record struct AbsenceId(Guid Value) : IId<AbsenceId>
{
    public static AbsenceId From(Guid value) => new(value);
}
