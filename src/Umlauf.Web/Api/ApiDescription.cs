using System.Net.Mime;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Umlauf.Web.SignIn;

namespace Umlauf.Web.Api;

/// <summary>What the description of the calls says beyond their parameters: keys, status codes, bodies of raw bytes (<c>/api/openapi.json</c>).</summary>
internal static class ApiDescription
{
    private const string Key = "key";

    public static void Describe(OpenApiOptions options)
    {
        // Pages, downloads of pages and preferences are no calls for programs.
        options.ShouldInclude = call =>
            call.RelativePath is { } path
            && (
                path.StartsWith("api/", StringComparison.Ordinal)
                || path.StartsWith("health/", StringComparison.Ordinal)
                || path == "metrics"
            );
        options.AddDocumentTransformer(
            (document, _, _) =>
            {
                document.Info.Title = "Umlauf";
                document.Info.Description =
                    "Lists page by an opaque cursor: pass next as after. Errors are problem details (RFC 9457) with the code of the refusal.";
                document.AddComponent<IOpenApiSecurityScheme>(
                    Key,
                    new OpenApiSecurityScheme
                    {
                        Type = SecuritySchemeType.Http,
                        Scheme = "bearer",
                        Description = "A key made by: umlauf api-key create",
                    }
                );
                return Task.CompletedTask;
            }
        );
        options.AddOperationTransformer(
            (operation, context, _) =>
            {
                var facts = context.Description.ActionDescriptor.EndpointMetadata;
                operation.Responses ??= [];
                if (facts.OfType<GivesStatus>().FirstOrDefault() is { } gives)
                {
                    operation.Responses.Remove("200");
                    foreach (var status in gives.Codes)
                        operation.Responses[$"{status}"] = new OpenApiResponse { Description = $"{(System.Net.HttpStatusCode)status}" };
                }
                if (facts.OfType<GivesRawBytes>().Any())
                    operation.Responses["200"] = new OpenApiResponse { Description = "The bytes.", Content = Bytes };
                var refuses = facts.OfType<RefusesStatus>().SelectMany(one => one.Codes).ToList();
                if (facts.OfType<NeedsAttribute>().FirstOrDefault() is { } needs)
                {
                    operation.Description = $"Needs the right {needs.Right}.";
                    operation.Security = [new() { [new OpenApiSecuritySchemeReference(Key, context.Document)] = [] }];
                    refuses.AddRange([StatusCodes.Status401Unauthorized, StatusCodes.Status403Forbidden]);
                }
                if (operation.Parameters?.Any(parameter => parameter.In == ParameterLocation.Path) == true)
                    refuses.Add(StatusCodes.Status404NotFound);
                if (operation.Parameters?.Count > 0 || operation.RequestBody is not null)
                    refuses.Add(StatusCodes.Status400BadRequest);
                foreach (var status in refuses)
                    operation.Responses[$"{status}"] = new OpenApiResponse
                    {
                        Description = $"{(System.Net.HttpStatusCode)status}",
                        Content = new Dictionary<string, OpenApiMediaType> { [MediaTypeNames.Application.ProblemJson] = new() },
                    };
                if (facts.OfType<TakesRawBytes>().FirstOrDefault() is { } takes)
                {
                    operation.RequestBody = new OpenApiRequestBody { Required = true, Content = Bytes };
                    operation.Parameters ??= [];
                    foreach (var name in takes.Headers)
                        operation.Parameters.Add(
                            new OpenApiParameter
                            {
                                Name = name,
                                In = ParameterLocation.Header,
                                Description = "Percent-encoded UTF-8.",
                                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
                            }
                        );
                }
                return Task.CompletedTask;
            }
        );
    }

    public static RouteHandlerBuilder Takes(this RouteHandlerBuilder call, string summary, params string[] headers) =>
        call.WithSummary(summary).WithMetadata(new TakesRawBytes(headers));

    public static RouteHandlerBuilder Gives(this RouteHandlerBuilder call, params int[] codes) => call.WithMetadata(new GivesStatus(codes));

    public static RouteHandlerBuilder GivesBytes(this RouteHandlerBuilder call) => call.WithMetadata(new GivesRawBytes());

    public static RouteHandlerBuilder Refuses(this RouteHandlerBuilder call, params int[] codes) =>
        call.WithMetadata(new RefusesStatus(codes));

    private static Dictionary<string, OpenApiMediaType> Bytes =>
        new()
        {
            ["*/*"] = new OpenApiMediaType
            {
                Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" },
            },
        };

    private sealed record TakesRawBytes(IReadOnlyList<string> Headers);

    private sealed record GivesStatus(IReadOnlyList<int> Codes);

    private sealed record GivesRawBytes;

    private sealed record RefusesStatus(IReadOnlyList<int> Codes);
}
