using Umlauf.Identity;
using Umlauf.Journal;
using Umlauf.Platform;
using Umlauf.Records.Model;

namespace Umlauf.Records;

/// <summary>Takes documents, their parts and their first versions on record, in the transaction of whoever received them (Dokument anlegen).</summary>
public sealed class AddDocument(JournalWriter journal)
{
    /// <summary>Outside any matter: each document waits in the tray of its office.</summary>
    public async Task Run(Unit unit, IReadOnlyList<NewDocument> documents)
    {
        var rows = documents.SelectMany(document => DocumentRow.Of(document, null, document.Office, document.Confidentiality)).ToList();
        await DocumentRow.Insert(unit, journal, rows);
        await SearchIndex.Put(unit, rows.Select(row => (Source(unit.Tenant, row), row.Part.Text?.Terms ?? "")));
    }

    public Task Run(Unit unit, NewDocument document) => Run(unit, [document]);

    /// <summary>Straight into a matter, whose office and confidentiality it takes over.</summary>
    internal async Task Into(Unit unit, NewDocument document, MatterId matter, OfficeId office, Confidentiality confidentiality)
    {
        await DocumentRow.Insert(unit, journal, [.. DocumentRow.Of(document, matter, office, confidentiality)]);
        // In a matter, its number and the people named for it belong into the index: read them there.
        await SearchIndex.RefreshWithParts(unit, document.Id);
    }

    private static SearchSource Source(TenantId tenant, DocumentRow row) =>
        new()
        {
            Tenant = tenant,
            Id = row.Part.Id,
            Title = row.Title,
            Author = row.Author,
            Recipient = row.Recipient,
            Kind = row.Part.Kind,
            Office = row.Office,
            ReceivedAt = row.ReceivedAt,
            Access = new RecordAccess(row.Office, row.Confidentiality, Filed: false),
        };
}
