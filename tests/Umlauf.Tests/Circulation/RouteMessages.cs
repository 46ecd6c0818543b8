using Umlauf.Circulation;
using Umlauf.Formats.Xdomea;
using Umlauf.Identity;
using Umlauf.Records;
using Xunit;

namespace Umlauf.Tests.Circulation;

/// <summary>Messages with routes, as another administration writes them, and the use cases that take and give them.</summary>
internal static class RouteMessages
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static ExportRoute Export(FolderHouse house) => new(house.Db, house.ShowFolder);

    public static ImportRoute Import(FolderHouse house) =>
        new(house.Db, new SaveTemplate(house.Db, house.House.Journal), house.MakeFolder, house.ShowFolder, house.ActInFolder);

    public static async Task<ImportedRoute> Imported(
        FolderHouse house,
        Caller by,
        ReadOnlyMemory<byte> message,
        RouteTarget target,
        int? which = null
    )
    {
        var imported = await Import(house).Run(by, message, target, which, Ct);
        Assert.True(imported.Ok, $"{imported.Refusal?.German} {imported.Refusal?.Detail}");
        return imported.Value;
    }

    public static async Task<(XdomeaCirculation Circulation, IReadOnlyList<Umlauf.Formats.Reading.ReadNote> Notes)> Exported(
        FolderHouse house,
        CirculationFolderId id,
        XdomeaVersion version,
        Caller? by = null
    )
    {
        var message = await Export(house).Run(by ?? house.Officer, id, version, Ct);
        Assert.True(message.Ok, message.Refusal?.German);
        var reading = XdomeaReader.Read(message.Value.Xml);
        Assert.Empty(reading.Notes);
        return (Assert.Single(reading.Circulations).Circulation, message.Value.Notes);
    }

    public static IEnumerable<string?> Texts(XdomeaCirculation circulation) => circulation.Steps.Select(step => step.Order.Text);

    public static XdomeaCirculation Simple(string text, string familyName, string? note = null) =>
        new() { Id = Guid.CreateVersion7(), Steps = [Step("1", text, new Contact { FamilyName = familyName }, note)] };

    public static CirculationStep Step(string number, string text, Contact addressee, string? note, params string[] parallelTo) =>
        new()
        {
            Number = number,
            Status = StepStatus.Future,
            Order = new StepOrder
            {
                Creator = new Contact { FamilyName = "Sommer" },
                Addressee = addressee,
                CreatedOn = new DateOnly(2026, 3, 2),
                Text = text,
                Note = note,
            },
            ParallelTo = [.. parallelTo],
        };

    public static ReadOnlyMemory<byte> Message(XdomeaCirculation circulation)
    {
        var kreis = new Contact { Institution = "Kreis Auental" };
        var envelope = new XdomeaEnvelope
        {
            Process = Guid.CreateVersion7(),
            Message = Guid.CreateVersion7(),
            CreatedAt = new DateTimeOffset(2026, 8, 1, 10, 0, 0, TimeSpan.Zero),
            Sender = kreis,
            Receiver = kreis,
            Product = "x",
            Manufacturer = "x",
            ProductVersion = "1",
            Instance = "x",
        };
        return XdomeaWriter
            .Internal(envelope, new XdomeaMatter(Guid.CreateVersion7(), "Regionalplan", null), circulation, XdomeaVersion.V40)
            .Xml;
    }

    public static async Task<MatterId> Matter(FolderHouse house)
    {
        var program = Caller.Program(house.House.Tenant);
        var plan = "kennzeichen;bezeichnung\n46;Wohngeld\n"u8.ToArray();
        await new ImportFilingPlan(house.Db, house.House.Journal).Run(program, plan, false, Ct);
        var unit = (await new ShowFilingPlan(house.Db).ByCode(house.Officer, "46", Ct))!;
        var wanted = new NewMatter
        {
            PlanUnit = unit.Id,
            Subject = "Antrag auf Wohngeld",
            Office = house.House.Housing,
        };
        return (await new OpenMatter(house.Db, house.House.Journal).Run(house.Officer, wanted, Ct)).Value.Id;
    }
}
