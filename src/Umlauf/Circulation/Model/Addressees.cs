using System.Collections.Immutable;
using Umlauf.Circulation.Engine;
using Umlauf.Identity;
using Umlauf.Platform;

namespace Umlauf.Circulation.Model;

/// <summary>Whether the people and offices of a route are there (Empfänger prüfen).</summary>
internal static class Addressees
{
    public static Task<Refusal?> Check(Unit unit, ImmutableArray<StepPlan> route) => Check(unit, [.. In(route)]);

    public static async Task<Refusal?> Check(Unit unit, IReadOnlyCollection<Addressee> addressees)
    {
        var people = addressees.Select(one => one.Person?.Value).OfType<Guid>().Distinct().ToList();
        var offices = addressees.Select(one => one.Office?.Value).OfType<Guid>().Distinct().ToList();
        var there =
            await Count(unit, "identity_pub_staff", "active = true", people) == people.Count
            && await Count(unit, "identity_pub_office", "closed_at IS NULL", offices) == offices.Count;
        return there ? null : FolderRefusals.NoSuchAddressee;
    }

    private static IEnumerable<Addressee> In(ImmutableArray<StepPlan> route) =>
        route.IsDefault
            ? []
            : route
                .Where(step => !step.Members.IsDefault)
                .SelectMany(step => step.Members)
                .SelectMany(member => member.Station is { } station ? [station.Addressee] : In(member.Branch ?? []));

    private static async Task<long> Count(Unit unit, string view, string condition, IReadOnlyList<Guid> ids)
    {
        var count = 0L;
        foreach (var some in ids.Chunk(500))
        {
            var values = some.Select((id, i) => (id, i)).ToDictionary(one => $"i{one.i}", one => (object?)one.id, StringComparer.Ordinal);
            count += await unit.Scalar<long>(
                $"SELECT count(*) FROM {view} WHERE tenant_id = @tenant AND {condition} AND id IN ({string.Join(", ", values.Keys.Select(key => "@" + key))})",
                values
            );
        }
        return count;
    }
}
