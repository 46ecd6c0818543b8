using System.Security.Cryptography;
using Umlauf.Platform;
using Xunit;

namespace Umlauf.Tests.Adapters;

/// <summary>What every blob store promises; one class per implementation inherits it.</summary>
public abstract class BlobStoreContract : IAsyncLifetime
{
    protected static readonly TenantId Musterstadt = new(1);
    protected static readonly TenantId Neustadt = new(2);

    protected IBlobStore Store { get; set; } = null!;

    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    public abstract ValueTask InitializeAsync();

    public abstract ValueTask DisposeAsync();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(37_001)]
    [InlineData(300_000)]
    public async Task A_content_comes_back_as_it_was_stored(int length)
    {
        var content = RandomNumberGenerator.GetBytes(length);

        var hash = await Store.Put(Musterstadt, content, Ct);

        Assert.Equal(ContentHash.Of(content), hash);
        Assert.Equal(content, (await Store.Get(Musterstadt, hash, Ct))!.Value.ToArray());
    }

    [Fact]
    public async Task A_streamed_content_comes_back_as_it_was_stored()
    {
        foreach (var length in new[] { 0, 5_000, 250_000 })
        {
            var content = RandomNumberGenerator.GetBytes(length);

            var stored = await Store.Put(Musterstadt, new MemoryStream(content), 250_000, Ct);

            Assert.Equal(new StoredBlob(ContentHash.Of(content), length), stored);
            Assert.Equal(content, (await Store.Get(Musterstadt, stored.Hash, Ct))!.Value.ToArray());
        }
    }

    [Fact]
    public async Task A_stream_beyond_its_limit_is_refused_and_leaves_nothing()
    {
        foreach (var length in new[] { 1_001, 250_000 })
            await Assert.ThrowsAsync<BlobTooLargeException>(() =>
                Store.Put(Musterstadt, new MemoryStream(new byte[length]), length - 1, Ct)
            );

        Assert.Empty(await Stored());
    }

    [Fact]
    public async Task The_same_content_is_stored_once_for_each_administration_and_no_other_can_read_it()
    {
        var content = RandomNumberGenerator.GetBytes(1_000);

        var hash = await Store.Put(Musterstadt, content, Ct);
        await Store.Put(Musterstadt, content, Ct);

        Assert.Null(await Store.Get(Neustadt, hash, Ct));
        await Store.Put(Neustadt, content, Ct);
        var blob = new StoredBlob(hash, 1_000);
        Assert.Equal([(Musterstadt, blob), (Neustadt, blob)], await Stored());
    }

    [Fact]
    public async Task Many_writers_at_once_lose_nothing()
    {
        var contents = Enumerable.Range(0, 400).Select(i => RandomNumberGenerator.GetBytes(10 * i)).ToList();

        var hashes = await Task.WhenAll(contents.Select(content => Task.Run(() => Store.Put(Musterstadt, content, Ct))));

        for (var i = 0; i < contents.Count; i++)
            Assert.Equal(contents[i], (await Store.Get(Musterstadt, hashes[i], Ct))!.Value.ToArray());
        Assert.Equal(contents.Count, (await Stored()).Count);
    }

    [Fact]
    public async Task An_unknown_hash_is_nothing() => Assert.Null(await Store.Get(Musterstadt, ContentHash.Of("never"u8), Ct));

    protected async Task<List<(TenantId, StoredBlob)>> Stored()
    {
        var all = new List<(TenantId, StoredBlob)>();
        await foreach (var blob in Store.List(Ct))
            all.Add(blob);
        return all;
    }
}
