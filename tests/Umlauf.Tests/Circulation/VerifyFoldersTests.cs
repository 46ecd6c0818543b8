using Umlauf.Adapters.FileBlobs;
using Umlauf.Circulation;
using Umlauf.TestKit;
using Xunit;

namespace Umlauf.Tests.Circulation;

public sealed class VerifyFoldersTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_change_behind_the_back_of_a_folder_is_found(string database)
    {
        await using var folders = await FolderHouse.On(database);
        await folders.Make();
        Assert.Empty(await Problems(folders));
        foreach (
            var (table, change, back) in new[]
            {
                ("circulation_act", "data = data || ' '", "data = substr(data, 1, length(data) - 1)"),
                ("circulation_folder", "revision = revision + 1", "revision = revision - 1"),
                ("circulation_participant", "addressee = addressee || 'x'", "addressee = substr(addressee, 1, length(addressee) - 1)"),
            }
        )
        {
            await Exec(folders, $"UPDATE {table} SET {change} WHERE tenant_id = @tenant");
            Assert.Contains(await Problems(folders), where => where.StartsWith(table, StringComparison.Ordinal));
            await Exec(folders, $"UPDATE {table} SET {back} WHERE tenant_id = @tenant");
        }
        Assert.Empty(await Problems(folders));
        await Exec(folders, "UPDATE circulation_folder SET state = 'Completed' WHERE tenant_id = @tenant");
        Assert.Contains(await Problems(folders), where => where.StartsWith("circulation_folder", StringComparison.Ordinal));
        await Exec(folders, "DELETE FROM circulation_act WHERE tenant_id = @tenant");
        Assert.Contains(await Problems(folders), where => where.StartsWith("circulation_act", StringComparison.Ordinal));
    }

    private static async Task<List<string>> Problems(FolderHouse folders)
    {
        using var blobs = new FileBlobStore(Path.Combine(folders.House.Database.Folder, "blobs"));
        var check = new VerifyFolders(folders.Db, blobs);
        return [.. (await check.Check(folders.House.Tenant, TestContext.Current.CancellationToken)).Problems.Select(one => one.Where)];
    }

    private static async Task Exec(FolderHouse folders, string sql)
    {
        await using var unit = await folders.Db.Write(folders.Officer.Actor, TestContext.Current.CancellationToken);
        await unit.Exec(sql);
        await unit.Commit();
    }
}
