using Microsoft.Extensions.Logging.Abstractions;
using Umlauf.Platform;
using Umlauf.Records;
using Umlauf.TestKit;
using Xunit;

namespace Umlauf.Tests.Records;

/// <summary>The index while documents come, change and come again: pieces are merged, and only what is true is found.</summary>
public sealed class SearchUnderWritingTests
{
    private static readonly string[] words = ["Wohngeld", "Hundesteuer", "Parkausweis", "Baugenehmigung", "Sperrmüll"];

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task After_hundreds_of_changes_every_word_finds_what_has_it_now(string database)
    {
        await using var town = await Scenario.On(database);
        var random = new Random(7);
        var texts = new Dictionary<DocumentId, string>();
        for (var i = 0; i < 300; i++)
        {
            var text = Text(random);
            if (texts.Count > 20 && random.Next(3) == 0)
            {
                var again = texts.Keys.ElementAt(random.Next(texts.Count));
                await town.SetText(again, text);
                texts[again] = text;
            }
            else
            {
                texts[await town.MailSaying("Schreiben", text)] = text;
            }
        }

        await AssertFound(town, texts);
        await town.RebuildIndex();
        await AssertFound(town, texts);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Who_writes_the_same_documents_at_the_same_time_leaves_what_the_last_one_wrote(string database)
    {
        await using var town = await Scenario.On(database);
        var documents = new List<DocumentId>();
        for (var i = 0; i < 6; i++)
            documents.Add(await town.MailSaying("Schreiben", "noch nichts"));

        await Parallel.ForEachAsync(
            Enumerable.Range(0, 8),
            async (writer, _) =>
            {
                var random = new Random(writer);
                for (var i = 0; i < 25; i++)
                    await town.SetText(documents[random.Next(documents.Count)], Text(random));
            }
        );

        var texts = new Dictionary<DocumentId, string>();
        foreach (var document in documents)
            texts[document] = await town.TextOf(document);
        await AssertFound(town, texts);
    }

    [Fact]
    public async Task After_an_update_that_drops_the_index_it_is_written_anew_by_itself()
    {
        await using var town = await Scenario.On(Databases.Postgres);
        var mail = await town.MailSaying("Schreiben", "Wohngeld");
        await town.Exec(
            """
            DELETE FROM records_search_block WHERE tenant_id = @tenant;
            DELETE FROM records_search_segment WHERE tenant_id = @tenant;
            INSERT INTO records_search_lost (tenant_id) VALUES (@tenant)
            """
        );
        await town.MailSaying("Schreiben", "kam dazwischen");
        Assert.Empty((await town.Search("Wohngeld")).Hits);
        using var start = new RebuildLostIndex(town.Db, new Jobs(town.Db), TimeProvider.System, NullLogger<RebuildLostIndex>.Instance);

        await start.StartAsync(TestContext.Current.CancellationToken);
        await start.ExecuteTask!;
        await town.WriteIndexAnew();

        Assert.Equal(mail, Assert.Single((await town.Search("Wohngeld")).Hits).Id);
        Assert.Empty(await town.Rows<int>("SELECT tenant_id FROM records_search_lost"));
    }

    [Fact]
    public async Task What_is_committed_late_still_replaces_what_was_merged_meanwhile()
    {
        await using var town = await Scenario.On(Databases.Postgres);
        var late = await town.MailSaying("Schreiben", "Wohngeld");
        await using (var unit = await town.Db.Write(town.By.Actor, CancellationToken.None))
        {
            await new SetText(town.Journal).Run(unit, [(late, DocumentText.Of("Hundesteuer"))]);
            for (var i = 0; i < 30; i++)
                await town.MailSaying("Schreiben", "Sperrmüll");
            await unit.Commit();
        }

        Assert.Empty((await town.Search("Wohngeld")).Hits);
        Assert.Equal(late, Assert.Single((await town.Search("Hundesteuer")).Hits).Id);
    }

    private static string Text(Random random) => string.Join(' ', words.Where(_ => random.Next(2) == 0).Append("Anliegen"));

    private static async Task AssertFound(Scenario town, Dictionary<DocumentId, string> texts)
    {
        foreach (var word in words.Append("Anliegen"))
        {
            var found = new HashSet<DocumentId>();
            string? after = null;
            do
            {
                var page = await town.Search(new SearchQuery(word) { Limit = 100, After = after });
                found.UnionWith(page.Hits.Select(hit => hit.Id));
                if (after is null && !page.TotalIsAtMost)
                    Assert.Equal(texts.Values.Count(text => text.Split(' ').Contains(word)), page.Total);
                after = page.Next;
            } while (after is not null);
            Assert.Equal(texts.Where(one => one.Value.Split(' ').Contains(word)).Select(one => one.Key).ToHashSet(), found);
        }
    }
}
