using Umlauf.Adapters.FileBlobs;
using Umlauf.Circulation;
using Umlauf.Circulation.Engine;
using Umlauf.Identity;
using Umlauf.Platform;
using Umlauf.Records;
using Umlauf.TestKit;
using Xunit;

namespace Umlauf.Tests.Circulation;

/// <summary>Documents in folders: who reads them, and what a new version would do.</summary>
public sealed class FolderItemTests : IDisposable
{
    private readonly DirectoryInfo place = Directory.CreateTempSubdirectory("umlauf-items-");

    private readonly FileBlobStore blobs;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public FolderItemTests() => blobs = new FileBlobStore(place.FullName);

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Whoever_sees_the_folder_reads_what_lies_in_it_and_nothing_else(string database)
    {
        await using var house = await FolderHouse.On(database);
        var (id, document) = await Make(house, ChangePolicy.Restart);
        await AddVersion(house, document);
        var read = new ReadFolderItem(house.Db, blobs);

        var asked = await read.Run(house.Yilmaz, id, document, 1, Ct);
        var outside = await read.Run(house.Brandt, id, document, 1, Ct);
        var later = await read.Run(house.Yilmaz, id, document, 2, Ct);
        var around = await new ReadContent(house.Db, blobs).Run(house.Yilmaz, document, 1, Ct);

        Assert.Equal("eins"u8.ToArray(), asked.Value.Content.Bytes.ToArray());
        // The text on record is that of the newest version.
        Assert.Null(asked.Value.Text);
        Assert.Equal(FolderRefusals.NoSuchFolder, outside.Refusal);
        Assert.Equal(ReadContent.NoSuchVersion, later.Refusal);
        Assert.Equal(404, around.Refusal!.Status);

        await house.Acted(house.Officer, id, new ReplaceItem(document, 2, default) { Revision = 2 });

        Assert.Equal("Der zweite Text", (await read.Run(house.Yilmaz, id, document, 2, Ct)).Value.Text);
        Assert.Equal(2, (await house.Shown(house.Yilmaz, id)).Versions[(document, ContentHash.Of("zwei"u8))]);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Rule_6_the_preview_says_whose_signature_stops_counting_and_changes_nothing(string database)
    {
        await using var house = await FolderHouse.On(database);
        foreach (var policy in Enum.GetValues<ChangePolicy>())
        {
            var (id, document) = await Make(house, policy);
            await house.Acted(house.Yilmaz, id, await house.Signing(id, 1));
            await AddVersion(house, document);
            var preview = new PreviewReplace(house.Db, house.Calendars, house.Recent);

            var shown = (await preview.Run(house.Officer, id, document, 2, Ct)).Value;

            Assert.Equal([1], shown.Stale);
            Assert.Equal(policy == ChangePolicy.Restart ? [1] : [], shown.Again);
            Assert.Equal(policy == ChangePolicy.Continue ? [] : [2], shown.Waiting);
            Assert.Equal(policy == ChangePolicy.Reconfirm ? [house.Yilmaz.Staff!.Value] : [], shown.Confirming);
            Assert.Equal(3, (await house.Shown(house.Officer, id)).Folder.Revision);
            Assert.Equal(FolderRefusals.NoSuchItem, (await preview.Run(house.Officer, id, document, 3, Ct)).Refusal);
            Assert.Equal(FolderRefusals.NoSuchFolder, (await preview.Run(house.Brandt, id, document, 2, Ct)).Refusal);
        }
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Rule_10_the_superior_reads_who_has_let_the_due_time_pass(string database)
    {
        await using var house = await FolderHouse.On(database);
        var (id, _) = await Make(house, ChangePolicy.Restart);
        await house.Acted(Caller.Program(house.House.Tenant), id, new Escalate(house.Kaya.Staff!.Value) { Station = 1, Revision = 2 });

        var entry = Assert.Single((await house.Desk(house.Kaya)).Entries);

        Assert.Equal(DeskKind.Overdue, entry.Kind);
        Assert.Equal((await house.Shown(house.Officer, id)).NameOf(house.Yilmaz.Staff!.Value), entry.LateName);
        Assert.Empty((await new ListDesk(house.Db).Run(house.Kaya, null, entry.Cursor, 10, Ct)).Value.Entries);
        Assert.Null(Assert.Single((await house.Desk(house.Yilmaz)).Entries).LateName);
    }

    public void Dispose()
    {
        blobs.Dispose();
        place.Delete(recursive: true);
    }

    private async Task<(CirculationFolderId, DocumentId)> Make(FolderHouse house, ChangePolicy policy)
    {
        var document = new NewDocument
        {
            Id = Ids.New<DocumentId>(TimeProvider.System.GetUtcNow()),
            Kind = DocumentKind.Upload,
            Office = house.House.Housing,
            Title = "Bescheid",
            ReceivedAt = TimeProvider.System.GetUtcNow(),
            Content = await Content(house, "eins"u8.ToArray()),
            Text = DocumentText.Of("Der erste Text"),
        };
        await using (var unit = await house.Db.Write(house.Officer.Actor, Ct))
        {
            await new AddDocument(house.House.Journal).Run(unit, document);
            await unit.Commit();
        }
        var made = await house.MakeFolder.Run(
            house.Officer,
            new NewFolder
            {
                Subject = "Bescheid",
                Route = [FolderHouse.Step(FolderHouse.CoSign(house.Yilmaz)), FolderHouse.Step(FolderHouse.Sign(house.Mayor))],
                Policy = new RoutePolicy(Change: policy),
                Items = [new NewItem(document.Id, 1, true)],
                Start = true,
            },
            Guid.CreateVersion7(),
            Ct
        );
        Assert.True(made.Ok, made.Refusal?.Code);
        return (made.Value, document.Id);
    }

    private async Task AddVersion(FolderHouse house, DocumentId document)
    {
        var added = await new AddVersion(house.Db, house.House.Journal).Run(
            house.Officer,
            document,
            await Content(house, "zwei"u8.ToArray()),
            DocumentText.Of("Der zweite Text"),
            Ct
        );
        Assert.Equal(2, added.Value);
    }

    private async Task<NewContent> Content(FolderHouse house, byte[] bytes) =>
        new(new StoredBlob(await blobs.Put(house.House.Tenant, bytes, Ct), bytes.Length), "text/plain", "bescheid.txt");
}
