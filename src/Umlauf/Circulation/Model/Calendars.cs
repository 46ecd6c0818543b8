using Umlauf.Circulation.Engine;
using Umlauf.Identity;
using Umlauf.Platform;

namespace Umlauf.Circulation.Model;

/// <summary>The clocks of an act: its time, and the working days of the offices of whoever may get a turn by it.</summary>
internal static class Calendars
{
    public static async Task<Clocks> At(Unit unit, OfficeCalendars calendars, Folder folder)
    {
        var timed = folder
            .Stations.Where(station =>
                station.DueWorkingDays is not null && station.State is not (StationState.Completed or StationState.Removed)
                || station.DueAt is not null
            )
            .Select(station => station.Addressee)
            .ToList();
        var posts = await Posts(unit, [.. timed.Select(one => one.Person).OfType<StaffMemberId>().Distinct()]);
        var offices = posts.Values.Concat(timed.Select(one => one.Office).OfType<OfficeId>()).ToHashSet();
        var days = await calendars.Of(unit, offices);
        return new Clocks(
            unit.Now,
            addressee => days(addressee.Office ?? (addressee.Person is { } person && posts.TryGetValue(person, out var post) ? post : null))
        );
    }

    /// <summary>The first post of each person.</summary>
    private static async Task<IReadOnlyDictionary<StaffMemberId, OfficeId>> Posts(Unit unit, IReadOnlyList<StaffMemberId> people)
    {
        var posts = new Dictionary<StaffMemberId, OfficeId>();
        foreach (var some in people.Chunk(500))
        {
            var values = some.Select((id, i) => (id, i))
                .ToDictionary(one => $"i{one.i}", one => (object?)one.id.Value, StringComparer.Ordinal);
            foreach (
                var row in await unit.Query<PostRow>(
                    $"SELECT staff_id, office_id FROM identity_pub_post WHERE tenant_id = @tenant AND place = 0 AND staff_id IN ({string.Join(", ", values.Keys.Select(key => "@" + key))})",
                    values
                )
            )
                posts[row.StaffId] = row.OfficeId;
        }
        return posts;
    }

    private sealed record PostRow
    {
        public required StaffMemberId StaffId { get; init; }
        public required OfficeId OfficeId { get; init; }
    }
}
