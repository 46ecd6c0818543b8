using System.Text.Json;
using Umlauf.Circulation.Engine;
using Umlauf.Circulation.Model;
using Umlauf.Identity;
using Umlauf.Journal;
using Umlauf.Platform;

namespace Umlauf.Circulation;

/// <summary>Makes the route sheet of a folder as it is now (Laufzettel ausstellen), with proofs against the newest checkpoint.</summary>
public sealed class MakeRouteSheet(Db db, ShowFolder show, ProveEntry prove, CheckpointKey key)
{
    public async Task<Result<RouteSheet>> Run(Caller by, CirculationFolderId id, CancellationToken ct)
    {
        var shown = await show.Run(by, id, ct);
        if (!shown.Ok)
            return shown.Refusal!;
        // First the checkpoint, then the acts: of those that came in between the sheet tells nothing.
        var proofs = (await prove.Of(by.Tenant, id.Value, ct)).Where(proof => proof.Entry.Kind is "folder-made" or "folder-acted").ToList();
        await using var unit = await db.Read(by.Actor, ct);
        var acts = await FolderStore.Texts(unit, id, proofs.Count);
        var body = SheetBodies.Of(Circulate.Replay(null, acts.Select(ActJson.Read)));
        var checkpoint = proofs[0].Checkpoint;
        return new RouteSheet
        {
            Format = RouteSheet.Version1,
            Folder = id.Value,
            Subject = shown.Value.Subject,
            Matter = shown.Value.MatterNumber,
            Administration = await unit.Scalar<string>("SELECT name FROM identity_pub_administration WHERE tenant_id = @tenant") ?? "",
            MadeAt = unit.Now,
            Body = body,
            Names = await Names(unit, body),
            Acts = [.. proofs.Zip(acts, Act)],
            Checkpoint = new SheetCheckpoint
            {
                Administration = checkpoint.TenantId.Value,
                Size = checkpoint.Size,
                Root = Convert.ToHexStringLower(checkpoint.Root),
                Chain = Convert.ToHexStringLower(checkpoint.Chain),
                At = checkpoint.At,
                Signature = Convert.ToHexStringLower(checkpoint.Signature),
                PublicKey = key.PublicPem,
            },
        };
    }

    public static byte[] Write(RouteSheet sheet) => JsonSerializer.SerializeToUtf8Bytes(sheet, RouteSheet.Json);

    private static SheetAct Act(InclusionProof proof, string data) =>
        new()
        {
            Data = data,
            Position = proof.Entry.Position,
            At = proof.Entry.At,
            Actor = proof.Entry.Actor,
            Kind = proof.Entry.Kind,
            EntryData = proof.Entry.Data,
            Path = [.. proof.Path.Select(hash => Convert.ToHexStringLower(hash))],
        };

    private static async Task<IReadOnlyDictionary<string, string>> Names(Unit unit, SheetBody body)
    {
        var keys = SheetBodies.Keys(body).ToList();
        var people = await ListNames.People(unit, keys.Select(AddresseeKey.Person).OfType<StaffMemberId>());
        var offices = await ListNames.Offices(unit, keys.Select(AddresseeKey.Office).OfType<OfficeId>());
        return keys.ToDictionary(one => one, one => AddresseeKey.Name(one, people, offices), StringComparer.Ordinal);
    }
}
