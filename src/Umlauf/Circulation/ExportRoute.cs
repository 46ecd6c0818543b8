using Umlauf.Circulation.Model;
using Umlauf.Formats.Xdomea;
using Umlauf.Identity;
using Umlauf.Platform;

namespace Umlauf.Circulation;

/// <summary>Writes a folder's route as an xdomea circulation (Geschäftsgang): 4.0 without loss, 3.1 one step after the other, with notes on what does not fit.</summary>
public sealed class ExportRoute(Db db, ShowFolder show)
{
    public async Task<Result<XdomeaMessage>> Run(Caller by, CirculationFolderId id, XdomeaVersion version, CancellationToken ct)
    {
        var shown = await show.Run(by, id, ct);
        if (shown.Refusal is { } refusal)
            return refusal;
        var view = shown.Value;
        await using var unit = await db.Read(by.Actor, ct);
        var house = new Contact
        {
            Institution = await unit.Scalar<string>("SELECT name FROM identity_pub_administration WHERE tenant_id = @tenant"),
        };
        var circulation = RouteCarrier.Write(CarriedFolder.Of(view));
        var envelope = new XdomeaEnvelope
        {
            Process = view.Folder.Id.Value,
            Message = Guid.CreateVersion7(unit.Now),
            CreatedAt = unit.Now,
            Sender = house,
            Receiver = house,
            Product = "Umlauf",
            Manufacturer = "Umlauf",
            ProductVersion = typeof(ExportRoute).Assembly.GetName().Version?.ToString(3) ?? "0",
            Instance = $"umlauf-{by.Tenant}",
        };
        var matter = new XdomeaMatter(view.Matter?.Value ?? view.Folder.Id.Value, view.MatterSubject ?? view.Subject, view.MatterNumber);
        return XdomeaWriter.Internal(envelope, matter, circulation, version);
    }
}
