using Umlauf.Formats.Pdf;
using Umlauf.Identity;
using Umlauf.Platform;

namespace Umlauf.Circulation;

/// <summary>Hands out the route sheet (Laufzettel abrufen): the frozen one of a completed folder, else one as of now.</summary>
public sealed class GetRouteSheet(ShowFolder show, MakeRouteSheet make, FreezeRouteSheet freeze, IBlobStore blobs)
{
    public async Task<Result<byte[]>> Run(Caller by, CirculationFolderId id, bool pdf, CancellationToken ct)
    {
        var shown = await show.Run(by, id, ct);
        if (shown.Refusal is { } hidden)
            return hidden;
        if (
            await freeze.Frozen(by, id, ct) is { } frozen
            && await blobs.Get(by.Tenant, pdf ? frozen.PdfHash : frozen.JsonHash, ct) is { } bytes
        )
            return bytes.ToArray();
        var made = await make.Run(by, id, ct);
        if (made.Refusal is { } refusal)
            return refusal;
        return pdf ? PdfWriter.Write($"Laufzettel: {made.Value.Subject}", SheetText.Of(made.Value)) : MakeRouteSheet.Write(made.Value);
    }
}
