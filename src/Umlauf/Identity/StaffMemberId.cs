using Umlauf.Platform;

namespace Umlauf.Identity;

/// <summary>Key of a staff member (Mitarbeiter/in).</summary>
public readonly record struct StaffMemberId(Guid Value) : IId<StaffMemberId>
{
    public static StaffMemberId From(Guid value) => new(value);
}
