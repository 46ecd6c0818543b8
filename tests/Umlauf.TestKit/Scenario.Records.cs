using System.Text;
using Umlauf.Identity;
using Umlauf.Platform;
using Umlauf.Records;

namespace Umlauf.TestKit;

public sealed partial class Scenario
{
    private FilingPlanUnitId? planUnit;

    public OfficeId Office { get; } = Ids.New<OfficeId>(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public AddDocument AddDocument => new(Journal);

    public OpenMatter OpenMatter => new(Db, Journal);

    public FileDocument FileDocument => new(Db, Journal, OpenMatter);

    public UndoFiling UndoFiling => new(Db, Journal);

    public ImportFilingPlan ImportFilingPlan => new(Db, Journal);

    public async Task<ImportedPlan> ImportPlan(string csv, bool dryRun = false) =>
        (await ImportFilingPlan.Run(By, Encoding.UTF8.GetBytes(csv), dryRun, CancellationToken.None)).Value;

    /// <summary>Somebody of this office (else the town's only one), cleared up to the level.</summary>
    public Caller Officer(OfficeId? office = null, Confidentiality clearance = Confidentiality.Normal, params Role[] roles)
    {
        var person = Ids.New<StaffMemberId>(Db.Now);
        return new Caller
        {
            Actor = new Actor(Tenant, ActorKind.Staff, person.Value),
            Staff = person,
            Office = office ?? Office,
            Clearance = clearance,
            Roles = roles.ToHashSet(),
            Sight = new Dictionary<OfficeId, Confidentiality> { [office ?? Office] = clearance },
        };
    }

    /// <summary>The unit 46 Wohngeld, or another one of a small plan.</summary>
    public async Task<FilingPlanUnitId> PlanUnit(string code = "46")
    {
        if (code == "46" && planUnit is { } known)
            return known;
        var imported = await ImportPlan(
            $"kennzeichen;bezeichnung\n4;Soziale Sicherung\n46;Wohngeld\n63;Bauordnung\n{(code is "4" or "46" or "63" ? "" : $"{code};Einheit {code}\n")}"
        );
        Xunit.Assert.Empty(imported.Problems);
        var ids = await Rows<FilingPlanUnitId>(
            "SELECT id FROM records_filing_plan_unit WHERE tenant_id = @tenant AND code = @code",
            new { code }
        );
        if (code == "46")
            planUnit = ids[0];
        return ids[0];
    }

    public async Task<NewMatter> NewMatter(string subject = "Antrag auf Wohngeld") =>
        new()
        {
            PlanUnit = await PlanUnit(),
            Subject = subject,
            Office = Office,
        };

    public async Task<OpenedMatter> Matter(string subject = "Antrag auf Wohngeld") =>
        (await OpenMatter.Run(By, await NewMatter(subject), CancellationToken.None)).Value;

    /// <summary>A mail on record, with attachments of these names.</summary>
    public async Task<DocumentId> Mail(string title = "Wohngeld", params string[] attachments)
    {
        var mail = NewMail(title, attachments);
        await using var unit = await Db.Write(By.Actor, CancellationToken.None);
        await AddDocument.Run(unit, mail);
        await unit.Commit();
        return mail.Id;
    }

    public NewDocument NewMail(string title = "Wohngeld", params string[] attachments) =>
        new()
        {
            Id = Ids.New<DocumentId>(Db.Now),
            Kind = DocumentKind.Mail,
            Office = Office,
            Title = title,
            Author = "Erika Muster <erika@example.org>",
            Recipient = "Bürgerbüro <buergerbuero@stadt.example>",
            ReceivedAt = Db.Now,
            Content = Content(title, "message/rfc822", "mail.eml"),
            Text = DocumentText.Of($"Text von {title}"),
            Parts =
            [
                .. attachments.Select(name => new NewPart
                {
                    Id = Ids.New<DocumentId>(Db.Now),
                    Title = name,
                    Content = Content(name, "application/pdf", name),
                }),
            ],
        };

    private static NewContent Content(string words, string type, string name)
    {
        var bytes = Encoding.UTF8.GetBytes(words);
        return new NewContent(new StoredBlob(ContentHash.Of(bytes), bytes.Length), type, name);
    }
}
