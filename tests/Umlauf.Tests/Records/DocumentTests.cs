using System.Text;
using Umlauf.Adapters.FileBlobs;
using Umlauf.Identity;
using Umlauf.Platform;
using Umlauf.Records;
using Umlauf.TestKit;
using Xunit;

namespace Umlauf.Tests.Records;

public sealed class DocumentTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Every_version_keeps_its_exact_bytes(string database)
    {
        await using var town = await Scenario.On(database);
        using var blobs = new FileBlobStore(Path.Combine(town.Database.Folder, "blobs"));
        var matter = await town.Matter();
        var document = await Upload(town, blobs, matter.Id, "erste Fassung");

        var second = await new AddVersion(town.Db, town.Journal).Run(town.Officer(), document, await Put(town, blobs, "zweite"), null, Ct);
        var denied = await new AddVersion(town.Db, town.Journal).Run(
            town.Officer(Ids.New<OfficeId>(town.Db.Now)),
            document,
            await Put(town, blobs, "dritte"),
            null,
            Ct
        );

        Assert.Equal(2, second.Value);
        Assert.Equal(RecordsRefusals.NoSuchDocument, denied.Refusal);
        var read = new ReadContent(town.Db, blobs);
        Assert.Equal("erste Fassung", Encoding.UTF8.GetString((await read.Run(town.Officer(), document, 1, Ct)).Value.Bytes.Span));
        Assert.Equal("zweite", Encoding.UTF8.GetString((await read.Run(town.Officer(), document, 2, Ct)).Value.Bytes.Span));
        Assert.Equal(ReadContent.NoSuchVersion, (await read.Run(town.Officer(), document, 3, Ct)).Refusal);
        Assert.Equal(
            RecordsRefusals.NoSuchDocument,
            (await read.Run(town.Officer(Ids.New<OfficeId>(town.Db.Now)), document, 1, Ct)).Refusal
        );
        Assert.Equal(["document-added", "document-version-added"], await town.JournalOf(document.Value));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Hostile_names_and_texts_are_data(string database)
    {
        await using var town = await Scenario.On(database);
        var matter = await town.Matter();
        var hostile = "a\0b\r\nBcc: x\ud800" + new string('ß', 600);
        var mail = town.NewMail(hostile, "../../etc/passwd\0") with { Author = hostile, Text = DocumentText.Of(hostile) };

        Assert.True((await new UploadDocument(town.Db, town.AddDocument).Run(town.By, matter.Id, mail, Ct)).Ok);

        var item = Assert.Single((await new ShowTimeline(town.Db).Run(town.By, matter.Id, null, 10, Ct)).Value.Items);
        Assert.StartsWith("ab  Bcc: x\ufffdß", item.Text, StringComparison.Ordinal);
        Assert.Equal("../../etc/passwd", item.Parts[0].Title);
        await using var unit = await town.Db.Write(town.By.Actor, Ct);
        await new SetText(town.Journal).Run(unit, [(mail.Id, DocumentText.Of("später gelesen"))]);
        await unit.Commit();
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Verification_is_content_with_what_the_program_wrote(string database)
    {
        await using var town = await Scenario.On(database);
        using var blobs = new FileBlobStore(Path.Combine(town.Database.Folder, "blobs"));
        var matter = await town.Matter();
        var document = await Upload(town, blobs, matter.Id, "eins");
        await Upload(town, blobs, matter.Id, "zwei");
        for (var i = 0; i < 3; i++)
            await new AddVersion(town.Db, town.Journal).Run(town.By, document, await Put(town, blobs, $"Fassung {i}"), null, Ct);

        var report = await new VerifyRecords(town.Db, blobs).Check(town.Tenant, Ct);

        Assert.Empty(report.Problems);
        Assert.Equal(5, report.Checked);
    }

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task Verification_names_what_was_changed_behind_the_programs_back(string database, string damage, string code)
    {
        await using var town = await Scenario.On(database);
        using var blobs = new FileBlobStore(Path.Combine(town.Database.Folder, "blobs"));
        var document = await Upload(town, blobs, (await town.Matter()).Id, "eins");
        await new AddVersion(town.Db, town.Journal).Run(town.By, document, await Put(town, blobs, "zwei"), null, Ct);

        Assert.Equal(1, await town.Exec(damage));
        var report = await new VerifyRecords(town.Db, blobs).Check(town.Tenant, Ct);

        Assert.Contains(
            report.Problems,
            problem => problem.Code == code && problem.Where.Contains($"{document.Value:D}", StringComparison.Ordinal)
        );
    }

    public static TheoryData<string, string, string> Damages
    {
        get
        {
            var damages = new TheoryData<string, string, string>();
            foreach (var database in new[] { Databases.Sqlite, Databases.Postgres })
            {
                const string version = "UPDATE records_document_version SET";
                damages.Add(database, $"{version} size = size + 1 WHERE tenant_id = @tenant AND number = 1", "records.version-changed");
                damages.Add(database, $"{version} file_name = 'x' WHERE tenant_id = @tenant AND number = 2", "records.version-changed");
                damages.Add(database, $"{version} content_type = 'x' WHERE tenant_id = @tenant AND number = 1", "records.version-changed");
                damages.Add(database, $"{version} added_by = 'staff' WHERE tenant_id = @tenant AND number = 1", "records.version-changed");
                damages.Add(
                    database,
                    $"{version} hash = '{new string('0', 64)}' WHERE tenant_id = @tenant AND number = 2",
                    "records.content-missing"
                );
                damages.Add(database, $"{version} number = 3 WHERE tenant_id = @tenant AND number = 2", "records.version-changed");
                damages.Add(database, "UPDATE records_document SET title = 'Anderes' WHERE tenant_id = @tenant", "records.version-changed");
                damages.Add(
                    database,
                    "UPDATE records_document SET author = 'Anderer' WHERE tenant_id = @tenant",
                    "records.version-changed"
                );
                damages.Add(
                    database,
                    "UPDATE records_document SET received_at = created_at, kind = 'Fax' WHERE tenant_id = @tenant",
                    "records.version-changed"
                );
                damages.Add(
                    database,
                    "DELETE FROM records_document_version WHERE tenant_id = @tenant AND number = 2",
                    "records.version-missing"
                );
                damages.Add(
                    database,
                    """
                    INSERT INTO records_document_version (tenant_id, document_id, number, hash, size, content_type, file_name, added_at, added_by)
                    SELECT tenant_id, document_id, 3, hash, size, content_type, file_name, added_at, added_by FROM records_document_version
                    WHERE tenant_id = @tenant AND number = 2
                    """,
                    "records.version-changed"
                );
            }
            return damages;
        }
    }

    private static async Task<DocumentId> Upload(Scenario town, FileBlobStore blobs, MatterId matter, string words)
    {
        var document = town.NewMail(words) with { Content = await Put(town, blobs, words) };
        return (await new UploadDocument(town.Db, town.AddDocument).Run(town.By, matter, document, Ct)).Value;
    }

    private static async Task<NewContent> Put(Scenario town, FileBlobStore blobs, string words)
    {
        var bytes = Encoding.UTF8.GetBytes(words);
        return new NewContent(new StoredBlob(await blobs.Put(town.Tenant, bytes, Ct), bytes.Length), "text/plain", "brief.txt");
    }
}
