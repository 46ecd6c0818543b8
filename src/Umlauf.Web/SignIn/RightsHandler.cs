using Microsoft.AspNetCore.Authorization;
using Umlauf.Identity;

namespace Umlauf.Web.SignIn;

/// <summary>Asks the one rights function whether the caller has the right that the endpoint names.</summary>
internal sealed class RightsHandler(IHttpContextAccessor http) : AuthorizationHandler<NeedsAttribute>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, NeedsAttribute requirement)
    {
        if (http.HttpContext is { } request && CallerFeature.Of(request) is { } caller && Rights.Of(caller).May(requirement.Right))
            context.Succeed(requirement);
        return Task.CompletedTask;
    }
}
