using Umlauf.Circulation.Model;
using Umlauf.Identity;
using Umlauf.Journal;
using Umlauf.Platform;

namespace Umlauf.Circulation;

/// <summary>Opens a folder to look at it (Mappe öffnen): once opened as it is, it may be signed together with others (rule 17).</summary>
public sealed class OpenFolder(Db db, JournalWriter journal, ShowFolder show)
{
    public async Task<Result<FolderView>> Run(Caller by, CirculationFolderId id, CancellationToken ct)
    {
        var shown = await show.Run(by, id, ct);
        if (!shown.Ok || by.Staff is not { } me)
            return shown;
        var revision = shown.Value.Folder.Revision;
        await using (var look = await db.Read(by.Actor, ct))
        {
            if (
                await look.Scalar<long?>(
                    "SELECT revision FROM circulation_opened WHERE tenant_id = @tenant AND staff_id = @me AND folder_id = @id",
                    new { me, id }
                ) == revision
            )
                return shown;
        }
        await using var unit = await db.Write(by.Actor, ct);
        await unit.Exec(
            """
            INSERT INTO circulation_opened (tenant_id, staff_id, folder_id, revision, opened_at) VALUES (@tenant, @me, @id, @revision, @now)
            ON CONFLICT (tenant_id, staff_id, folder_id) DO UPDATE SET revision = excluded.revision, opened_at = excluded.opened_at
            """,
            new
            {
                me,
                id,
                revision,
                now = unit.Now,
            }
        );
        journal.Append(unit, "folder-opened", id.Value, new { revision });
        await unit.Commit();
        return shown;
    }
}
