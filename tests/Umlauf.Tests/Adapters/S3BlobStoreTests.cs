using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Umlauf.Adapters;
using Umlauf.Platform;
using Umlauf.TestKit;
using Xunit;

namespace Umlauf.Tests.Adapters;

/// <summary>Contents in a real object store.</summary>
public sealed class S3BlobStoreTests : BlobStoreContract
{
    private readonly string folder = Directory.CreateTempSubdirectory("umlauf-s3-").FullName;
    private readonly List<ServiceProvider> open = [];
    private ObjectStore objects = null!;

    public override async ValueTask InitializeAsync()
    {
        objects = await ObjectStore.Create();
        Store = Open(objects.Port);
    }

    public override async ValueTask DisposeAsync()
    {
        foreach (var services in open)
            await services.DisposeAsync();
        objects?.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_changed_object_is_named_and_healed_by_the_next_delivery()
    {
        var content = RandomNumberGenerator.GetBytes(1_000);
        var hash = await Store.Put(Musterstadt, content, Ct);
        await objects.Damage($"1/{hash}");

        Assert.Equal(hash, (await Assert.ThrowsAsync<BlobDamagedException>(() => Store.Get(Musterstadt, hash, Ct))).Hash);

        await Store.Put(Musterstadt, content, Ct);
        Assert.Equal(content, (await Store.Get(Musterstadt, hash, Ct))!.Value.ToArray());
    }

    [Fact]
    public async Task What_is_there_is_not_sent_again()
    {
        await using var network = new CountingProxy(objects.Port);
        var store = Open(network.Port);
        var content = RandomNumberGenerator.GetBytes(100_000);
        await store.Put(Musterstadt, content, Ct);
        var sent = network.Puts;

        await store.Put(Musterstadt, content, Ct);
        await store.Put(Musterstadt, new MemoryStream(content), content.Length, Ct);

        Assert.Equal((1, 1), (sent, network.Puts));
    }

    [Fact]
    public async Task Many_ask_at_the_same_time()
    {
        const int Many = 32;
        await using var network = new CrowdProxy(objects.Port, Many);
        var store = Open(network.Port);

        // Nobody gets through before all are there.
        await Task.WhenAll(Enumerable.Range(0, Many).Select(i => store.Put(Musterstadt, new[] { (byte)i }, Ct)));

        Assert.Equal(Many, (await Stored()).Count);
    }

    [Fact]
    public async Task What_others_keep_in_the_bucket_is_no_content()
    {
        foreach (var key in new[] { "umlauf-check", "1/short", "notes/readme.txt", $"x/{ContentHash.Of("x"u8)}" })
            await objects.Damage(key);

        Assert.Empty(await Stored());
    }

    [Fact]
    public async Task A_stream_leaves_nothing_in_the_data_folder()
    {
        await Store.Put(Musterstadt, new MemoryStream(new byte[250_000]), 250_000, Ct);
        await Assert.ThrowsAsync<BlobTooLargeException>(() => Store.Put(Musterstadt, new MemoryStream(new byte[250_000]), 1_000, Ct));

        Assert.Empty(Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_store_that_is_cut_off_takes_nothing_says_so_and_goes_on_afterwards()
    {
        await using var network = new CuttingProxy(objects.Port, long.MaxValue);
        var store = Open(network.Port);
        var content = RandomNumberGenerator.GetBytes(1_000_000);
        var hash = await store.Put(Musterstadt, content, Ct);

        foreach (var after in new[] { 0, 300_000 })
        {
            network.CutAfter(after);
            await Assert.ThrowsAsync<BlobStoreAwayException>(() => store.Get(Musterstadt, hash, Ct));
        }
        await Assert.ThrowsAsync<BlobStoreAwayException>(() => store.Put(Musterstadt, "new"u8.ToArray(), Ct));
        await Assert.ThrowsAsync<BlobStoreAwayException>(() => store.Put(Musterstadt, new MemoryStream([1]), 10, Ct));
        Assert.Single(await Stored());

        network.CutAfter(long.MaxValue);
        Assert.Equal(content, (await store.Get(Musterstadt, hash, Ct))!.Value.ToArray());
        await store.Put(Musterstadt, "new"u8.ToArray(), Ct);
        Assert.Equal(2, (await Stored()).Count);
    }

    [Fact]
    public async Task A_store_that_can_be_used_is_named()
    {
        Assert.Equal(
            $"s3://{objects.Bucket} at http://127.0.0.1:{objects.Port}/",
            await UmlaufServices.CheckBlobs(Set($"s3://{objects.Bucket}?endpoint=http://127.0.0.1:{objects.Port}"), Ct)
        );
    }

    [Theory]
    [InlineData("a folder", "write it as s3://bucket?endpoint=")]
    [InlineData("https://bucket.example", "write it as s3://bucket?endpoint=")]
    [InlineData("s3://key:secret@bucket", "write it as s3://bucket?endpoint=")]
    [InlineData("s3://bucket/folder", "a bucket has no folders here")]
    [InlineData("s3://bucket?endpoint=objects.example", "the endpoint is no web address")]
    [InlineData("s3://bucket?endpoint=https://key:secret@objects.example", "the endpoint is no web address")]
    [InlineData("s3://bucket?endpint=https://objects.example", "\"endpint\" is not known")]
    [InlineData("s3://bucket?pathStyle=yes", "pathStyle is true or false")]
    public async Task An_address_that_cannot_be_read_is_refused(string address, string why)
    {
        var refused = await Assert.ThrowsAsync<SettingsException>(() => UmlaufServices.CheckBlobs(Set(address), Ct));

        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("key:secret", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nobody-made-this", ObjectStore.Key, ObjectStore.Secret, "There is no bucket s3://nobody-made-this at http://127.0.0.1:")]
    [InlineData(null, ObjectStore.Key, "wr0ng", "does not know our key, or its secret is wrong")]
    [InlineData(null, "test:guest", "guest", "does not let us in: our key must be allowed to list the bucket")]
    [InlineData(null, ObjectStore.Key, null, "of UMLAUF_S3_KEY and UMLAUF_S3_SECRET one is set and one is not")]
    public async Task A_store_that_refuses_us_says_why_before_anything_starts(string? bucket, string key, string? secret, string why)
    {
        var settings = Set($"s3://{bucket ?? objects.Bucket}?endpoint=http://127.0.0.1:{objects.Port}", key, secret);

        var refused = await Assert.ThrowsAsync<SettingsException>(() => UmlaufServices.CheckBlobs(settings, Ct));

        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("wr0ng", refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_that_does_not_answer_is_away_and_no_wrong_setting()
    {
        var settings = Set($"s3://{objects.Bucket}?endpoint=http://127.0.0.1:1");

        await Assert.ThrowsAsync<BlobStoreAwayException>(() => UmlaufServices.CheckBlobs(settings, Ct));
    }

    private IBlobStore Open(int port)
    {
        var services = new ServiceCollection();
        services.AddUmlauf(Set($"s3://{objects.Bucket}?endpoint=http://127.0.0.1:{port}"));
        open.Add(services.BuildServiceProvider());
        return open[^1].GetRequiredService<IBlobStore>();
    }

    private Settings Set(string blobs, string? key = ObjectStore.Key, string? secret = ObjectStore.Secret) =>
        new(
            new DataFolder(folder),
            new ConfigurationBuilder().AddInMemoryCollection([new("blobs", blobs), new("s3_key", key), new("s3_secret", secret)]).Build()
        );

    private sealed class CountingProxy(int target) : ServerProxy(target)
    {
        private int puts;

        public int Puts => puts;

        protected override Task<bool> Passes(bool upwards, int count, string text, CancellationToken ct)
        {
            if (upwards && text.Contains("PUT /", StringComparison.Ordinal))
                Interlocked.Increment(ref puts);
            return Task.FromResult(true);
        }
    }

    /// <summary>Lets the first so many through together.</summary>
    private sealed class CrowdProxy(int target, int together) : ServerProxy(target)
    {
        private readonly TaskCompletionSource all = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int waiting;

        protected override async Task<bool> Passes(bool upwards, int count, string text, CancellationToken ct)
        {
            if (upwards && text.StartsWith("GET /", StringComparison.Ordinal) && Interlocked.Increment(ref waiting) == together)
                all.SetResult();
            await all.Task.WaitAsync(ct);
            return true;
        }
    }
}
