using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json;
using Umlauf.TestKit;
using Umlauf.Web.Hosting;
using Umlauf.Web.Tests.Kit;

namespace Umlauf.Web.Tests.Common;

public sealed class AssetTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Assets_carry_their_hash_in_the_address_and_are_cached_for_ever()
    {
        await using var host = await WebHost.Start();
        using var visitor = host.Visitor();

        var page = await visitor.Open("/tastatur");
        var files = page
            .Html.QuerySelectorAll("link[href], script[src]")
            .Select(e => e.GetAttribute("href") ?? e.GetAttribute("src")!)
            .ToList();

        Assert.True(files.Count >= 4);
        foreach (var file in files)
        {
            var answer = await visitor.Http.GetAsync(new Uri(file, UriKind.Relative), Ct);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal("public, max-age=31536000, immutable", answer.Headers.CacheControl!.ToString());
        }
        var version = files[0].Split('/')[2];
        var stale = await visitor.Http.GetAsync(
            new Uri(files[0].Replace(version, "000000000000", StringComparison.Ordinal), UriKind.Relative),
            Ct
        );
        Assert.Equal(HttpStatusCode.NotFound, stale.StatusCode);
    }

    [Fact]
    public async Task Only_the_worker_that_reads_pdf_may_compile_web_assembly_and_nothing_may_evaluate_text()
    {
        await using var host = await WebHost.Start();
        using var visitor = host.Visitor();
        var assets = Assets.Load(Path.Combine(Repository.Root, "src/Umlauf.Web/wwwroot"));

        async Task<string> Policy(string path) =>
            (await visitor.Http.GetAsync(new Uri(path, UriKind.Relative), Ct)).Headers.GetValues("Content-Security-Policy").Single();

        var worker = await Policy(assets.Url("vendor/pdfjs/pdf.worker.min.mjs"));
        Assert.Contains("script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'", worker, StringComparison.Ordinal);
        foreach (var path in new[] { "/tastatur", assets.Url("vendor/pdfjs/pdf.min.mjs"), assets.Url("viewer/viewer.js") })
            Assert.DoesNotContain("wasm", await Policy(path), StringComparison.Ordinal);
        foreach (var path in new[] { "/tastatur", assets.Url("vendor/pdfjs/pdf.worker.min.mjs") })
            Assert.DoesNotContain("'unsafe-", await Policy(path), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_first_paint_needs_less_than_100_kB()
    {
        await using var host = await WebHost.Start();
#pragma warning disable RS0030
        using var wire = new HttpClient(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.None })
        {
            BaseAddress = host.Address,
        };
#pragma warning restore RS0030
        wire.DefaultRequestHeaders.AcceptEncoding.Add(new StringWithQualityHeaderValue("br"));
        using var visitor = host.Visitor();
        var page = await visitor.Open("/bausteine");

        var sizes = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (
            var path in page
                .Html.QuerySelectorAll("link[href], script[src]")
                .Select(e => e.GetAttribute("href") ?? e.GetAttribute("src")!)
                .Append("/bausteine")
        )
        {
            var answer = await wire.GetAsync(new Uri(path, UriKind.Relative), Ct);
            Assert.Contains("br", answer.Content.Headers.ContentEncoding);
            sizes[path] = (await answer.Content.ReadAsByteArrayAsync(Ct)).Length;
        }

        Assert.True(sizes.Values.Sum() < 100_000, string.Join(", ", sizes));
    }

    [Fact]
    public void Vendored_files_are_the_recorded_ones_in_the_pinned_versions()
    {
        var vendor = Path.Combine(Repository.Root, "src/Umlauf.Web/wwwroot/vendor");
        var lines = File.ReadAllLines(Path.Combine(vendor, "checksums.txt"));
        using var package = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "package.json")));

        var pinned = package.RootElement.GetProperty("dependencies").EnumerateObject().Select(p => $"# {p.Name} {p.Value.GetString()}");
        var recorded = lines
            .Where(line => !line.StartsWith('#'))
            .Select(line => line.Split("  ", 2))
            .ToDictionary(parts => parts[1], parts => parts[0], StringComparer.Ordinal);
        var present = Directory
            .EnumerateFiles(vendor, "*", SearchOption.AllDirectories)
            .Where(file => Path.GetFileName(file) != "checksums.txt")
            .ToDictionary(file => Path.GetRelativePath(vendor, file).Replace('\\', '/'), file => Hash(file), StringComparer.Ordinal);

        Assert.Equal(pinned.Order(StringComparer.Ordinal), lines.Where(line => line.StartsWith('#')).Order(StringComparer.Ordinal));
        Assert.Equal(recorded.OrderBy(pair => pair.Key, StringComparer.Ordinal), present.OrderBy(pair => pair.Key, StringComparer.Ordinal));
    }

    [Fact]
    public void Vendored_files_are_those_of_the_packages()
    {
        var modules = Path.Combine(Repository.Root, "node_modules");
        Component.Require(Directory.Exists(modules) ? null : "Run `npm ci` to compare the vendored files with the packages.");
        var vendor = Path.Combine(Repository.Root, "src/Umlauf.Web/wwwroot/vendor");

        Assert.Equal(Hash(Path.Combine(modules, "@kern-ux/native/dist/kern.min.css")), Hash(Path.Combine(vendor, "kern.min.css")));
        Assert.Equal(Hash(Path.Combine(modules, "htmx.org/dist/htmx.min.js")), Hash(Path.Combine(vendor, "htmx.min.js")));
        foreach (
            var file in new[]
            {
                "build/pdf.min.mjs",
                "build/pdf.worker.min.mjs",
                "wasm/jbig2.wasm",
                "wasm/openjpeg.wasm",
                "wasm/qcms_bg.wasm",
            }
        )
            Assert.Equal(
                Hash(Path.Combine(modules, "pdfjs-dist", file)),
                Hash(Path.Combine(vendor, "pdfjs", file.Replace("build/", "", StringComparison.Ordinal)))
            );
        foreach (var font in Directory.EnumerateFiles(Path.Combine(vendor, "fonts"), "*.woff2"))
            Assert.Equal(Hash(Path.Combine(modules, "@kern-ux/native/dist/fonts/fira-sans", Path.GetFileName(font))), Hash(font));
    }

    private static string Hash(string file) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)));
}
