using Umlauf.Circulation.Engine;
using Umlauf.Circulation.Model;
using Umlauf.Identity;
using Umlauf.Journal;
using Umlauf.Platform;
using Acting = Umlauf.Circulation.Engine.Acting;

namespace Umlauf.Circulation;

/// <summary>
/// Reminds at half time and on the last working day, and shows the superior what is overdue (Erinnern, rule 10): never on a day on which the
/// addressee's office does not work, never while a question is open. Each is an act of the folder, so that journal and route sheet know it.
/// </summary>
public sealed class RemindStations(Db db, JournalWriter journal, OfficeCalendars calendars, RecentFolders recent)
{
    /// <summary>What is left waits for the next run; the oldest comes first.</summary>
    public const int MostPerRun = 2_000;

    /// <returns>How many stations got something.</returns>
    public async Task<int> Run(TenantId tenant, CancellationToken ct)
    {
        var count = 0;
        foreach (var row in await Waiting(tenant, ct))
            count += await Remind(tenant, new CirculationFolderId(row.FolderId), row.Place, ct) ? 1 : 0;
        return count;
    }

    private async Task<IReadOnlyList<WaitingRow>> Waiting(TenantId tenant, CancellationToken ct)
    {
        await using var unit = await db.Read(Actor.System(tenant), ct);
        return await unit.Query<WaitingRow>(
            """
            SELECT folder_id, place FROM circulation_desk WHERE tenant_id = @tenant AND remind_at <= @now
            ORDER BY remind_at, folder_id, place LIMIT @most
            """,
            new { now = unit.Now, most = MostPerRun }
        );
    }

    /// <summary>Two nodes may have found the same station: the second one waits for the folder and then finds nothing left to do.</summary>
    private async Task<bool> Remind(TenantId tenant, CirculationFolderId id, int place, CancellationToken ct)
    {
        await using var unit = await db.Write(Actor.System(tenant), ct);
        if (
            await FolderStore.Load(unit, recent, id, hold: true) is not { Folder: var folder }
            || folder.FindStation(place) is not { } station
        )
            return false;
        var clocks = await Calendars.At(unit, calendars, folder);
        var reminded = false;
        var next = DueSteps.Next(station, clocks);
        if (DueSteps.Now(station, clocks) is { } step)
        {
            next = null;
            if (await CommandFor(unit, folder, station, step) is { } command)
            {
                var decided = Circulate.Decide(folder, command, Acting.Program, clocks).Value;
                var facts = FolderStore.Append(unit, recent, folder, decided, Guid.CreateVersion7(unit.Now), clocks);
                journal.Append(unit, "folder-acted", id.Value, facts);
                next = DueSteps.Next(decided.Folder.Station(place), clocks);
                reminded = true;
            }
        }
        await unit.Exec(
            "UPDATE circulation_desk SET remind_at = @at WHERE tenant_id = @tenant AND folder_id = @id AND place = @place AND kind <> 'Overdue'",
            new
            {
                id,
                place,
                at = next ?? DeskRows.NoDate,
            }
        );
        await unit.Commit();
        return reminded;
    }

    private static async Task<Command?> CommandFor(Unit unit, Folder folder, Station station, DueStep step)
    {
        if (step.Reminder != ReminderKind.None)
            return new Remind(step.Reminder) { Station = station.Number, Revision = folder.Revision };
        var chart = await OrgCharts.For(unit, station.Addressee);
        return Superiors.Of(station.Addressee, folder.Owner, chart) is { } superior
            ? new Escalate(superior) { Station = station.Number, Revision = folder.Revision }
            : null;
    }

    private sealed record WaitingRow
    {
        public required Guid FolderId { get; init; }
        public required int Place { get; init; }
    }
}
