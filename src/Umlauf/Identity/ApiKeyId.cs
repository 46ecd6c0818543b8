using Umlauf.Platform;

namespace Umlauf.Identity;

/// <summary>Key of an API key (Zugangsschlüssel) - of the row, never the secret.</summary>
public readonly record struct ApiKeyId(Guid Value) : IId<ApiKeyId>
{
    public static ApiKeyId From(Guid value) => new(value);
}
