using Umlauf.Platform;

namespace Umlauf.Identity;

/// <summary>Finds people by their logins, many at once (Anmeldenamen auflösen). Who is not there is left out; everybody of the house may ask.</summary>
public sealed class FindColleagues(Db db)
{
    public async Task<IReadOnlyDictionary<string, StaffMemberId>> Run(Caller by, IEnumerable<string> logins, CancellationToken ct)
    {
        var found = new Dictionary<string, StaffMemberId>(StringComparer.Ordinal);
        await using var unit = await db.Read(by.Actor, ct);
        foreach (var some in logins.Select(Login.Normal).Distinct(StringComparer.Ordinal).Chunk(500))
        {
            var values = some.Select((login, i) => (login, i))
                .ToDictionary(one => $"l{one.i}", one => (object?)one.login, StringComparer.Ordinal);
            foreach (
                var row in await unit.Query<Row>(
                    $"SELECT id, login FROM identity_staff WHERE tenant_id = @tenant AND active = true AND login IN ({string.Join(", ", values.Keys.Select(key => "@" + key))})",
                    values
                )
            )
                found[row.Login] = row.Id;
        }
        return found;
    }

    private sealed record Row
    {
        public required StaffMemberId Id { get; init; }
        public required string Login { get; init; }
    }
}
