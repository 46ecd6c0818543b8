namespace Umlauf.Web.Api;

/// <summary>Everything that programs can call.</summary>
public static class ApiEndpoints
{
    public static void MapUmlaufApi(this IEndpointRouteBuilder routes)
    {
        routes.MapOperationsApi();
        routes.MapJournalApi();
        routes.MapSearchApi();
        routes.MapRecordsApi();
    }
}
