using Umlauf.Identity;
using Umlauf.Platform;

namespace Umlauf.Circulation;

/// <summary>The names of people and offices in a folder (Namen), for pages and sheets.</summary>
public sealed class ListNames(Db db)
{
    public async Task<IReadOnlyDictionary<StaffMemberId, string>> Run(Caller by, IReadOnlyCollection<StaffMemberId> people, CancellationToken ct)
    {
        await using var unit = await db.Read(by.Actor, ct);
        return await Within(unit, people);
    }

    internal async Task<IReadOnlyDictionary<StaffMemberId, string>> Within(Unit unit, IReadOnlyCollection<StaffMemberId> people)
    {
        var names = new Dictionary<StaffMemberId, string>();
        foreach (var some in people.Distinct().Chunk(500))
        {
            foreach (var row in await unit.Query<Name<Guid>>(Select("identity_pub_staff", some.Length), Values(some.Select(one => one.Value))))
                names[new StaffMemberId(row.Id)] = row.Text;
        }
        return names;
    }

    internal async Task<IReadOnlyDictionary<OfficeId, string>> Within(Unit unit, IReadOnlyCollection<OfficeId> offices)
    {
        var names = new Dictionary<OfficeId, string>();
        foreach (var some in offices.Distinct().Chunk(500))
        {
            foreach (var row in await unit.Query<Name<Guid>>(Select("identity_pub_office", some.Length), Values(some.Select(one => one.Value))))
                names[new OfficeId(row.Id)] = row.Text;
        }
        return names;
    }

    private static string Select(string view, int count) =>
        $"SELECT id, name AS text FROM {view} WHERE tenant_id = @tenant AND id IN ({string.Join(", ", Enumerable.Range(0, count).Select(i => $"@i{i}"))})";

    private static Dictionary<string, object?> Values(IEnumerable<Guid> ids) =>
        ids.Select((id, i) => (id, i)).ToDictionary(one => $"i{one.i}", one => (object?)one.id, StringComparer.Ordinal);

    private sealed record Name<T>
    {
        public required T Id { get; init; }
        public required string Text { get; init; }
    }
}
