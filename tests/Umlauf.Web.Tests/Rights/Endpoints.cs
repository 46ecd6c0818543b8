using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using Umlauf.Identity;
using Umlauf.Web.SignIn;

namespace Umlauf.Web.Tests.Rights;

/// <summary>Something that the composed program answers to: a page or a call, and the rights that it names.</summary>
public sealed record Door(string Method, string Path, string Pattern, bool Public, IReadOnlyList<Right> Needs)
{
    public bool Declared => Public ? Needs.Count == 0 : Needs.Count > 0;

    public bool IsPlanted => Path.Contains("/test/", StringComparison.Ordinal);

    public override string ToString() => $"{Method} {Pattern}";
}

/// <summary>Finds every door of the composed program.</summary>
internal static class Endpoints
{
    public static async Task<IReadOnlyList<Door>> Of(IServiceProvider services)
    {
        var pages = services.GetRequiredService<PageLoader>();
        var doors = new List<Door>();
        foreach (var endpoint in services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>())
        {
            // The attributes of a page stand on its model, which is read when the page is first asked for.
            var page = endpoint.Metadata.GetMetadata<PageActionDescriptor>();
            var loaded = page is null ? null : (await pages.LoadAsync(page, endpoint.Metadata)).Endpoint;
            var metadata = (loaded ?? endpoint).Metadata;
            IReadOnlyList<string> methods =
                endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods is { Count: > 0 } named ? named
                : page is null ? ["GET"]
                : ["GET", "POST"];
            foreach (var method in methods)
                doors.Add(
                    new Door(
                        method,
                        Fill(endpoint.RoutePattern),
                        "/" + endpoint.RoutePattern.RawText?.TrimStart('/'),
                        metadata.GetMetadata<IAllowAnonymous>() is not null,
                        [.. metadata.GetOrderedMetadata<NeedsAttribute>().Select(needs => needs.Right)]
                    )
                );
        }
        return [.. doors.DistinctBy(door => (door.Method, door.Path))];
    }

    /// <summary>An address that the pattern matches; what it names does not exist.</summary>
    private static string Fill(RoutePattern pattern) =>
        "/"
        + string.Join(
            '/',
            pattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => Text(part)))).Where(text => text.Length > 0)
        );

    private static string Text(RoutePatternPart part) =>
        part switch
        {
            RoutePatternLiteralPart literal => literal.Content,
            RoutePatternSeparatorPart separator => separator.Content,
            RoutePatternParameterPart { IsOptional: true } or RoutePatternParameterPart { Default: not null } => "",
            RoutePatternParameterPart parameter when parameter.ParameterPolicies.Any(policy => policy.Content is "int" or "long") => "1",
            _ => "0199a000-0000-7000-8000-000000000000",
        };
}
