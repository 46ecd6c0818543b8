using Umlauf.Formats.Pdf;
using Umlauf.Platform;
using Umlauf.Records;
using Umlauf.Web.Tests.Kit;

namespace Umlauf.Web.Tests.Records;

/// <summary>Documents of every kind in matters of the town hall, as people put them there.</summary>
internal sealed class Papers(TownHall town)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Three pages; the first says Wohngeldbescheid, the last Rechtsbehelf.</summary>
    public static byte[] Letter(string fee = "50 Euro") =>
        PdfWriter.Write(
            "Wohngeldbescheid",
            [
                $"Die Gebühr beträgt {fee}. Sie ist sofort fällig.",
                .. Enumerable.Range(1, 70).Select(i => $"Absatz {i}: Die Gebühr ist in Absatz {i} begründet."),
                "Rechtsbehelf: Gegen diesen Bescheid ist Widerspruch zulässig.",
            ]
        );

    public async Task<DocumentId> Put(byte[] bytes, string type, string name, string? text = null, string owner = "sommer")
    {
        var matter = await town.Get<OpenMatter>()
            .Run(
                town[owner],
                new NewMatter
                {
                    PlanUnit = town.Plan(town.SomePlanUnit),
                    Subject = $"Vorgang zu {name}",
                    Office = town[owner].Office!.Value,
                },
                Ct
            );
        var now = TimeProvider.System.GetUtcNow();
        var document = new NewDocument
        {
            Id = Ids.New<DocumentId>(now),
            Kind = DocumentKind.Upload,
            Office = town[owner].Office!.Value,
            Title = name,
            ReceivedAt = now,
            Content = await Store(bytes, type, name),
            Text = text is null ? null : DocumentText.Of(text),
        };
        Assert.True((await town.Get<UploadDocument>().Run(town[owner], matter.Value.Id, document, Ct)).Ok);
        return document.Id;
    }

    /// <summary>A PDF with its text on record, read as arrivals are read.</summary>
    public async Task<DocumentId> PutPdf(byte[] pdf, string name = "bescheid.pdf") =>
        await Put(pdf, "application/pdf", name, await Text(pdf));

    public async Task AddVersion(DocumentId document, byte[] bytes, string type, string name, string? text)
    {
        var added = await town.Get<AddVersion>()
            .Run(town["sommer"], document, await Store(bytes, type, name), text is null ? null : DocumentText.Of(text), Ct);
        Assert.True(added.Ok);
    }

    public async Task<string> Text(byte[] bytes) => (await town.Get<Umlauf.Intake.IItemReading>().Read(bytes, null, null, Ct)).Text;

    private async Task<NewContent> Store(byte[] bytes, string type, string name) =>
        new(new StoredBlob(await town.Get<IBlobStore>().Put(town.Tenant, bytes, Ct), bytes.Length), type, name);
}
