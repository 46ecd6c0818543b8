using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Umlauf.Circulation.Engine;

namespace Umlauf.Circulation;

/// <summary>What a route template holds (Inhalt einer Laufweg-Vorlage): everything about a folder that does not depend on the case.</summary>
public sealed record TemplatePlan
{
    public required ImmutableArray<StepPlan> Route { get; init; }

    public RoutePolicy Policy { get; init; } = new();

    public ImmutableArray<ImmutableArray<string>> FourEyes
    {
        get;
        init => field = value.IsDefault ? [] : value;
    } = [];

    /// <summary>Number fields that conditions of the route refer to, with the value that they begin with.</summary>
    public ImmutableSortedDictionary<string, decimal> Fields { get; init; } = ImmutableSortedDictionary<string, decimal>.Empty;

    public ImmutableArray<Directive> Directives
    {
        get;
        init => field = value.IsDefault ? [] : value;
    } = [];
}

/// <summary>A template as it is stored, in the same form as an act: the same plan gives the same bytes.</summary>
public static class TemplateJson
{
    private static readonly JsonTypeInfo<TemplatePlan> Type = (JsonTypeInfo<TemplatePlan>)ActJson.Options.GetTypeInfo(typeof(TemplatePlan));

    public static string Write(TemplatePlan plan) => JsonSerializer.Serialize(plan, Type);

    /// <exception cref="JsonException">This is no plan, or one of a newer version.</exception>
    public static TemplatePlan Read(string json) => JsonSerializer.Deserialize(json, Type) ?? throw new JsonException("No plan.");
}
