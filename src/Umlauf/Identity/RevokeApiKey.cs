using Umlauf.Journal;
using Umlauf.Platform;

namespace Umlauf.Identity;

/// <summary>Ends a key (Zugangsschlüssel sperren); it stays in the list.</summary>
public sealed class RevokeApiKey(Db db, JournalWriter journal)
{
    public static readonly Refusal NoSuchKey = new(
        "identity.no-such-key",
        "Diesen Schlüssel gibt es nicht, oder er ist schon gesperrt.",
        "There is no such key, or it is revoked already.",
        404
    );

    public async Task<Result<Done>> Run(Caller by, ApiKeyId key, CancellationToken ct)
    {
        if (!Rights.Of(by).May(Right.Administrate))
            return Rights.NotAllowed;
        await using var unit = await db.Write(by.Actor, ct);
        var revoked = await unit.Exec(
            "UPDATE identity_api_key SET revoked_at = @now WHERE tenant_id = @tenant AND id = @key AND revoked_at IS NULL",
            new { key, now = unit.Now }
        );
        if (revoked == 0)
            return NoSuchKey;
        journal.Append(unit, "api-key-revoked", key.Value);
        await unit.Commit();
        return default(Done);
    }
}
