using System.Collections.Concurrent;
using Umlauf.Identity.Model;
using Umlauf.Platform;

namespace Umlauf.Identity;

/// <summary>
/// The working days of each office (Kalender der Ämter): the holidays of the administration's first municipality, and the closing days of the office and
/// of those above it. Kept in memory; each use asks with one key whether anything has changed, on this node or another.
/// </summary>
public sealed class OfficeCalendars(Db db)
{
    private readonly ConcurrentDictionary<TenantId, Calendars> known = [];

    /// <param name="by">Who asks.</param>
    /// <param name="office">Null: the topmost one.</param>
    /// <param name="ct">Ends the reading.</param>
    public async Task<WorkingDays> Run(Caller by, OfficeId? office, CancellationToken ct)
    {
        await using var unit = await db.Read(by.Actor, ct);
        return await Of(unit, office);
    }

    /// <summary>The same inside of a transaction.</summary>
    public async Task<WorkingDays> Of(Unit unit, OfficeId? office) =>
        (await Of(unit, office is { } one ? [one] : Array.Empty<OfficeId>()))(office);

    /// <summary>Those of many offices with one question; what comes back knows at least these, and the topmost one for null.</summary>
    public async Task<Func<OfficeId?, WorkingDays>> Of(Unit unit, IReadOnlyCollection<OfficeId> offices)
    {
        var state = await unit.Scalar<Guid?>("SELECT calendar FROM identity_administration WHERE tenant_id = @tenant");
        if (!known.TryGetValue(unit.Tenant, out var calendars) || calendars.State != state || !offices.All(calendars.Knows))
            known[unit.Tenant] = calendars = await Load(unit, state);
        return calendars.Of;
    }

    private static async Task<Calendars> Load(Unit unit, Guid? state)
    {
        var seat = await unit.Query<Municipality>(
            "SELECT id, ags, name, local_holidays FROM identity_municipality WHERE tenant_id = @tenant ORDER BY id LIMIT 1"
        );
        var tree = await OfficeTree.Load(unit, alone: false);
        var closed = (
            await unit.Query<ClosingDay>("SELECT office_id, day, name FROM identity_closing_day WHERE tenant_id = @tenant")
        ).ToLookup(one => one.OfficeId, one => one.Day);
        // Without a municipality only the holidays of all states are sure.
        var land = seat.Count > 0 ? seat[0].State : default;
        var local = seat.Count > 0 ? seat[0].LocalHolidays : LocalHolidays.None;
        var days = new Dictionary<OfficeId, WorkingDays>();
        var all = new WorkingDays(land, local);
        foreach (var top in tree.Tops)
            Add(top, all, []);
        return new Calendars(state, days, tree.Tops.Select(top => days[top]).FirstOrDefault(all));

        void Add(OfficeId office, WorkingDays above, IReadOnlyCollection<DateOnly> closedAbove)
        {
            var (here, own) = (above, closedAbove);
            if (closed[office].Any())
            {
                own = [.. closedAbove, .. closed[office]];
                here = new WorkingDays(land, local, own);
            }
            days[office] = here;
            foreach (var below in tree.Below(office))
                Add(below, here, own);
        }
    }

    private sealed record Calendars(Guid? State, IReadOnlyDictionary<OfficeId, WorkingDays> Days, WorkingDays Top)
    {
        public bool Knows(OfficeId office) => Days.ContainsKey(office);

        public WorkingDays Of(OfficeId? office) => office is { } id && Days.TryGetValue(id, out var days) ? days : Top;
    }
}
