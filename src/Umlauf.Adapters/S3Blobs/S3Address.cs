using System.Web;
using Umlauf.Platform;

namespace Umlauf.Adapters.S3Blobs;

/// <summary>Which bucket of which object store, from the setting <c>blobs</c>, and who we are there.</summary>
/// <param name="Bucket">Made by its operator, for this installation alone.</param>
/// <param name="Endpoint">Null = Amazon's own, in its region.</param>
/// <param name="Region">What requests are signed for; null = what the environment says.</param>
/// <param name="PathStyle">The bucket stands in the path, not in the host's name.</param>
/// <param name="Key">With its secret; null = what tools for this protocol use: <c>AWS_ACCESS_KEY_ID</c>, profiles.</param>
/// <param name="Secret">Never shown.</param>
internal sealed record S3Address(string Bucket, Uri? Endpoint, string? Region, bool PathStyle, string? Key, string? Secret)
{
    private const string Example = "s3://bucket?endpoint=https://objects.example";

    /// <exception cref="SettingsException">It cannot be read; the message says why, and never shows what may be a secret.</exception>
    public static S3Address Read(Settings settings)
    {
        if (!Uri.TryCreate(settings.Blobs, UriKind.Absolute, out var uri) || uri is not { Scheme: "s3", Host.Length: > 0, UserInfo: "" })
            throw Wrong($"write it as {Example}, or leave it empty, and contents lie in the data folder");
        if (uri.AbsolutePath is not ("" or "/"))
            throw Wrong("a bucket has no folders here; it belongs to one installation");
        var rest = HttpUtility.ParseQueryString(uri.Query);
        var unknown = rest.AllKeys.Except(["endpoint", "region", "pathStyle"], StringComparer.Ordinal).ToList();
        if (unknown.Count > 0)
            throw Wrong($"\"{unknown[0]}\" is not known; there are endpoint, region and pathStyle");
        var endpoint =
            rest["endpoint"] is not { } text ? null
            : Uri.TryCreate(text, UriKind.Absolute, out var place) && place is { Scheme: "http" or "https", UserInfo: "" } ? place
            : throw Wrong($"the endpoint is no web address like the one in {Example}");
        var pathStyle = rest["pathStyle"] switch
        {
            null => endpoint is not null,
            "true" => true,
            "false" => false,
            _ => throw Wrong("pathStyle is true or false"),
        };
        var (key, secret) = (settings.ObjectStore("key"), settings.ObjectStore("secret"));
        if (key is null != secret is null)
            throw Wrong("of UMLAUF_S3_KEY and UMLAUF_S3_SECRET one is set and one is not");
        return new S3Address(uri.Host, endpoint, rest["region"], pathStyle, key, secret);
    }

    /// <summary>For people.</summary>
    public override string ToString() => Endpoint is null ? $"s3://{Bucket}" : $"s3://{Bucket} at {Endpoint}";

    private static SettingsException Wrong(string why) => new($"blobs: {why}.");
}
