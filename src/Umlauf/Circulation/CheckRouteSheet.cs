using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Umlauf.Circulation.Engine;
using Umlauf.Circulation.Model;
using Umlauf.Journal;
using Umlauf.Platform;

namespace Umlauf.Circulation;

/// <summary>What a check of a route sheet found.</summary>
/// <param name="Problems">Empty when the sheet is what the journal recorded.</param>
/// <param name="Fingerprint">SHA-256 of the public key, to be compared with the one that the administration publishes.</param>
public sealed record SheetCheck(IReadOnlyList<IntegrityProblem> Problems, int Acts, long CheckpointSize, string Fingerprint);

/// <summary>
/// Checks a route sheet without database and network (Laufzettel prüfen): the acts are those of the journal, the journal's entries are under the signed
/// root, and what people read on the sheet follows from the acts.
/// </summary>
public static class CheckRouteSheet
{
    /// <param name="file">The sheet as JSON.</param>
    /// <param name="trustedKey">The administration's public key in PEM; null: the one on the sheet, whose fingerprint the reader compares.</param>
    public static SheetCheck Run(ReadOnlySpan<byte> file, string? trustedKey)
    {
        RouteSheet? sheet;
        try
        {
            sheet = JsonSerializer.Deserialize<RouteSheet>(file, RouteSheet.Json);
        }
        catch (JsonException unreadable)
        {
            return new SheetCheck([new IntegrityProblem("sheet.unreadable", unreadable.Path ?? "", "This is no route sheet.")], 0, 0, "");
        }
        if (sheet is not { Format: RouteSheet.Version1 })
            return new SheetCheck(
                [new IntegrityProblem("sheet.unreadable", "format", "This is no route sheet of a known version.")],
                0,
                0,
                ""
            );
        var key = trustedKey ?? sheet.Checkpoint.PublicKey;
        return new SheetCheck([.. Problems(sheet, key)], sheet.Acts.Count, sheet.Checkpoint.Size, Fingerprint(key));
    }

    private static IEnumerable<IntegrityProblem> Problems(RouteSheet sheet, string key)
    {
        var checkpoint = new Checkpoint
        {
            TenantId = new TenantId(sheet.Checkpoint.Administration),
            Size = sheet.Checkpoint.Size,
            Root = Hex(sheet.Checkpoint.Root),
            Chain = Hex(sheet.Checkpoint.Chain),
            At = sheet.Checkpoint.At,
            Signature = Hex(sheet.Checkpoint.Signature),
        };
        if (!IsSigned(checkpoint, key))
            yield return new IntegrityProblem("sheet.checkpoint", "checkpoint", "The checkpoint does not bear the signature of this key.");
        for (var i = 0; i < sheet.Acts.Count; i++)
        {
            if (Wrong(sheet, sheet.Acts[i], checkpoint, i + 1) is { } what)
                yield return new IntegrityProblem("sheet.act", $"act {i + 1}", what);
        }
        if (Read(sheet) is not { } body)
            yield return new IntegrityProblem("sheet.acts", "acts", "The acts are no course of a folder.");
        else if (!Same(body, sheet.Body))
            yield return new IntegrityProblem("sheet.body", "body", "What the sheet says does not follow from its acts.");
    }

    private static string? Wrong(RouteSheet sheet, SheetAct act, Checkpoint checkpoint, int revision)
    {
        var canonical = Entry.Canonical(checkpoint.TenantId, act.At, act.Actor, act.Kind, sheet.Folder, act.EntryData);
        if (
            !MerkleTree.VerifyInclusion(
                act.Position - 1,
                checkpoint.Size,
                MerkleTree.Leaf(canonical),
                [.. act.Path.Select(Hex)],
                checkpoint.Root
            )
        )
            return "The journal's entry is not under the checkpoint.";
        using var facts = JsonDocument.Parse(act.EntryData);
        var recorded =
            facts.RootElement.TryGetProperty("act", out var hash)
            && hash.GetString() == FolderFacts.Hash(act.Data)
            && facts.RootElement.TryGetProperty("revision", out var number)
            && number.GetInt64() == revision;
        return recorded ? null : "The act is not the one that the journal recorded.";
    }

    private static SheetBody? Read(RouteSheet sheet)
    {
        try
        {
            return SheetBodies.Of(Circulate.Replay(null, sheet.Acts.Select(act => ActJson.Read(act.Data))));
        }
        catch (Exception broken)
            when (broken is JsonException or ArgumentException or IndexOutOfRangeException or InvalidOperationException)
        {
            return null;
        }
    }

    private static bool Same(SheetBody one, SheetBody other) =>
        JsonSerializer.Serialize(one, RouteSheet.Json) == JsonSerializer.Serialize(other, RouteSheet.Json);

    private static bool IsSigned(Checkpoint checkpoint, string key)
    {
        try
        {
            return CheckpointKey.Verify(key, checkpoint.SignedText(), checkpoint.Signature);
        }
        catch (Exception noKey) when (noKey is ArgumentException or CryptographicException)
        {
            return false;
        }
    }

    private static string Fingerprint(string pem) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(pem.Trim())));

    private static byte[] Hex(string text)
    {
        try
        {
            return Convert.FromHexString(text);
        }
        catch (FormatException)
        {
            return [];
        }
    }
}
