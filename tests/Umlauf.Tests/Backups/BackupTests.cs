using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Umlauf.Adapters.Backups;
using Umlauf.Adapters.FileBlobs;
using Umlauf.Adapters.Sqlite;
using Umlauf.Intake;
using Umlauf.Journal;
using Umlauf.Platform;
using Umlauf.TestKit;
using Umlauf.Tests.Intake;
using Xunit;
using static Umlauf.Tests.Intake.IntakeHouse;

namespace Umlauf.Tests.Backups;

/// <summary>What a backup promises, and what is refused. The journey through the real program is in <see cref="BackupJourneyTests"/>.</summary>
public sealed class BackupTests : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("umlauf-backup-").FullName;

    private string Data => Path.Combine(folder, "data");

    private string Elsewhere => Path.Combine(folder, "elsewhere");

    private string Backups => Directory.CreateDirectory(Path.Combine(folder, "backups")).FullName;

    public async ValueTask InitializeAsync() => await Arrive(Data, "Erster Brief");

    public ValueTask DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task The_next_backup_holds_only_what_is_new_and_the_earlier_one_stays_good()
    {
        var first = await Take();
        var before = await Check(first.Generation);
        await Arrive(Data, "Zweiter Brief");

        var second = await Take();

        Assert.Equal((1, 1), (first.Manifest.Contents, first.NewContents));
        Assert.Equal((2, 1), (second.Manifest.Contents, second.NewContents));
        Assert.True(before.Ok && (await Check(first.Generation)).Ok && (await Check(second.Generation)).Ok);
        Assert.Equal(first.Generation, (await Restore(first.Generation)).Value.Generation);
        Assert.Single(await UmlaufProgram.Ledger(Elsewhere));
    }

    [Fact]
    public async Task Only_the_newest_ones_are_kept()
    {
        var first = await Take();
        var second = await Take();
        var third = await Take(keep: 2);

        Assert.Equal(1, third.Removed);
        Assert.Equal([third.Generation, second.Generation], BackupFolder.Open(Backups).Value.Generations);
        Assert.Equal(BackupRefusals.NoSuchGeneration.Code, (await Restore(first.Generation)).Refusal!.Code);
    }

    [Theory]
    [InlineData("database.sqlite")]
    [InlineData("contents.txt")]
    [InlineData("backup.json")]
    [InlineData("keys/journal.pem")]
    [InlineData("SHA256SUMS")]
    public async Task One_changed_byte_is_found_and_nothing_is_restored(string file)
    {
        using (new CheckpointKey(Settings.Load(Data))) { }
        var taken = await Take();
        Damage(Path.Combine(Backups, taken.Generation, file));

        var check = await Check(null);
        var restore = await Restore();

        Assert.False(check.Ok);
        Assert.Contains(file == "SHA256SUMS" ? "backup.json" : file, check.Files);
        Assert.Equal(BackupRefusals.Damaged.Code, restore.Refusal?.Code);
        Assert.Contains(check.Files[0], restore.Refusal!.Detail, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(Elsewhere, "umlauf.db")));
    }

    [Fact]
    public async Task A_damaged_original_is_named_restored_without_only_when_told_and_replaced_by_a_thorough_backup()
    {
        await Take();
        var hash = ContentHash.Of(Mail("Erster Brief")).Hex;
        Damage(Directory.EnumerateFiles(Path.Combine(Backups, "blobs", "segments")).Single(), at: 100);

        Assert.Equal([hash], (await Check(null)).Contents);
        Assert.Equal(0, (await Take()).NewContents);
        var refused = await Restore();
        Assert.Equal((BackupRefusals.ContentsDamaged.Code, hash), (refused.Refusal?.Code, refused.Refusal?.Detail));
        var half = await Assert.ThrowsAsync<IOException>(() => Problems(Elsewhere));
        Assert.Contains("has not come to its end", half.Message, StringComparison.Ordinal);

        var without = await Restore(order: new RestoreOrder(EvenDamaged: true));
        Assert.Equal([hash], without.Value.Lost);
        Assert.NotEmpty(await Problems(Elsewhere));

        Assert.Equal(1, (await Take(thorough: true)).NewContents);
        Assert.True((await Check(null)).Ok);
        Assert.Empty((await Restore(order: new RestoreOrder(Replace: true))).Value.Lost);
        Assert.Empty(await Problems(Elsewhere));
    }

    [Fact]
    public async Task A_missing_segment_of_the_backup_is_found()
    {
        await Take();
        File.Delete(Directory.EnumerateFiles(Path.Combine(Backups, "blobs", "segments")).Single());

        Assert.Equal([ContentHash.Of(Mail("Erster Brief")).Hex], (await Check(null)).Contents);
    }

    [Fact]
    public async Task An_original_that_is_damaged_where_it_is_saved_from_is_named_and_the_rest_is_saved()
    {
        await Arrive(Data, "Zweiter Brief");
        Damage(Directory.EnumerateFiles(Path.Combine(Data, "blobs", "segments")).Single(), at: 100);

        var (code, output, errors) = await UmlaufProgram.Call(null, "backup", Backups, "--data", Data);

        Assert.Equal(1, code);
        Assert.Contains("ist vollständig", output, StringComparison.Ordinal);
        Assert.Contains(ContentHash.Of(Mail("Erster Brief")).Hex, errors, StringComparison.Ordinal);
        Assert.True((await Check(null)).Ok);
        Assert.Equal([ContentHash.Of(Mail("Erster Brief")).Hex], (await Restore()).Value.Lost);
    }

    [Fact]
    public async Task A_damaged_database_replaces_no_good_backup()
    {
        await Take();
        // The second page: a table's root.
        Damage(Path.Combine(Data, "umlauf.db"), at: 4096, bytes: 64);

        var damaged = await Try(keep: 1);

        Assert.NotNull(damaged.Refusal);
        Assert.Equal(BackupRefusals.DatabaseDamaged.Code, damaged.Refusal.Code);
        Assert.True((await Check(null)).Ok);
    }

    [Fact]
    public async Task An_older_schema_is_saved_as_it_is_and_brought_up_to_date_by_the_restored_program()
    {
        var old = Directory.CreateDirectory(Path.Combine(folder, "old")).FullName;
        await using (var dialect = new SqliteDialect(Path.Combine(old, "umlauf.db")))
            dialect.Migrate([.. Migrations.For(dialect).SkipLast(2)]);

        var taken = await new TakeBackup(Settings.Load(old), TimeProvider.System).Run(Backups, 1, false, Ct);

        await using (var dialect = new SqliteDialect(Path.Combine(old, "umlauf.db")))
        {
            var all = Migrations.For(dialect).Select(script => script.Name).ToList();
            Assert.Equal(all.SkipLast(2), dialect.Migrated());
            Assert.Equal(all.SkipLast(2), taken.Value.Manifest.Schema);
        }
        Assert.True((await Restore()).Ok);
        Assert.Empty(await Problems(Elsewhere));
    }

    [Theory]
    [InlineData("format")]
    [InlineData("schema")]
    public async Task A_backup_of_a_newer_version_is_refused(string newer)
    {
        var taken = await Take();
        var home = Path.Combine(Backups, taken.Generation);
        var manifest = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(home, "backup.json"), Ct))!;
        if (newer == "format")
            manifest["format"] = 2;
        else
            manifest["schema"]!.AsArray().Add("9999_later.sql");
        var text = manifest.ToJsonString();
        await File.WriteAllTextAsync(Path.Combine(home, "backup.json"), text, Ct);
        var sums = await File.ReadAllLinesAsync(Path.Combine(home, "SHA256SUMS"), Ct);
        await File.WriteAllLinesAsync(
            Path.Combine(home, "SHA256SUMS"),
            sums.Select(line => line.EndsWith("  backup.json", StringComparison.Ordinal) ? $"{Hash(text)}  backup.json" : line),
            Ct
        );

        Assert.Equal(BackupRefusals.Newer.Code, (await Restore()).Refusal?.Code);

        static string Hash(string text) => ContentHash.Of(System.Text.Encoding.UTF8.GetBytes(text)).Hex;
    }

    [Fact]
    public async Task Folders_that_are_none_foreign_or_inside_the_data_folder_are_refused()
    {
        var nowhere = Path.Combine(Directory.CreateDirectory(Path.Combine(folder, "not-mounted")).FullName, "nowhere");
        var foreign = Directory.CreateDirectory(Path.Combine(folder, "foreign")).FullName;
        await File.WriteAllTextAsync(Path.Combine(foreign, "something"), "else", Ct);

        Assert.Equal(BackupRefusals.NoSuchFolder.Code, (await Try(nowhere)).Refusal?.Code);
        Assert.False(Directory.Exists(nowhere));
        Assert.Equal(BackupRefusals.FolderInUse.Code, (await Try(foreign)).Refusal?.Code);
        Assert.Equal(BackupRefusals.InsideData.Code, (await Try(Path.Combine(Data, "blobs"))).Refusal?.Code);
        Assert.Equal(BackupRefusals.NoSuchFolder.Code, (await Restore(from: nowhere)).Refusal?.Code);
        Assert.Equal(BackupRefusals.NotABackup.Code, (await Restore(from: foreign)).Refusal?.Code);
        Assert.Equal([Path.Combine(foreign, "something")], Directory.EnumerateFileSystemEntries(foreign));
    }

    [Fact]
    public async Task Two_installations_never_share_a_folder()
    {
        await UmlaufProgram.CreateTown(Data);
        var other = Path.Combine(folder, "other");
        await UmlaufProgram.CreateTown(other);
        foreach (var data in new[] { Data, other })
        {
            using var key = new CheckpointKey(Settings.Load(data));
        }
        await Take();

        var taken = await new TakeBackup(Settings.Load(other), TimeProvider.System).Run(Backups, 1, false, Ct);

        Assert.Equal(BackupRefusals.OtherInstallation.Code, taken.Refusal?.Code);
    }

    [Fact]
    public async Task Where_there_is_no_database_or_another_one_runs_nothing_is_saved()
    {
        var nothing = await new TakeBackup(Settings.Load(Elsewhere), TimeProvider.System).Run(Backups, 1, false, Ct);
        Assert.Equal(BackupRefusals.NoInstallation.Code, nothing.Refusal?.Code);

        new DataFolder(Data).Publish(new RunFile("http://127.0.0.1:1", "key", 1, "postgres"));
        Assert.Equal(BackupRefusals.OtherDatabase.Code, (await Try()).Refusal?.Code);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Backups));
    }

    [Fact]
    public async Task Two_backups_at_once_do_not_disturb_each_other()
    {
        await Take();
        await using (new FileStream(Path.Combine(Backups, "lock"), FileMode.Open, FileAccess.ReadWrite, FileShare.None))
            Assert.Equal(BackupRefusals.Busy.Code, (await Try()).Refusal?.Code);
        Assert.True((await Try()).Ok);
    }

    [Fact]
    public async Task Restoring_over_something_needs_a_word_and_deletes_nothing()
    {
        await Take();
        await Arrive(Elsewhere, "Nur hier");

        Assert.Equal(BackupRefusals.TargetNotEmpty.Code, (await Restore()).Refusal?.Code);
        using (new DataFolder(Elsewhere).TryLock())
            Assert.Equal(BackupRefusals.Running.Code, (await Restore(order: new RestoreOrder(Replace: true))).Refusal?.Code);
        var restored = await Restore(order: new RestoreOrder(Replace: true));

        Assert.Equal([ContentHash.Of(Mail("Erster Brief")).Hex], await UmlaufProgram.Ledger(Elsewhere));
        Assert.Equal([ContentHash.Of(Mail("Nur hier")).Hex], await UmlaufProgram.Ledger(restored.Value.Aside!));
    }

    [Fact]
    public async Task A_key_in_another_place_is_saved_and_comes_back_to_that_place()
    {
        var place = Path.Combine(folder, "hsm", "journal.pem");
        await File.WriteAllTextAsync(
            Path.Combine(Data, "umlauf.json"),
            new JsonObject { ["journal"] = new JsonObject { ["key"] = place } }.ToJsonString(),
            Ct
        );
        using (new CheckpointKey(Settings.Load(Data))) { }
        var key = await File.ReadAllTextAsync(place, Ct);
        await Take();

        await File.WriteAllTextAsync(place, "another one", Ct);
        Assert.Equal(BackupRefusals.KeyInTheWay.Code, (await Restore()).Refusal?.Code);
        File.Delete(place);

        Assert.True((await Restore()).Ok);
        Assert.Equal(key, await File.ReadAllTextAsync(place, Ct));
    }

    [Fact]
    public async Task On_a_full_disk_the_earlier_backup_stays_good_and_the_rest_is_removed()
    {
        using var disk = SmallDisk.Mount(megabytes: 80);
        var first = (await Try(disk.Folder)).Value;
        using (var store = new FileBlobStore(Path.Combine(Data, "blobs")))
            await store.Put(new TenantId(1), new MemoryStream(Random()), long.MaxValue, Ct);

        var (code, _, errors) = await UmlaufProgram.Call(null, "backup", disk.Folder, "--data", Data);

        Assert.Equal(75, code);
        Assert.Contains("Platz", errors, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateDirectories(disk.Folder, "*.incomplete"));
        var check = (await CheckBackup.Run(disk.Folder, null, Ct)).Value;
        Assert.Equal((first.Generation, true), (check.Generation, check.Ok));

        static byte[] Random()
        {
            var bytes = new byte[90 << 20];
            System.Random.Shared.NextBytes(bytes);
            return bytes;
        }
    }

    [Fact]
    public async Task A_disk_that_fills_up_when_the_backup_is_complete_takes_nothing_from_it()
    {
        // Noting the day of the backup is the last thing it does, and a write there finds the disk full.
        File.CreateSymbolicLink(Path.Combine(Data, "backup.json.new"), "/dev/full");

        var (code, output, errors) = await UmlaufProgram.Call(null, "backup", Backups, "--data", Data);

        Assert.Equal(75, code);
        Assert.Contains("ist vollständig", output, StringComparison.Ordinal);
        Assert.StartsWith("Die Sicherung ist vollständig. Danach", errors, StringComparison.Ordinal);
        Assert.True((await Check(null)).Ok);
    }

    [Theory]
    [InlineData(null, "nicht installiert")]
    [InlineData("echo 'Error: You must install at least one postgresql-client-<version> package' >&2; exit 1", "nicht installiert")]
    [InlineData("echo 'pg_dump (PostgreSQL) 9.6.24'", "älter als der Server")]
    public async Task Without_a_fitting_pg_dump_it_says_what_to_install_and_saves_nothing(string? tool, string said)
    {
        await using var database = await TestDatabase.Create(Databases.Postgres);
        var tools = Directory.CreateDirectory(Path.Combine(folder, "tools")).FullName;
        if (tool is not null)
        {
            var file = Path.Combine(tools, "pg_dump");
            await File.WriteAllTextAsync(file, $"#!/bin/sh\n{tool}\n", Ct);
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        var (code, _, errors) = await UmlaufProgram.CallWithTools(tools, database.ConnectionString!, "backup", Backups, "--data", Data);

        Assert.Equal(2, code);
        Assert.Contains(said, errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
        Assert.Empty(BackupFolder.Open(Backups).Value.Generations);
        Assert.Empty(Directory.EnumerateDirectories(Backups, "*.incomplete"));
    }

    [Fact]
    public async Task The_age_of_the_last_backup_is_known_and_is_not_part_of_a_backup()
    {
        Assert.Null(new DataFolder(Data).LastBackup());
        var taken = await Take();
        await Restore();

        Assert.Equal(taken.Manifest.At, new DataFolder(Data).LastBackup()?.At);
        Assert.Null(new DataFolder(Elsewhere).LastBackup());
    }

    [Fact]
    public async Task From_a_folder_that_may_only_be_read_a_backup_is_checked_and_restored()
    {
        using var disk = SmallDisk.Mount(megabytes: 100);
        Assert.True((await Try(disk.Folder)).Ok);
        SqliteConnection.ClearAllPools();
        disk.MakeReadOnly();

        Assert.True((await CheckBackup.Run(disk.Folder, null, Ct)).Value.Ok);
        Assert.True((await Restore(from: disk.Folder)).Ok);
    }

    private static async Task Arrive(string data, string subject)
    {
        await using var services = UmlaufProgram.Services(data);
        var channel = await services.GetRequiredService<OpenChannel>().Run(Town, null, ChannelKind.Pipe, Ct);
        var mail = new MemoryStream(Mail(subject));
        Assert.True(
            (await services.GetRequiredService<TakeInStream>().Run(Town, new(channel), mail, null, "test", "", "message/rfc822", Ct)).Ok
        );
        await services.GetRequiredService<ReadWaiting>().Drain(Ct);
    }

    private static async Task<List<IntegrityProblem>> Problems(string data)
    {
        await using var services = UmlaufProgram.Services(data);
        var reports = await services.GetRequiredService<VerifyAdministration>().Run(Musterstadt, Ct);
        return [.. reports.SelectMany(report => report.Problems)];
    }

    private async Task<TakenBackup> Take(int keep = 14, bool thorough = false) => (await Try(Backups, keep, thorough)).Value;

    private Task<Result<TakenBackup>> Try(string? into = null, int keep = 14, bool thorough = false) =>
        new TakeBackup(Settings.Load(Data), TimeProvider.System).Run(into ?? Backups, keep, thorough, Ct);

    private async Task<CheckedBackup> Check(string? generation) => (await CheckBackup.Run(Backups, generation, Ct)).Value;

    private Task<Result<RestoredBackup>> Restore(string? generation = null, string? from = null, RestoreOrder? order = null) =>
        new RestoreBackup(new DataFolder(Elsewhere), TimeProvider.System).Run(from ?? Backups, order ?? new RestoreOrder(generation), Ct);

    private static void Damage(string file, long? at = null, int bytes = 1)
    {
        using var open = new FileStream(file, FileMode.Open, FileAccess.ReadWrite);
        open.Position = at ?? 10;
        var before = new byte[bytes];
        open.ReadExactly(before);
        open.Position -= bytes;
        open.Write([.. before.Select(one => (byte)(one ^ 0x21))]);
    }
}
