namespace Umlauf.Identity;

/// <summary>A unit of the administration (Amt, Organisationseinheit).</summary>
public sealed record Office
{
    public required OfficeId Id { get; init; }

    /// <summary>Null at the top of the tree only.</summary>
    public OfficeId? ParentId { get; init; }

    /// <summary>Short sign in letters and lists (Kurzzeichen, e.g. 50.2).</summary>
    public required string Code { get; init; }
    public required string Name { get; init; }
    public DateTimeOffset? ClosedAt { get; init; }
}
