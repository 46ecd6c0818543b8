namespace Umlauf.Identity;

/// <summary>Why somebody may act for somebody else (Grund der Vertretung).</summary>
public enum ActingReason
{
    /// <summary>The person is away.</summary>
    Absence,

    /// <summary>The deputy may act while the person is there, too.</summary>
    Always,
}

/// <summary>Somebody may act for somebody else (Vertretung, "i. V.").</summary>
/// <param name="Deputy">Who acts.</param>
/// <param name="For">In whose name.</param>
/// <param name="Reason">By what right.</param>
/// <param name="Through">The deputies in between, who are away themselves: B, where A is away, B is away, and C acts for A.</param>
public sealed record Deputyship(StaffMemberId Deputy, StaffMemberId For, ActingReason Reason, IReadOnlyList<StaffMemberId> Through);

/// <summary>The days on which somebody may act for somebody else.</summary>
/// <param name="Deputy">Who acts.</param>
/// <param name="For">In whose name.</param>
/// <param name="Reason">By what right.</param>
/// <param name="FromOn">The first day.</param>
/// <param name="UntilOn">The first day on which it is over; null: no end is known.</param>
public sealed record ActingSpan(StaffMemberId Deputy, StaffMemberId For, ActingReason Reason, DateOnly FromOn, DateOnly? UntilOn);
