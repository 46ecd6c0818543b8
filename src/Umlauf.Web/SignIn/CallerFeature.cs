using Umlauf.Identity;

namespace Umlauf.Web.SignIn;

/// <summary>Who calls, resolved once for each request by the session or the key.</summary>
internal sealed record CallerFeature(Caller Caller)
{
    public static Caller? Of(HttpContext context) => context.Features.Get<CallerFeature>()?.Caller;

    public static void Set(HttpContext context, Caller caller) => context.Features.Set(new CallerFeature(caller));
}
