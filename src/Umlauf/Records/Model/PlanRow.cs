namespace Umlauf.Records.Model;

/// <summary>One unit of a filing plan as a file describes it, checked.</summary>
internal sealed record PlanRow
{
    public required int Line { get; init; }
    public required string Code { get; init; }
    public required string Name { get; init; }
    public required string Description { get; init; }
    public required bool RetentionUnlimited { get; init; }
    public required int? RetentionYears { get; init; }
    public required string? Disposal { get; init; }
    public required bool Retired { get; init; }

    /// <summary>The code of the unit above as the file names it; null when the file has no such column.</summary>
    public required string? Above { get; init; }
}
