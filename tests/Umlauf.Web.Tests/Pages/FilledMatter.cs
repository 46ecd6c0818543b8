using Umlauf.Dispatch;
using Umlauf.Records;
using Umlauf.Web.Tests.Kit;
using Umlauf.Web.Tests.Records;

namespace Umlauf.Web.Tests.Pages;

/// <summary>A matter in which something of everything lies, and the addresses of its pages.</summary>
internal sealed record FilledMatter(MatterId Id, string Number, CaseFileId File, DocumentId Paper, DispatchId Draft)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public IEnumerable<string> Addresses =>
        [
            $"/vorgang/{Id.Value}",
            $"/akte/{File.Value}",
            $"/dokument/{Paper.Value}",
            $"/dokument/{Paper.Value}?fassung=1",
            $"/dokument/{Paper.Value}/vergleich?von=1&nach=2",
            "/ausgang?ansicht=entwuerfe",
            $"/ausgang/{Draft.Value}",
            $"/ausgang/schreiben/{Draft.Value}",
            $"/ausgang/schreiben?vorgang={Id.Value}",
        ];

    public static async Task<FilledMatter> In(TownHall town)
    {
        var (officer, papers) = (town["sommer"], new Papers(town));
        var paper = await papers.PutPdf(Papers.Letter());
        var changed = Papers.Letter("60 Euro");
        await papers.AddVersion(paper, changed, "application/pdf", "bescheid.pdf", await papers.Text(changed));
        var matter = (await town.Get<ShowDocument>().Run(officer, paper, Ct)).Value.MatterId!.Value;
        await town.Get<WriteNote>().Run(officer, matter, "Rückruf am Montag, Unterlagen fehlen noch.", Ct);
        var party = new NewParty
        {
            Kind = PartyKind.Citizen,
            Name = "Erika Öztürk",
            Street = "Lange Gasse 1",
            Postcode = "12345",
            City = "Musterstadt",
            Email = "erika@buerger.example",
        };
        await town.Get<AddParty>().Run(officer, matter, party, Ct);
        await town.Get<GrantAccess>().Run(officer, matter, town["yilmaz"].Staff!.Value, "Anhörung", Ct);
        var text = new DraftText
        {
            To = "Erika Öztürk <erika@buerger.example>",
            Subject = "Ihr Antrag",
            Body = "Guten Tag",
            Files = [new DraftFile(paper)],
        };
        var draft = (await town.Get<PrepareReply>().Run(officer, new NewDispatch { Matter = matter, Text = text }, Ct)).Value;
        var head = (await town.Get<ShowMatter>().Run(officer, matter, Ct)).Value;
        return new FilledMatter(matter, head.Number, head.CaseFileId, paper, draft);
    }
}
