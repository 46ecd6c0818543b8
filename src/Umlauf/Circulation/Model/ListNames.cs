using Umlauf.Identity;
using Umlauf.Platform;

namespace Umlauf.Circulation.Model;

/// <summary>A full name, and the short one that programs use: login or code.</summary>
internal sealed record NamedPart(string Name, string Short);

/// <summary>The names of people and offices (Namen), many at once.</summary>
internal static class ListNames
{
    public static async Task<IReadOnlyDictionary<StaffMemberId, NamedPart>> People(Unit unit, IEnumerable<StaffMemberId> people) =>
        (
            await Of(
                unit,
                "SELECT id, name, login AS short FROM identity_pub_staff WHERE tenant_id = @tenant",
                people.Select(one => one.Value)
            )
        ).ToDictionary(row => new StaffMemberId(row.Id), row => new NamedPart(row.Name, row.Short));

    public static async Task<IReadOnlyDictionary<OfficeId, NamedPart>> Offices(Unit unit, IEnumerable<OfficeId> offices) =>
        (
            await Of(
                unit,
                "SELECT id, name, code AS short FROM identity_pub_office WHERE tenant_id = @tenant",
                offices.Select(one => one.Value)
            )
        ).ToDictionary(row => new OfficeId(row.Id), row => new NamedPart(row.Name, row.Short));

    private static async Task<IReadOnlyList<Row>> Of(Unit unit, string select, IEnumerable<Guid> ids)
    {
        var rows = new List<Row>();
        foreach (var some in ids.Distinct().Chunk(500))
        {
            var values = some.Select((id, i) => (id, i)).ToDictionary(one => $"i{one.i}", one => (object?)one.id, StringComparer.Ordinal);
            rows.AddRange(await unit.Query<Row>($"{select} AND id IN ({string.Join(", ", values.Keys.Select(key => "@" + key))})", values));
        }
        return rows;
    }

    private sealed record Row
    {
        public required Guid Id { get; init; }
        public required string Name { get; init; }
        public required string Short { get; init; }
    }
}
