using System.Text.Json;

namespace Umlauf.Web.Api;

/// <summary>What a program sends to make a folder.</summary>
internal sealed record FolderBody
{
    public required string Subject { get; init; }
    public Guid? Matter { get; init; }
    public IReadOnlyList<ItemBody> Items { get; init; } = [];
    public IReadOnlyDictionary<string, decimal> Fields { get; init; } = new Dictionary<string, decimal>(StringComparer.Ordinal);

    /// <summary>Whatever of route, policy, four eyes and directives is not named comes from it; its number fields hold where none are named.</summary>
    public Guid? Template { get; init; }

    /// <summary>The newest by default.</summary>
    public int? TemplateVersion { get; init; }

    /// <summary>May be missing only with a template.</summary>
    public IReadOnlyList<StepBody>? Route { get; init; }
    public PolicyBody? Policy { get; init; }
    public IReadOnlyList<IReadOnlyList<string>>? FourEyes { get; init; }
    public IReadOnlyList<DirectiveBody>? Directives { get; init; }
    public string? Confidentiality { get; init; }
    public Guid? Follows { get; init; }
    public bool Start { get; init; }
}

internal sealed record ItemBody
{
    public required Guid Document { get; init; }
    public required int Version { get; init; }
    public bool Decisive { get; init; }
}

internal sealed record StepBody
{
    /// <summary><c>"all"</c>, <c>"any"</c> or <c>{ "k": 2 }</c>.</summary>
    public JsonElement? Rule { get; init; }
    public ConditionBody? When { get; init; }
    public required IReadOnlyList<StationBody> Stations { get; init; }
}

internal sealed record ConditionBody
{
    public string? Field { get; init; }
    public decimal? Above { get; init; }
    public string? Station { get; init; }
    public string? Option { get; init; }
}

/// <summary>A station, or a branch with steps of its own.</summary>
internal sealed record StationBody
{
    public string? Key { get; init; }
    public AddresseeBody? Addressee { get; init; }
    public string? Task { get; init; }
    public int? DueWorkingDays { get; init; }
    public bool Blocking { get; init; }
    public IReadOnlyList<string>? Options { get; init; }
    public IReadOnlyList<StepBody>? Branch { get; init; }

    /// <summary>What another system asked for, word for word.</summary>
    public string? Words { get; init; }

    /// <summary>What another system wrote beside it.</summary>
    public string? Note { get; init; }
}

internal sealed record AddresseeBody
{
    /// <summary>Login.</summary>
    public string? Person { get; init; }

    /// <summary>Code.</summary>
    public string? Office { get; init; }
    public string? Role { get; init; }

    /// <summary>Words that nobody has decided on yet; in drafts only.</summary>
    public MeantBody? Meant { get; init; }
}

internal sealed record MeantBody
{
    public string? Person { get; init; }
    public string? Role { get; init; }
    public string? Office { get; init; }
    public string? House { get; init; }
}

internal sealed record PolicyBody
{
    public string? Refusal { get; init; }
    public string? Change { get; init; }
    public bool AuthorMayNotSign { get; init; }
}

internal sealed record DirectiveBody
{
    public required string Type { get; init; }
    public DateOnly? On { get; init; }
    public Guid? Dispatch { get; init; }
    public Guid? Document { get; init; }
    public Guid? Template { get; init; }
}

/// <summary>A command to a folder; which fields count depends on the type.</summary>
internal sealed record CommandBody
{
    public Guid? CommandId { get; init; }
    public long Revision { get; init; }
    public required string Type { get; init; }

    /// <summary>Number or key.</summary>
    public string? Station { get; init; }
    public string? Outcome { get; init; }

    /// <summary>Remark, reason, question or answer: the words that go with the command.</summary>
    public string? Remark { get; init; }
    public AddresseeBody? To { get; init; }
    public Guid? Item { get; init; }
    public int? Version { get; init; }
    public int? Question { get; init; }
    public int? WorkingDays { get; init; }

    /// <summary>Stations whose dissent the final signer has seen.</summary>
    public IReadOnlyList<string> ConfirmedDissents { get; init; } = [];

    /// <summary><c>step</c> (default) or <c>start</c>.</summary>
    public string? At { get; init; }

    /// <summary><c>beside</c>, <c>after</c> or <c>before</c> a step.</summary>
    public string? Side { get; init; }
    public int? Step { get; init; }

    /// <summary>The station that is put in.</summary>
    public StationBody? Insert { get; init; }

    /// <summary>Where a remark stands.</summary>
    public AnchorBody? Anchor { get; init; }
    public IReadOnlyList<StepBody>? Route { get; init; }
    public PolicyBody? Policy { get; init; }
    public IReadOnlyList<IReadOnlyList<string>>? FourEyes { get; init; }
}

internal sealed record AnchorBody
{
    public int? Page { get; init; }

    /// <summary>Left, top, width, height in fractions of the page.</summary>
    public string? Rect { get; init; }
    public string? Quote { get; init; }
    public string? Prefix { get; init; }
    public string? Suffix { get; init; }
}
