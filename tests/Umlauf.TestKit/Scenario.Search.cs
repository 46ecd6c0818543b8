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

    public async Task LoseTheIndex()
    {
        await Exec("DELETE FROM records_search_entry WHERE tenant_id = @tenant");
        if (Db.Dialect.IsSqlite)
            await Exec("INSERT INTO records_search (records_search) VALUES ('delete-all')");
    }

    /// <summary>Orders it and does the work.</summary>
    public async Task RebuildIndex()
    {
        var jobs = new Jobs(Db);
        await new RebuildIndex(Db, jobs, Journal).Run(By, CancellationToken.None);
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
