using System.Collections.Frozen;
using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace Umlauf.Web.Hosting;

/// <summary>
/// The browser files of <c>wwwroot</c>, held in memory. The URL carries a hash over all of them, so they may be cached for ever
/// and relative references inside a style sheet stay in the same version.
/// </summary>
public sealed class Assets
{
    // A worker has the policy of its own file, not that of the page. The one that reads PDF may compile WebAssembly, for pictures in JBIG2 and
    // JPEG 2000; scanners write both. It may still neither evaluate text as script nor load from anywhere else.
    private const string Worker = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'";

    private readonly FrozenDictionary<string, Asset> files;

    private Assets(string version, Dictionary<string, Asset> files) =>
        (Version, this.files) = (version, files.ToFrozenDictionary(StringComparer.Ordinal));

    /// <summary>Hash over names and bytes of all files, 12 hexadecimal digits.</summary>
    public string Version { get; }

    /// <exception cref="ArgumentException">There is no such file; a page would otherwise be silently broken.</exception>
    public string Url(string path) =>
        files.ContainsKey(path) ? $"/assets/{Version}/{path}" : throw new ArgumentException($"No asset {path}", nameof(path));

    public static Assets Load(string folder)
    {
        using var all = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var found = new Dictionary<string, Asset>(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var name = Path.GetRelativePath(folder, file).Replace('\\', '/');
            if (ContentType(name) is not { } type)
                continue;
            var bytes = File.ReadAllBytes(file);
            all.AppendData(System.Text.Encoding.UTF8.GetBytes(name));
            all.AppendData(bytes);
            found[name] = new Asset(type, bytes, name.EndsWith(".worker.min.mjs", StringComparison.Ordinal) ? Worker : null);
        }
        return new Assets(Convert.ToHexStringLower(all.GetHashAndReset())[..12], found);
    }

    internal Asset? Find(string version, string path) => version == Version ? files.GetValueOrDefault(path) : null;

    private static string? ContentType(string name) =>
        Path.GetExtension(name) switch
        {
            ".css" => "text/css; charset=utf-8",
            ".js" or ".mjs" => "text/javascript; charset=utf-8",
            ".wasm" => "application/wasm",
            ".pfb" => "application/octet-stream",
            ".ttf" => "font/ttf",
            ".svg" => "image/svg+xml",
            ".woff2" => "font/woff2",
            _ => null,
        };
}

/// <summary>One browser file and its compressed forms, each made when it is first asked for.</summary>
internal sealed class Asset(string contentType, byte[] bytes, string? policy = null)
{
    private readonly Lazy<byte[]> brotli = new(() =>
        Compress(bytes, stream => new BrotliStream(stream, new BrotliCompressionOptions { Quality = 9 }))
    );
    private readonly Lazy<byte[]> gzip = new(() => Compress(bytes, stream => new GZipStream(stream, CompressionLevel.SmallestSize)));

    public FileContentHttpResult Answer(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.CacheControl = "public, max-age=31536000, immutable";
        if (policy is not null)
            headers.ContentSecurityPolicy = policy;
        if (contentType == "font/woff2")
            return TypedResults.File(bytes, contentType);
        headers.Vary = HeaderNames.AcceptEncoding;
        var accepted = context.Request.Headers.AcceptEncoding.ToString();
        if (accepted.Contains("br", StringComparison.Ordinal))
        {
            headers.ContentEncoding = "br";
            return TypedResults.File(brotli.Value, contentType);
        }
        if (accepted.Contains("gzip", StringComparison.Ordinal))
        {
            headers.ContentEncoding = "gzip";
            return TypedResults.File(gzip.Value, contentType);
        }
        return TypedResults.File(bytes, contentType);
    }

    private static byte[] Compress(byte[] bytes, Func<Stream, Stream> into)
    {
        using var target = new MemoryStream();
        using (var stream = into(target))
            stream.Write(bytes);
        return target.ToArray();
    }
}

/// <summary>The endpoint of <see cref="Assets"/>.</summary>
internal static class AssetEndpoint
{
    public static void MapAssets(this WebApplication app) =>
        app.MapGet(
                "/assets/{version}/{**path}",
                Results<FileContentHttpResult, NotFound> (string version, string path, Assets assets, HttpContext context) =>
                    assets.Find(version, path) is { } asset ? asset.Answer(context) : TypedResults.NotFound()
            )
            .AllowAnonymous();
}
