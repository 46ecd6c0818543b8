using System.Text.Encodings.Web;
using System.Text.Json.Serialization;

namespace Umlauf.Web.Api;

/// <summary>All calls for programs, their common JSON rules and their description.</summary>
internal static class ApiSetup
{
    public static IServiceCollection AddApi(this IServiceCollection services) =>
        services
            .AddProblemDetails()
            .AddSingleton<ReadMatterBody>()
            .AddSingleton<ReadFolderBody>()
            .AddOpenApi(ApiDescription.Describe)
            .ConfigureHttpJsonOptions(json =>
            {
                // A misspelt field is refused by its name, not ignored.
                json.SerializerOptions.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
                json.SerializerOptions.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
            })
            .Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);

    public static void MapApi(this WebApplication app)
    {
        app.MapIntakeApi();
        app.MapRecordsApi();
        app.MapFoldersApi();
        app.MapRoutesApi();
        app.MapDispatchApi();
        app.MapSearchApi();
        app.MapJournalApi();
        app.MapOperationsApi();
        app.MapOpenApi("/api/openapi.json").AllowAnonymous();
    }
}
