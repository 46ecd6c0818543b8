using System.Globalization;
using System.Text;
using System.Text.Json;
using MailKit;
using Microsoft.Extensions.Logging.Abstractions;
using Umlauf.Adapters.FileBlobs;
using Umlauf.Adapters.Imap;
using Umlauf.Identity;
using Umlauf.Intake;
using Umlauf.Journal;
using Umlauf.Platform;
using Umlauf.TestKit;
using Xunit;

namespace Umlauf.Tests.Intake;

public sealed class WatchMailboxesTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Two_thousand_messages_in_three_mailboxes_are_taken_once_and_byte_for_byte(string kind)
    {
        await using var dovecot = await Dovecot.Start();
        await dovecot.Append("INBOX", Mails("a", 1000));
        await dovecot.Append("Bauamt", Mails("b", 600));
        await dovecot.Append("Fax", Mails("c", 400));
        await using var town = await Town.Create(kind, dovecot.Port, ["INBOX", "Bauamt", "Fax"]);
        await using (await town.Watch())
            await town.UntilReconciled(2000);

        var served = (await dovecot.Content("INBOX")).Concat(await dovecot.Content("Bauamt")).Concat(await dovecot.Content("Fax"));
        Assert.Equal(served.Select(content => ContentHash.Of(content).Hex).Order(), (await town.Hashes()).Order());
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_rebuilt_mailbox_doubles_nothing_and_hides_nothing_new(string kind)
    {
        await using var dovecot = await Dovecot.Start();
        // The same bytes twice are two arrivals, before and after.
        await dovecot.Append("INBOX", [.. Mails("a", 50), .. Mails("a", 1)]);
        await using var town = await Town.Create(kind, dovecot.Port, ["INBOX"]);
        await using (await town.Watch())
            await town.UntilReconciled(51);

        await dovecot.Rebuild("INBOX");
        await dovecot.Append("INBOX", [.. Mails("new", 1), .. Mails("a", 1)]);
        await using (await town.Watch())
            await town.UntilReconciled(53);

        var hashes = await town.Hashes();
        Assert.Equal(53, hashes.Count);
        Assert.Equal(3, hashes.GroupBy(hash => hash, StringComparer.Ordinal).Max(same => same.Count()));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task What_another_program_reads_or_deletes_is_no_concern_of_ours(string kind)
    {
        await using var dovecot = await Dovecot.Start();
        await dovecot.Append("INBOX", Mails("a", 20));
        using (var other = await dovecot.Connect())
        {
            await other.Inbox!.OpenAsync(FolderAccess.ReadWrite);
            await other.Inbox.AddFlagsAsync([0, 1, 2, 3, 4], MessageFlags.Seen, silent: true);
        }
        await using var town = await Town.Create(kind, dovecot.Port, ["INBOX"]);
        await using (await town.Watch())
        {
            await town.UntilReconciled(20);
            using var other = await dovecot.Connect();
            await other.Inbox!.OpenAsync(FolderAccess.ReadWrite);
            Assert.Equal(15, (await other.Inbox.SearchAsync(MailKit.Search.SearchQuery.NotSeen)).Count);
            await other.Inbox.AddFlagsAsync([0, 1], MessageFlags.Deleted, silent: true);
            await other.Inbox.ExpungeAsync();
            await dovecot.Append("INBOX", Mails("later", 1));
            await town.UntilReconciled(19);
        }
        Assert.Equal(21, (await town.Hashes()).Count);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_connection_that_is_cut_again_and_again_loses_and_doubles_nothing(string kind)
    {
        await using var dovecot = await Dovecot.Start();
        await dovecot.Append("INBOX", Mails("a", 200, padding: 4000));
        await using var proxy = new CuttingProxy(dovecot.Port, cutAfter: 150_000);
        await using var town = await Town.Create(kind, proxy.Port, ["INBOX"]);
        await using (await town.Watch())
        {
            for (var cuts = 1; cuts <= 3; cuts++)
            {
                await Wait.Until(() => Task.FromResult(proxy.Cuts >= cuts), "The connection was not cut.");
                proxy.CutAfter(cuts < 3 ? 250_000 : long.MaxValue);
            }
            await town.UntilReconciled(200);
        }
        Assert.Equal(200, (await town.Hashes()).Count);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_mailbox_that_is_missing_raises_its_alarm_and_does_not_stop_the_others(string kind)
    {
        await using var dovecot = await Dovecot.Start();
        await dovecot.Append("INBOX", Mails("a", 3));
        await using var town = await Town.Create(kind, dovecot.Port, ["Gibtesnicht", "INBOX"]);
        await using (await town.Watch())
            await Wait.Until(
                async () => (await town.Sources()) is [{ Place: "Gibtesnicht" }, { Place: "INBOX", Problem: null, Taken: 3 }],
                "Not all mailboxes were looked into."
            );

        Assert.StartsWith("FolderNotFoundException", (await town.Sources())[0].Problem, StringComparison.Ordinal);
        Assert.Equal(3, (await town.Hashes()).Count);
    }

    [Fact]
    public async Task A_full_disk_stops_intake_with_an_alarm_and_it_goes_on_by_itself_when_there_is_room()
    {
        using var disk = SmallDisk.Mount(megabytes: 6);
        await using var dovecot = await Dovecot.Start();
        await dovecot.Append("INBOX", Mails("a", 120, padding: 30_000));
        await using var town = await Town.Create(Databases.Sqlite, dovecot.Port, ["INBOX"], disk.Folder);
        var ballast = Path.Combine(disk.Folder, "ballast");
        await File.WriteAllBytesAsync(ballast, new byte[3 << 20]);
        await using (await town.Watch())
        {
            await Wait.Until(
                async () => (await town.Sources()).Any(source => source.Problem is not null),
                "No alarm while the disk was full."
            );
            Assert.True((await town.Hashes()).Count < 120);
            File.Delete(ballast);
            await town.UntilReconciled(120);
        }
        Assert.Equal(120, (await town.Hashes()).Distinct(StringComparer.Ordinal).Count());
    }

    private static IEnumerable<byte[]> Mails(string series, int count, int padding = 40) =>
        Enumerable
            .Range(0, count)
            .Select(n =>
                Encoding.UTF8.GetBytes(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"From: Erika Muster <erika@example.org>\r\nTo: post@example.org\r\nSubject: Antrag {series} {n}\r\nDate: Mon, 23 Nov 2026 08:00:00 +0100\r\nMessage-Id: <{series}{n}@example.org>\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\nGrüße {n}\r\n{Lines(padding)}"
                    )
                )
            );

    private static string Lines(int padding) => string.Concat(Enumerable.Repeat("Sehr geehrte Damen und Herren,\r\n", 1 + padding / 32));

    private sealed class Town(TestDatabase database, FileBlobStore blobs, Settings settings) : IAsyncDisposable
    {
        private static readonly TenantId Tenant = new(1);
        private readonly JournalWriter journal = new();

        public static async Task<Town> Create(string kind, int port, IReadOnlyList<string> mailboxes, string? blobFolder = null)
        {
            var database = await TestDatabase.Create(kind);
            await File.WriteAllTextAsync(
                Path.Combine(database.Folder, "umlauf.json"),
                """{ "secrets": { "post": "any" }, "imap": { "timeoutSeconds": 10, "longestRetrySeconds": 1 } }"""
            );
            var blobs = new FileBlobStore(
                blobFolder ?? Path.Combine(database.Folder, "blobs"),
                new FileBlobOptions { SegmentSize = 1 << 20 }
            );
            var town = new Town(database, blobs, Settings.Load(database.Folder));
            var channel = await new SetUpChannel(database.Db, town.journal).Run(
                Actor.System(Tenant),
                null,
                "post",
                ChannelKind.Imap,
                new OfficeId(Guid.CreateVersion7()),
                new ChannelSettings
                {
                    Host = "127.0.0.1",
                    Port = port,
                    User = "post",
                    Security = "none",
                    Mailboxes = mailboxes,
                    PollSeconds = 0.5,
                },
                active: true,
                default
            );
            Assert.True(channel.Ok, channel.Refusal?.Code);
            return town;
        }

        public async Task<IAsyncDisposable> Watch()
        {
            var db = database.Db;
            var watch = new WatchMailboxes(
                new ListLedgers(db),
                new ListChannels(db),
                blobs,
                new TakeIn(db, journal, new Jobs(db), new OpenChannel(db, new SetUpChannel(db, journal))),
                new ListDelivered(db),
                new ReconcileSource(db, journal),
                settings,
                NullLogger<WatchMailboxes>.Instance
            );
            await watch.StartAsync(default);
            return new Running(watch);
        }

        /// <summary>Waits until the ledger has what the server has, as the operator's page would say it.</summary>
        public Task UntilReconciled(int there) =>
            Wait.Until(
                async () =>
                {
                    var sources = await Sources();
                    return sources.All(source => source.Problem is null) && sources.Sum(source => source.Taken) == there;
                },
                $"The ledger does not reach {there}."
            );

        public Task<IReadOnlyList<SourceState>> Sources() =>
            new ListSources(database.Db, new ListLedgers(database.Db)).Run(Tenant, default);

        public async Task<IReadOnlyList<string>> Hashes()
        {
            await using var unit = await database.Db.Read(Actor.System(Tenant), default);
            return await unit.Query<string>("SELECT hash FROM intake_arrival WHERE tenant_id = @tenant");
        }

        public async ValueTask DisposeAsync()
        {
            blobs.Dispose();
            await database.DisposeAsync();
        }

        private sealed class Running(WatchMailboxes watch) : IAsyncDisposable
        {
            public async ValueTask DisposeAsync()
            {
                await watch.StopAsync(default);
                watch.Dispose();
            }
        }
    }
}
