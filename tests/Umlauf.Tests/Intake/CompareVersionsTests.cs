using System.Text;
using Umlauf.Adapters.FileBlobs;
using Umlauf.Formats.Comparing;
using Umlauf.Identity;
using Umlauf.Intake;
using Umlauf.Platform;
using Umlauf.Records;
using Umlauf.TestKit;
using Xunit;

namespace Umlauf.Tests.Intake;

public sealed class CompareVersionsTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task The_newest_text_is_taken_from_the_record_and_earlier_ones_are_read_anew(string database)
    {
        await using var house = await House.Open(database);
        var document = await house.Document("Die Gebühr beträgt 50 Euro.", "Die Gebühr beträgt 80 Euro.");

        var first = await house.Texts.Run(house.Town.By, document, 1, Ct);
        var second = await house.Texts.Run(house.Town.By, document, 2, Ct);
        var compared = await house.Compare.Run(house.Town.By, document, 1, 2, Ct);

        Assert.Equal("Die Gebühr beträgt 50 Euro.", first.Value.Text);
        Assert.Equal("vom Amt gelesen: Die Gebühr beträgt 80 Euro.", second.Value.Text);
        Assert.Equal(
            [
                new(DifferenceKind.Inserted, "vom Amt gelesen: "),
                new(DifferenceKind.Same, "Die Gebühr beträgt "),
                new(DifferenceKind.Deleted, "50"),
                new(DifferenceKind.Inserted, "80"),
                new(DifferenceKind.Same, " Euro."),
            ],
            compared.Value.Texts.Differences!
        );
        Assert.Equal((1, 2), (compared.Value.Before.Number, compared.Value.After.Number));
        Assert.Equal(house.Town.By.Actor.ToString(), compared.Value.After.AddedBy);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Versions_that_are_not_there_and_people_who_may_not_see_them_are_refused(string database)
    {
        await using var house = await House.Open(database);
        var document = await house.Document("eins", "zwei");
        var stranger = house.Town.Officer(Ids.New<OfficeId>(house.Town.Db.Now));

        Assert.Equal(ReadContent.NoSuchVersion, (await house.Compare.Run(house.Town.By, document, 1, 3, Ct)).Refusal);
        Assert.Equal(ReadContent.NoSuchVersion, (await house.Compare.Run(house.Town.By, document, 0, 1, Ct)).Refusal);
        Assert.Equal(RecordsRefusals.NoSuchDocument, (await house.Compare.Run(stranger, document, 1, 2, Ct)).Refusal);
        Assert.Equal(RecordsRefusals.NoSuchDocument, (await house.Texts.Run(stranger, document, 1, Ct)).Refusal);
        Assert.Equal(RecordsRefusals.NoSuchDocument, (await new ReadText(house.Town.Db).Run(stranger, document, Ct)).Refusal);
        Assert.Equal(RecordsRefusals.NoSuchDocument, (await house.Draw.Run(stranger, document, 1, 1, Ct)).Refusal);
        Assert.Equal(DrawPage.NoSuchPage, (await house.Draw.Run(house.Town.By, document, 1, 1, Ct)).Refusal);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Texts_beyond_the_limit_are_said_to_be_too_long(string database)
    {
        await using var house = await House.Open(database);
        var document = await house.Document("kurz", new string('a', TextDifference.MostCharacters));

        var compared = await house.Compare.Run(house.Town.By, document, 1, 2, Ct);

        Assert.True(compared.Value.Texts.TooLong);
        Assert.Null(compared.Value.Texts.Differences);
    }

    /// <summary>Texts as documents; what is on record of the newest differs from the bytes, to tell where a text comes from.</summary>
    private sealed class House : IAsyncDisposable
    {
        private readonly FileBlobStore blobs;
        private readonly InProcessReading reading = new();

        private House(Scenario town)
        {
            Town = town;
            blobs = new FileBlobStore(Path.Combine(town.Database.Folder, "blobs"));
        }

        public Scenario Town { get; }

        private ReadContent Content => new(Town.Db, blobs);

        public ReadVersionText Texts => new(new ReadText(Town.Db), Content, reading);

        public CompareVersions Compare => new(new ShowDocument(Town.Db), Texts);

        public DrawPage Draw => new(Content, reading);

        public static async Task<House> Open(string database) => new(await Scenario.On(database));

        public async Task<DocumentId> Document(string first, string second)
        {
            var matter = await Town.Matter();
            var document = Town.NewMail() with { Content = await Put(first), Text = DocumentText.Of(first) };
            Assert.True((await new UploadDocument(Town.Db, Town.AddDocument).Run(Town.By, matter.Id, document, Ct)).Ok);
            var added = await new AddVersion(Town.Db, Town.Journal).Run(
                Town.By,
                document.Id,
                await Put(second),
                DocumentText.Of($"vom Amt gelesen: {second}"),
                Ct
            );
            Assert.True(added.Ok);
            return document.Id;
        }

        public async ValueTask DisposeAsync()
        {
            reading.Dispose();
            blobs.Dispose();
            await Town.DisposeAsync();
        }

        private async Task<NewContent> Put(string words)
        {
            var bytes = Encoding.UTF8.GetBytes(words);
            return new NewContent(new StoredBlob(await blobs.Put(Town.Tenant, bytes, Ct), bytes.Length), "text/plain", "text.txt");
        }
    }
}
