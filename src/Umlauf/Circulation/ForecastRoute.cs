using System.Collections.Immutable;
using Umlauf.Circulation.Engine;
using Umlauf.Identity;
using Umlauf.Platform;

namespace Umlauf.Circulation;

/// <summary>A forecast, and the working days of whoever is asked, to draw it (Vorschau mit Kalendern).</summary>
public sealed record ForecastView(Forecast Forecast, DateOnly Start, IReadOnlyDictionary<string, WorkingDays> Calendars);

/// <summary>Says who would get a folder when (Vorschau des Laufwegs), by the working days of the offices of whoever is asked.</summary>
public sealed class ForecastRoute(Db db, OfficeCalendars calendars)
{
    public async Task<ForecastView> Run(
        Caller by,
        ImmutableArray<StepPlan> route,
        IReadOnlyDictionary<string, decimal> fields,
        CancellationToken ct
    )
    {
        await using var unit = await db.Read(by.Actor, ct);
        var asked = In(route).DistinctBy(one => one.Key, StringComparer.Ordinal).ToList();
        var offices = await OfficesOf(unit, [.. asked.Select(one => one.Person).OfType<StaffMemberId>()]);
        var days = new Dictionary<string, WorkingDays>(StringComparer.Ordinal);
        foreach (var one in asked)
        {
            var office = one.Office ?? (one.Person is { } person && offices.TryGetValue(person, out var own) ? own : (OfficeId?)null);
            days[one.Key] = await calendars.Of(unit, office);
        }
        var start = LocalDays.Of(unit.Now);
        return new ForecastView(RouteForecast.Of(route, fields, start, one => days[one.Key]), start, days);
    }

    private static IEnumerable<Addressee> In(ImmutableArray<StepPlan> route) =>
        route
            .SelectMany(step => step.Members)
            .SelectMany(member => member.Station is { } station ? [station.Addressee] : In(member.Branch!.Value));

    /// <summary>The office of each person's first post.</summary>
    private static async Task<IReadOnlyDictionary<StaffMemberId, OfficeId>> OfficesOf(Unit unit, IReadOnlyList<StaffMemberId> people)
    {
        var found = new Dictionary<StaffMemberId, OfficeId>();
        foreach (var some in people.Chunk(500))
        {
            var values = some.Select((id, i) => (id, i))
                .ToDictionary(one => $"p{one.i}", one => (object?)one.id.Value, StringComparer.Ordinal);
            var rows = await unit.Query<Row>(
                $"""
                SELECT staff_id, office_id FROM identity_pub_post
                WHERE tenant_id = @tenant AND staff_id IN ({string.Join(", ", values.Keys.Select(name => "@" + name))}) ORDER BY place
                """,
                values
            );
            foreach (var row in rows)
                found.TryAdd(row.StaffId, row.OfficeId);
        }
        return found;
    }

    private sealed record Row
    {
        public required StaffMemberId StaffId { get; init; }
        public required OfficeId OfficeId { get; init; }
    }
}
