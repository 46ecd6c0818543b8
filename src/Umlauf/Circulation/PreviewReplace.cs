using System.Collections.Immutable;
using Umlauf.Circulation.Engine;
using Umlauf.Circulation.Model;
using Umlauf.Identity;
using Umlauf.Platform;
using Umlauf.Records;

namespace Umlauf.Circulation;

/// <summary>What a new version of a document would do to what was signed (Vorschau auf den Austausch).</summary>
public sealed record ReplacePreview
{
    public required FolderItem Item { get; init; }

    public required int Version { get; init; }

    public required ChangePolicy Policy { get; init; }

    /// <summary>Stations whose outcome would no longer count.</summary>
    public required ImmutableArray<int> Stale { get; init; }

    /// <summary>Stations that would get their turn again, or for the first time.</summary>
    public required ImmutableArray<int> Again { get; init; }

    /// <summary>Stations that would wait although they had their turn.</summary>
    public required ImmutableArray<int> Waiting { get; init; }

    /// <summary>Who would be asked to confirm the change.</summary>
    public required ImmutableArray<StaffMemberId> Confirming { get; init; }
}

/// <summary>Shows who would have to sign again before a document is replaced (Austausch vorschauen, rule 6). Changes nothing.</summary>
public sealed class PreviewReplace(Db db, OfficeCalendars calendars, RecentFolders recent)
{
    public async Task<Result<ReplacePreview>> Run(Caller by, CirculationFolderId id, DocumentId document, int version, CancellationToken ct)
    {
        if (!Rights.Of(by).May(Right.Circulate))
            return FolderRefusals.NotAllowed;
        await using var unit = await db.Read(by.Actor, ct);
        var acting = await Hats.Of(unit, by);
        if (!await Visible.Sees(unit, by, acting, id) || await FolderStore.Load(unit, recent, id) is not { Folder: var folder })
            return FolderRefusals.NoSuchFolder;
        if (await SeenRecords.HashOf(unit, document, version) is not { } hash)
            return FolderRefusals.NoSuchItem;
        var command = new ReplaceItem(document, version, hash) { Revision = folder.Revision };
        var decided = Circulate.Decide(folder, command, acting, await Calendars.At(unit, calendars, folder));
        return decided.Refusal is { } refusal ? refusal : Compare(folder, decided.Value.Folder, document, version);
    }

    private static ReplacePreview Compare(Folder before, Folder after, DocumentId document, int version)
    {
        return new ReplacePreview
        {
            Item = before.Items.First(item => item.Document == document),
            Version = version,
            Policy = before.Policy.Change,
            Stale = Those(was => was.Effective is not null, then => then.IsStale),
            Again = Those(was => was.State != StationState.Active, then => then.State == StationState.Active),
            Waiting = Those(was => was.State == StationState.Active, then => then.State == StationState.Waiting),
            Confirming =
            [
                .. after
                    .Stations.Where(one => one is { Task: StationTask.Reconfirm, State: StationState.Active })
                    .Select(one => one.Addressee.Person)
                    .OfType<StaffMemberId>(),
            ],
        };

        ImmutableArray<int> Those(Func<Station, bool> was, Func<Station, bool> then) =>
            [.. before.Stations.Where(one => was(one) && then(after.Station(one.Number))).Select(one => one.Number)];
    }
}
