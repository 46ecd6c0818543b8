using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Amazon.Runtime;
using Amazon.S3;

namespace Umlauf.TestKit;

/// <summary>A bucket of one test in a real object store on loopback: OpenStack Swift, started when the first test asks and shared by all of a test program.</summary>
public sealed class ObjectStore : IDisposable
{
    public const string Key = "test:umlauf";
    public const string Secret = "umlauf";

    private const string Python = "/usr/bin/python3";
    private static readonly Lazy<(Process Process, int Port)> server = new(Run);

    private ObjectStore(int port)
    {
        Port = port;
        Client = new AmazonS3Client(
            new BasicAWSCredentials(Key, Secret),
            new AmazonS3Config
            {
                ServiceURL = $"http://127.0.0.1:{port}",
                AuthenticationRegion = "us-east-1",
                ForcePathStyle = true,
                RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            }
        );
    }

    /// <summary>Null when Swift is installed, else what to do about it.</summary>
    public static string? Missing { get; } =
        File.Exists(Python) && File.Exists("/usr/lib/python3/dist-packages/swift/proxy/server.py")
            ? null
            : "OpenStack Swift is not installed: apt-get install python3-swift.";

    public int Port { get; }

    public string Bucket { get; } = $"b{Guid.CreateVersion7():N}";

    /// <summary>Not the product's: to look into the bucket and to do harm there.</summary>
    public AmazonS3Client Client { get; }

    public static async Task<ObjectStore> Create()
    {
        Component.Require(Missing);
        var store = new ObjectStore((await Task.Run(() => server.Value)).Port);
        await store.Client.PutBucketAsync(store.Bucket);
        return store;
    }

    /// <summary>Writes an <c>umlauf.json</c> that names the bucket.</summary>
    /// <param name="data">The data folder.</param>
    /// <param name="port">Of a proxy, where one stands before the server.</param>
    public void WriteSettings(string data, int? port = null)
    {
        Directory.CreateDirectory(data);
        var settings = new JsonObject
        {
            ["blobs"] = $"s3://{Bucket}?endpoint=http://127.0.0.1:{port ?? Port}",
            ["s3_key"] = Key,
            ["s3_secret"] = Secret,
        };
        File.WriteAllText(Path.Combine(data, "umlauf.json"), settings.ToJsonString());
    }

    /// <summary>Puts other bytes where a content lies, behind the program's back.</summary>
    public Task Damage(string key, string content = "not what was stored") =>
        Client.PutObjectAsync(
            new()
            {
                BucketName = Bucket,
                Key = key,
                ContentBody = content,
                UseChunkEncoding = false,
            }
        );

    /// <summary>Every key, ours or not.</summary>
    public async Task<List<string>> Keys() =>
        [.. ((await Client.ListObjectsV2Async(new() { BucketName = Bucket })).S3Objects ?? []).Select(one => one.Key)];

    public void Dispose() => Client.Dispose();

    private static (Process Process, int Port) Run()
    {
        var folder = Directory.CreateTempSubdirectory("umlauf-objects-").FullName;
        // It ends and tidies up when this program ends, however it does: then its standard input is closed.
        var process = Process.Start(
            new ProcessStartInfo(Python, [Path.Combine(Repository.Root, "tests", "Umlauf.TestKit", "object-store.py"), folder])
            {
                UseShellExecute = false,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            }
        )!;
        if (!int.TryParse(process.StandardOutput.ReadLine(), CultureInfo.InvariantCulture, out var port))
            throw new InvalidOperationException("Swift did not start; standard error has the reason.");
        return (process, port);
    }
}
