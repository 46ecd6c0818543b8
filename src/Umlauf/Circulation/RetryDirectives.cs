using Umlauf.Circulation.Engine;
using Umlauf.Circulation.Model;
using Umlauf.Identity;
using Umlauf.Journal;
using Umlauf.Platform;

namespace Umlauf.Circulation;

/// <summary>Tries an order at the end of a folder again, after its owner has removed what stood in its way (Verfügung erneut versuchen).</summary>
public sealed class RetryDirectives(Db db, JournalWriter journal, Jobs jobs, RecentFolders recent)
{
    public async Task<Result<Done>> Run(Caller by, CirculationFolderId id, CancellationToken ct)
    {
        if (!Rights.Of(by).May(Right.Circulate))
            return FolderRefusals.NotAllowed;
        await using var unit = await db.Write(by.Actor, ct);
        var acting = await Hats.Of(unit, by);
        if (!await Visible.Sees(unit, by, acting, id) || await FolderStore.Load(unit, recent, id) is not { } stored)
            return FolderRefusals.NoSuchFolder;
        if (acting.HatOf(stored.Folder.Owner) is null)
            return CirculationRefusals.NotOwner;
        if (stored.Folder.Directives.All(one => one.State != DirectiveState.Failed))
            return CirculationRefusals.NotDue;
        await jobs.Enqueue(unit, CarryOutDirectives.JobKind, id.Value.ToString("N"), id.Value);
        journal.Append(unit, "folder-directive-retried", id.Value);
        await unit.Commit();
        return default(Done);
    }
}
