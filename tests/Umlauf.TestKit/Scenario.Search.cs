using System.IO.Compression;
using Umlauf.Identity;
using Umlauf.Platform;
using Umlauf.Records;

namespace Umlauf.TestKit;

public sealed partial class Scenario
{
    public SearchDocuments SearchDocuments => new(Db);

    /// <summary>A mail with a text, without attachments.</summary>
    public Task<DocumentId> MailSaying(
        string title,
        string text,
        OfficeId? office = null,
        Confidentiality confidentiality = Confidentiality.Normal
    ) => Arrive(NewMail(title) with { Text = DocumentText.Of(text), Office = office ?? Office, Confidentiality = confidentiality });

    /// <summary>A mail with one attachment and its text.</summary>
    public Task<DocumentId> MailWith(string title, (string Name, string Text) attachment, OfficeId? office = null)
    {
        var mail = NewMail(title, attachment.Name);
        return Arrive(mail with { Office = office ?? Office, Parts = [mail.Parts[0] with { Text = DocumentText.Of(attachment.Text) }] });
    }

    public Task<SearchPage> Search(string query, Caller? by = null) => Search(new SearchQuery(query), by);

    public async Task<SearchPage> Search(SearchQuery query, Caller? by = null) =>
        (await SearchDocuments.Run(by ?? By, query, CancellationToken.None)).Value;

    public async Task<Refusal?> SearchRefused(SearchQuery query) => (await SearchDocuments.Run(By, query, CancellationToken.None)).Refusal;

    /// <summary>A text that was read later.</summary>
    public async Task SetText(DocumentId document, string text)
    {
        await using var unit = await Db.Write(By.Actor, CancellationToken.None);
        await new SetText(Journal).Run(unit, [(document, DocumentText.Of(text))]);
        await unit.Commit();
    }

    /// <summary>The text as it is on record.</summary>
    public async Task<string> TextOf(DocumentId document)
    {
        var deflated = await Rows<byte[]>(
            "SELECT deflated FROM records_text WHERE tenant_id = @tenant AND document_id = @document",
            new { document }
        );
        await using var inflated = new DeflateStream(new MemoryStream(deflated[0]), CompressionMode.Decompress);
        using var reader = new StreamReader(inflated);
        return await reader.ReadToEndAsync();
    }

    public async Task LoseTheIndex()
    {
        await Exec("DELETE FROM records_search_entry WHERE tenant_id = @tenant");
        await Exec(
            Db.Dialect.IsSqlite
                ? "INSERT INTO records_search (records_search) VALUES ('delete-all')"
                : "DELETE FROM records_search_block WHERE tenant_id = @tenant; DELETE FROM records_search_segment WHERE tenant_id = @tenant"
        );
    }

    /// <summary>Orders it and does the work.</summary>
    public async Task RebuildIndex()
    {
        await new RebuildIndex(Db, new Jobs(Db), Journal).Run(By, CancellationToken.None);
        await WriteIndexAnew();
    }

    /// <summary>Does the work that was ordered.</summary>
    public async Task WriteIndexAnew()
    {
        var jobs = new Jobs(Db);
        var handler = new RebuildIndexJob(Db, jobs);
        using var runner = new JobRunner(jobs, [handler], Microsoft.Extensions.Logging.Abstractions.NullLogger<JobRunner>.Instance);
        while (await runner.Step(handler, CancellationToken.None)) { }
    }

    private async Task<DocumentId> Arrive(NewDocument mail)
    {
        await using var unit = await Db.Write(By.Actor, CancellationToken.None);
        await AddDocument.Run(unit, mail);
        await unit.Commit();
        return mail.Id;
    }
}
