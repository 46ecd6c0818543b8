namespace Umlauf.Formats.Xdomea;

/// <summary>
/// A route as it travels in a circulation (Laufweg): our tree of steps, parts and branches, free of the engine's own types.
/// <see cref="RouteCarrier"/> turns it into the flat list of xdomea and back.
/// </summary>
public sealed record CarriedRoute
{
    /// <summary>Identifikation of the circulation.</summary>
    public required Guid Id { get; init; }

    /// <summary>Ablehnung; <c>null</c>: the message does not say.</summary>
    public RefusalPolicy? OnRefusal { get; init; }

    /// <summary>Änderung; <c>null</c>: the message does not say.</summary>
    public ChangePolicy? OnChange { get; init; }

    /// <summary>The steps, one after the other; at least one.</summary>
    public required ValueList<CarriedStep> Steps { get; init; }
}

/// <summary>One step (Schritt): its parts run beside each other.</summary>
public sealed record CarriedStep
{
    /// <summary>When the step is complete.</summary>
    public CompletionRule Rule { get; init; } = CompletionRule.All;

    /// <summary>On what condition it happens, in the words of the sender; xdomea has no field for it.</summary>
    public string? Condition { get; init; }

    /// <summary>The parts; at least one.</summary>
    public required ValueList<CarriedPart> Parts { get; init; }
}

/// <summary>A part of a step (Teil): a station or a branch.</summary>
public abstract record CarriedPart;

/// <summary>A route inside a step (Zweig), at most 8 levels deep.</summary>
public sealed record CarriedBranch : CarriedPart
{
    /// <summary>Its steps, one after the other; at least one.</summary>
    public required ValueList<CarriedStep> Steps { get; init; }
}

/// <summary>A station (Station): one Beteiligungsschritt.</summary>
public sealed record CarriedStation : CarriedPart
{
    /// <summary>Status by the code list; <see cref="StationTerms.State"/> may say more.</summary>
    public required StepStatus Status { get; init; }

    /// <summary>Verfuegung; its Note is what people wrote, without the route line. Without a text it gets that of the task.</summary>
    public required StepOrder Order { get; init; }

    /// <summary>Bearbeitung.</summary>
    public StepHandling? Handling { get; init; }

    /// <summary>VersionNummer.</summary>
    public string? VersionNumber { get; init; }

    /// <summary>The task; <c>null</c>: the words of the order are not known, a person must choose.</summary>
    public StepTask? Task { get; init; }

    /// <summary>What xdomea has no field for.</summary>
    public StationTerms Terms { get; init; } = new();
}

/// <summary>A route read from a circulation (gelesener Laufweg).</summary>
/// <param name="Route">The route.</param>
/// <param name="IsExact">
/// Whether the tree is the sender's. If not, places were missing or contradicted each other, because another system inserted or removed
/// steps; then steps that are parallel to each other form one step, and branches are flat.
/// </param>
public sealed record ReadRoute(CarriedRoute Route, bool IsExact);
