using System.Text.Json;
using Umlauf.Platform;

namespace Umlauf.Dispatch.Model;

/// <summary>The stored server of an administration.</summary>
internal static class ServerRow
{
    public static async Task<DispatchServer?> Find(Unit unit) =>
        await unit.Scalar<string>("SELECT settings FROM dispatch_server WHERE tenant_id = @tenant") is { } json
            ? JsonSerializer.Deserialize<DispatchServer>(json, JsonSerializerOptions.Web)
            : null;
}
