using Umlauf.Circulation.Engine;
using Umlauf.Circulation.Model;
using Umlauf.Dispatch;
using Umlauf.Identity;
using Umlauf.Journal;
using Umlauf.Platform;
using Umlauf.Records;

namespace Umlauf.Circulation;

/// <summary>Does something in a folder (in der Mappe handeln): sign, ask, delegate, call back, and everything else the engine knows.</summary>
public sealed class ActInFolder(Db db, JournalWriter journal, OfficeCalendars calendars, Jobs jobs, HoldDispatch hold, RecentFolders recent)
{
    /// <param name="commandId">The same id again answers with the folder as the first call left it (rule 14).</param>
    public async Task<Result<Folder>> Run(Caller by, CirculationFolderId id, Guid commandId, Command command, CancellationToken ct)
    {
        if (!Rights.Of(by).May(Right.Circulate))
            return FolderRefusals.NotAllowed;
        await using var unit = await db.Write(by.Actor, ct);
        var acting = await Hats.Of(unit, by);
        var done = await Within(unit, by, acting, id, commandId, command);
        if (done.Ok)
            await unit.Commit();
        return done;
    }

    /// <summary>Inside a transaction that does more. Nothing is written when it is refused.</summary>
    public async Task<Result<Folder>> Within(Unit unit, Caller by, Acting acting, CirculationFolderId id, Guid commandId, Command command)
    {
        if (
            await FolderStore.Load(unit, recent, id, hold: true) is not { } stored
            || await Look(unit, by, acting, id, commandId) is not { } seen
        )
            return FolderRefusals.NoSuchFolder;
        if (seen.Answered is { } revision)
            return await FolderStore.At(unit, id, revision);
        if (await Unknown(unit, command) is { } refusal)
            return refusal;
        if (command is ReplaceItem replace && stored.Folder.Items.Any(item => item.Document == replace.Document))
        {
            // Who may change the folder has seen its documents; the new version must be one of the same document.
            if (await SeenRecords.HashOf(unit, replace.Document, replace.Version) is not { } hash)
                return FolderRefusals.NoSuchItem;
            command = replace with { Hash = hash };
        }
        var clocks = await Calendars.At(unit, calendars, stored.Folder);
        var decided = Circulate.Decide(stored.Folder, command, acting, clocks);
        if (decided.Refusal is { } no)
            return no.Code == CirculationRefusals.Overtaken.Code ? await Overtaken(unit, stored.Folder, command) : no;
        var facts = FolderStore.Append(unit, recent, stored.Folder, decided.Value, commandId, clocks);
        journal.Append(unit, "folder-acted", id.Value, facts);
        if (decided.Value.Folder.State == FolderState.Withdrawn)
            await hold.LetGo(unit, id.Value);
        if (stored.Folder.State != FolderState.Completed && decided.Value.Folder.State == FolderState.Completed)
            await jobs.Enqueue(unit, CarryOutDirectives.JobKind, id.Value.ToString("N"), id.Value);
        return decided.Value.Folder;
    }

    /// <summary>Whether the caller sees the folder, now that it is locked, and whether the command was answered before.</summary>
    private static Task<Seen?> Look(Unit unit, Caller by, Acting acting, CirculationFolderId id, Guid commandId)
    {
        var visible = Visible.Folders(by, acting);
        return unit.One<Seen>(
            $"""
            SELECT (SELECT a.revision FROM circulation_act a
                WHERE a.tenant_id = @tenant AND a.folder_id = @id AND a.command_id = @commandId) AS answered
            FROM circulation_folder f WHERE f.tenant_id = @tenant AND f.id = @id AND {visible.Sql}
            """,
            visible.With(new { id, commandId })
        );
    }

    /// <summary>People and offices that a command names must be there.</summary>
    private static async Task<Refusal?> Unknown(Unit unit, Command command) =>
        command switch
        {
            SetRoute c => await Addressees.Check(unit, c.Route),
            Insert c => await Addressees.Check(unit, [c.Plan.Addressee]),
            Engine.Delegate c => await Addressees.Check(unit, [Addressee.Of(c.To)]),
            Ask { To: { } to } => await Addressees.Check(unit, [Addressee.Of(to)]),
            _ => null,
        };

    /// <summary>Rule 13: the second person is told who acted and what.</summary>
    private static async Task<Refusal> Overtaken(Unit unit, Folder folder, Command command)
    {
        if (
            command is not StationCommand { Station: var number }
            || folder.FindStation(number)?.Current is not { } outcome
            || outcome.Revision <= command.Revision
        )
            return CirculationRefusals.Overtaken;
        var name = (await ListNames.People(unit, [outcome.ActedBy])).GetValueOrDefault(outcome.ActedBy)?.Name;
        return CirculationRefusals.Overtaken.With($"{name}: {Words.Of(outcome)}, {Words.Local(outcome.At)}");
    }

    private sealed record Seen
    {
        /// <summary>The revision of the first answer, if there was one.</summary>
        public long? Answered { get; init; }
    }
}
