using System.Collections.Concurrent;
using System.Diagnostics;
using System.Security.Cryptography;
using Umlauf.Adapters.FileBlobs;
using Umlauf.Platform;
using Xunit;

namespace Umlauf.Tests.Adapters;

public sealed class FileBlobStoreTests : BlobStoreContract
{
    private static readonly FileBlobOptions Small = new() { SegmentSize = 1 << 20, LargeFrom = 200_000 };

    private readonly string folder = Directory.CreateTempSubdirectory("umlauf-blobs-").FullName;

    private FileBlobStore Files => (FileBlobStore)Store;

    private string Segment => Directory.EnumerateFiles(Path.Combine(folder, "segments")).Order(StringComparer.Ordinal).First();

    public override ValueTask InitializeAsync()
    {
        Store = new FileBlobStore(folder, Small);
        return ValueTask.CompletedTask;
    }

    public override ValueTask DisposeAsync()
    {
        Files.Dispose();
        Directory.Delete(folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Everything_is_still_there_after_a_restart()
    {
        var hashes = await Fill(50);

        Reopen();

        await AllIntact(hashes);
    }

    [Fact]
    public async Task Without_its_index_the_store_finds_everything_again()
    {
        var hashes = await Fill(50);

        Reopen(() => DeleteIndex());

        await AllIntact(hashes);
        Assert.Equal(hashes.Count, (await Stored()).Count);
    }

    [Fact]
    public async Task A_damaged_index_is_made_anew()
    {
        var hashes = await Fill(50);

        Reopen(() =>
        {
            DeleteIndex();
            File.WriteAllText(Path.Combine(folder, "index.db"), "This is not a database, and long enough to be looked at as one.");
        });

        await AllIntact(hashes);
    }

    [Fact]
    public async Task An_index_whose_making_was_cut_short_is_made_anew()
    {
        var hashes = await Fill(50);

        Reopen(() =>
        {
            DeleteIndex();
            File.WriteAllBytes(Path.Combine(folder, "index.db"), []);
        });

        await AllIntact(hashes);
        await Store.Put(Musterstadt, RandomNumberGenerator.GetBytes(1_000), Ct);
        Assert.Equal(hashes.Count + 1, (await Stored()).Count);
    }

    /// <summary>What a backup relies on.</summary>
    [Fact]
    public async Task Another_program_lists_everything_that_was_stored_before_it_asked_while_more_is_stored()
    {
        var stored = new ConcurrentDictionary<ContentHash, bool>();
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var writing = Task.WhenAll(
            Enumerable
                .Range(0, 16)
                .Select(_ =>
                    Task.Run(async () =>
                    {
                        while (!enough.IsCancellationRequested)
                            stored[await Store.Put(Musterstadt, RandomNumberGenerator.GetBytes(Random.Shared.Next(1, 90_000)), Ct)] = true;
                    })
                )
        );
        using (var reader = new FileBlobStore(folder, Small))
        {
            for (var round = 0; round < 40 || stored.Count <= 100 && !writing.IsCompleted; round++)
            {
                var before = stored.Keys.ToList();
                var listed = new HashSet<ContentHash>();
                await foreach (var (_, blob) in reader.List(Ct))
                    Assert.True(listed.Add(blob.Hash), $"{blob.Hash} was listed twice.");
                Assert.Empty(before.Except(listed));
            }
        }
        await enough.CancelAsync();
        await writing;
        Assert.True(stored.Count > 100, $"Only {stored.Count} contents were stored: the test did not test anything.");
    }

    [Theory]
    [InlineData(3)]
    [InlineData(64)]
    [InlineData(70)]
    [InlineData(900)]
    public async Task A_write_that_a_crash_tore_is_cut_off_and_the_rest_stays(int torn)
    {
        var kept = await Fill(20);
        var end = EndOfRecords();
        var lost = await Store.Put(Musterstadt, RandomNumberGenerator.GetBytes(1_000), Ct);

        Reopen(() =>
        {
            DeleteIndex();
            Overwrite(end + torn, new byte[2_000]);
        });

        await AllIntact(kept);
        Assert.Null(await Store.Get(Musterstadt, lost, Ct));
        await AllIntact(await Fill(20));
        Reopen(() => DeleteIndex());
        Assert.Equal(40, (await Stored()).Count);
    }

    [Fact]
    public async Task A_changed_byte_in_a_content_is_named_and_healed_by_the_next_delivery()
    {
        var content = RandomNumberGenerator.GetBytes(1_000);
        var hash = await Store.Put(Musterstadt, content, Ct);
        var others = await Fill(20);
        Overwrite(64 + 500, [(byte)(content[500] ^ 1)]);

        Assert.Equal(hash, (await Assert.ThrowsAsync<BlobDamagedException>(() => Store.Get(Musterstadt, hash, Ct))).Hash);

        await Store.Put(Musterstadt, content, Ct);
        Assert.Equal(content, (await Store.Get(Musterstadt, hash, Ct))!.Value.ToArray());
        Reopen(() => DeleteIndex());
        Assert.Equal(content, (await Store.Get(Musterstadt, hash, Ct))!.Value.ToArray());
        await AllIntact(others);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(40)]
    public async Task Damage_in_the_middle_does_not_hide_what_was_stored_after_it(int at)
    {
        var damaged = await Store.Put(Musterstadt, RandomNumberGenerator.GetBytes(1_000), Ct);
        var later = await Fill(20);
        Overwrite(at, [0xEE]);

        await Assert.ThrowsAsync<BlobDamagedException>(() => Store.Get(Musterstadt, damaged, Ct));
        Reopen(() => DeleteIndex());
        await AllIntact(later);
        Assert.Null(await Store.Get(Musterstadt, damaged, Ct));
    }

    [Fact]
    public async Task A_changed_byte_in_a_large_content_is_named()
    {
        var hash = await Store.Put(Musterstadt, RandomNumberGenerator.GetBytes(300_000), Ct);
        var file = Directory.EnumerateFiles(Path.Combine(folder, "large"), hash.Hex, SearchOption.AllDirectories).Single();
        await File.WriteAllBytesAsync(file, new byte[300_000], Ct);

        await Assert.ThrowsAsync<BlobDamagedException>(() => Store.Get(Musterstadt, hash, Ct));
    }

    [Fact]
    public async Task A_second_program_reads_what_the_first_has_just_stored_and_cannot_write()
    {
        using var reader = new FileBlobStore(folder, Small);
        var hashes = await Fill(20);
        hashes.Add(await Store.Put(Musterstadt, RandomNumberGenerator.GetBytes(300_000), Ct));

        foreach (var hash in hashes)
            Assert.NotNull(await reader.Get(Musterstadt, hash, Ct));
        foreach (var size in new[] { 1, 300_000 })
            await Assert.ThrowsAsync<BlobStoreInUseException>(() => reader.Put(Musterstadt, RandomNumberGenerator.GetBytes(size), Ct));
    }

    [Fact]
    public async Task A_full_disk_refuses_and_takes_again_when_there_is_room()
    {
        var disk = Path.Combine(folder, "disk");
        Directory.CreateDirectory(disk);
        Assert.SkipUnless(Mount("-t", "tmpfs", "-o", "size=3m", "tmpfs", disk), "Mounting a small disk needs root on Linux.");
        try
        {
            using (var small = new FileBlobStore(Path.Combine(disk, "blobs"), Small))
            {
                var ballast = Path.Combine(disk, "ballast");
                await File.WriteAllBytesAsync(ballast, new byte[1 << 20], Ct);
                var taken = new List<ContentHash>();
                var refused = await Assert.ThrowsAnyAsync<IOException>(async () =>
                {
                    for (var i = 0; i < 200; i++)
                        taken.Add(await small.Put(Musterstadt, RandomNumberGenerator.GetBytes(i % 3 == 0 ? 210_000 : 30_000), Ct));
                });
                Assert.IsNotType<BlobDamagedException>(refused);

                File.Delete(ballast);
                for (var i = 0; i < 10; i++)
                    taken.Add(await small.Put(Musterstadt, RandomNumberGenerator.GetBytes(30_000), Ct));
                foreach (var hash in taken)
                    Assert.NotNull(await small.Get(Musterstadt, hash, Ct));
            }
        }
        finally
        {
            await Process.Start("umount", ["-l", disk]).WaitForExitAsync(CancellationToken.None);
        }
    }

    private static bool Mount(params string[] arguments)
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
            return false;
        using var mount = Process.Start(
            new ProcessStartInfo("mount", arguments) { RedirectStandardError = true, UseShellExecute = false }
        )!;
        mount.WaitForExit();
        return mount.ExitCode == 0;
    }

    private async Task<List<ContentHash>> Fill(int count)
    {
        var hashes = new List<ContentHash>();
        for (var i = 0; i < count; i++)
            hashes.Add(await Store.Put(Musterstadt, RandomNumberGenerator.GetBytes(1_000 + i), Ct));
        return hashes;
    }

    private async Task AllIntact(List<ContentHash> hashes)
    {
        foreach (var hash in hashes)
            Assert.NotNull(await Store.Get(Musterstadt, hash, Ct));
    }

    private void Reopen(Action? meanwhile = null)
    {
        Files.Dispose();
        meanwhile?.Invoke();
        Store = new FileBlobStore(folder, Small);
    }

    private void DeleteIndex()
    {
        foreach (var file in Directory.EnumerateFiles(folder, "index.db*"))
            File.Delete(file);
    }

    private long EndOfRecords() => File.ReadAllBytes(Segment).AsSpan().LastIndexOfAnyExcept((byte)0) / 8 * 8 + 8;

    private void Overwrite(long at, byte[] bytes)
    {
        using var file = File.OpenHandle(Segment, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        RandomAccess.Write(file, bytes, at);
    }
}
