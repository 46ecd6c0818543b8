using Umlauf.Journal;
using Umlauf.Platform;

namespace Umlauf.Dispatch;

/// <summary>
/// Records that everything but the last bytes has been given to the server (übergeben). From here on a lost answer means doubt. False: somebody else has
/// ended this attempt meanwhile, and the last bytes must not go out.
/// </summary>
public sealed class HandOver(Db db, JournalWriter journal)
{
    public async Task<bool> Run(TenantId tenant, DispatchId item, int number, CancellationToken ct)
    {
        await using var unit = await db.Write(Actor.System(tenant), ct);
        var ours = await unit.Exec(
            """
            UPDATE dispatch_attempt SET handed_at = @now
            WHERE tenant_id = @tenant AND item_id = @item AND number = @number AND outcome IS NULL AND handed_at IS NULL
            """,
            new
            {
                item,
                number,
                now = unit.Now,
            }
        );
        if (ours != 1)
            return false;
        journal.Append(unit, "dispatch-handed-over", item.Value, new { attempt = number });
        await unit.Commit();
        return true;
    }
}
