using Umlauf.Circulation.Model;
using Umlauf.Formats.Pdf;
using Umlauf.Identity;
using Umlauf.Journal;
using Umlauf.Platform;
using Umlauf.Records;

namespace Umlauf.Circulation;

/// <summary>Freezes the route sheet of a completed folder and files it with the documents (Laufzettel zu den Akten), once.</summary>
public sealed class FreezeRouteSheet(Db db, JournalWriter journal, MakeRouteSheet make, IBlobStore blobs, UploadDocument upload)
{
    public async Task Run(Caller by, CirculationFolderId id, MatterId? matter, CancellationToken ct)
    {
        if (await Frozen(by, id, ct) is not null)
            return;
        var made = await make.Run(by, id, ct);
        var sheet = made.Value;
        var json = MakeRouteSheet.Write(sheet);
        var pdf = PdfWriter.Write($"Laufzettel: {sheet.Subject}", SheetText.Of(sheet));
        var jsonBlob = new StoredBlob(await blobs.Put(by.Tenant, json, ct), json.Length);
        var pdfBlob = new StoredBlob(await blobs.Put(by.Tenant, pdf, ct), pdf.Length);
        await using var unit = await db.Write(by.Actor, ct);
        var first = await unit.Exec(
            """
            INSERT INTO circulation_sheet (tenant_id, folder_id, json_hash, pdf_hash, frozen_at)
            VALUES (@tenant, @id, @json, @pdf, @now) ON CONFLICT (tenant_id, folder_id) DO NOTHING
            """,
            new
            {
                id,
                json = jsonBlob.Hash,
                pdf = pdfBlob.Hash,
                now = unit.Now,
            }
        );
        if (first == 0)
            return;
        if (matter is { } of)
            await File(unit, by, of, sheet, pdfBlob, jsonBlob);
        journal.Append(unit, "folder-sheet-frozen", id.Value, new { json = jsonBlob.Hash.Hex, pdf = pdfBlob.Hash.Hex });
        await unit.Commit();
    }

    /// <summary>The hashes of the frozen sheet; null while there is none.</summary>
    public async Task<FrozenSheet?> Frozen(Caller by, CirculationFolderId id, CancellationToken ct)
    {
        await using var unit = await db.Read(by.Actor, ct);
        return await unit.One<FrozenSheet>(
            "SELECT json_hash, pdf_hash, frozen_at FROM circulation_sheet WHERE tenant_id = @tenant AND folder_id = @id",
            new { id }
        );
    }

    /// <summary>A matter that was put away in the meantime keeps what it has; the sheet stays with the folder then.</summary>
    private Task<Result<DocumentId>> File(Unit unit, Caller by, MatterId matter, RouteSheet sheet, StoredBlob pdf, StoredBlob json) =>
        upload.Within(
            unit,
            by,
            matter,
            new NewDocument
            {
                Id = Ids.New<DocumentId>(unit.Now),
                Kind = DocumentKind.Form,
                Office = default,
                Title = $"Laufzettel: {sheet.Subject}",
                ReceivedAt = unit.Now,
                Content = new NewContent(pdf, "application/pdf", "Laufzettel.pdf"),
                Text = DocumentText.Of(string.Join('\n', SheetText.Of(sheet))),
                Parts =
                [
                    new NewPart
                    {
                        Id = Ids.New<DocumentId>(unit.Now),
                        Title = "Laufzettel.json",
                        Content = new NewContent(json, "application/json", "Laufzettel.json"),
                    },
                ],
            }
        );
}

/// <summary>Where the frozen sheet's bytes lie.</summary>
public sealed record FrozenSheet
{
    public required ContentHash JsonHash { get; init; }
    public required ContentHash PdfHash { get; init; }
    public required DateTimeOffset FrozenAt { get; init; }
}
