using Microsoft.AspNetCore.Authorization;
using Umlauf.Identity;

namespace Umlauf.Web.SignIn;

/// <summary>The right that a page or call requires. An endpoint that names none and is not public answers nobody.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class NeedsAttribute(Right right) : Attribute, IAuthorizeData, IAuthorizationRequirementData, IAuthorizationRequirement
{
    public Right Right { get; } = right;

    public string? Policy { get; set; }

    public string? Roles { get; set; }

    public string? AuthenticationSchemes { get; set; }

    public IEnumerable<IAuthorizationRequirement> GetRequirements() => [this];
}

/// <summary>Declares rights on endpoints that are no pages.</summary>
public static class NeedsRight
{
    public static TBuilder Needs<TBuilder>(this TBuilder endpoint, Right right)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new NeedsAttribute(right));
}
