namespace Umlauf.Web.Hosting;

/// <summary>
/// Headers on every answer: nothing runs, loads or frames a page but our own files; nothing is cached unless an endpoint says so.
/// An endpoint with a stricter policy of its own (a mail preview) sets it before this one is written.
/// </summary>
internal sealed class SecurityHeaders(RequestDelegate next)
{
    // data: serves the mask images that KERN's icons are made of.
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
        + "frame-src 'self'; object-src 'none'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    public Task InvokeAsync(HttpContext context)
    {
        context.Response.OnStarting(
            static state =>
            {
                var response = ((HttpContext)state).Response;
                var headers = response.Headers;
                headers.TryAdd("Content-Security-Policy", Policy);
                headers.TryAdd("X-Frame-Options", "DENY");
                headers.TryAdd("Cache-Control", "no-store");
                headers.XContentTypeOptions = "nosniff";
                headers["Referrer-Policy"] = "same-origin";
                headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";
                headers["Cross-Origin-Opener-Policy"] = "same-origin";
                headers["Cross-Origin-Resource-Policy"] = "same-origin";
                if (response.HttpContext.Request.IsHttps)
                    headers.StrictTransportSecurity = "max-age=31536000";
                return Task.CompletedTask;
            },
            context
        );
        return next(context);
    }
}
