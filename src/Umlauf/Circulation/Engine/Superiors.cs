using System.Collections.Immutable;
using Umlauf.Identity;

namespace Umlauf.Circulation.Engine;

/// <summary>Who stands above whom (Aufbau der Verwaltung). Active people only.</summary>
/// <param name="Above">The office above each office; null at the top.</param>
/// <param name="Heads">Who heads an office.</param>
/// <param name="FirstOffice">The office of a person's first post.</param>
/// <param name="Holders">Who has a role.</param>
public sealed record OrgChart(
    IReadOnlyDictionary<OfficeId, OfficeId?> Above,
    ILookup<OfficeId, StaffMemberId> Heads,
    IReadOnlyDictionary<StaffMemberId, OfficeId> FirstOffice,
    ILookup<Role, StaffMemberId> Holders
);

/// <summary>Finds who is told when a due time has passed (Vorgesetzte, rule 10).</summary>
public static class Superiors
{
    /// <summary>
    /// Whoever heads the addressee's first office or, for an office, that office; else an office above; else the mayor; else the owner of the folder.
    /// Never somebody who is addressed; null when nobody else is left.
    /// </summary>
    public static StaffMemberId? Of(Addressee addressee, StaffMemberId owner, OrgChart chart)
    {
        var addressed =
            addressee.Person is { } person ? [person]
            : addressee.Role is { } role ? chart.Holders[role].ToImmutableHashSet()
            : ImmutableHashSet<StaffMemberId>.Empty;
        var first = addressee.Office ?? (addressee.Person is { } one && chart.FirstOffice.TryGetValue(one, out var post) ? post : null);
        foreach (
            var superior in Upwards(first, chart).SelectMany(office => chart.Heads[office]).Concat(chart.Holders[Role.Mayor]).Append(owner)
        )
        {
            if (!addressed.Contains(superior))
                return superior;
        }
        return null;
    }

    private static IEnumerable<OfficeId> Upwards(OfficeId? office, OrgChart chart)
    {
        for (var at = office; at is { } one; at = chart.Above.GetValueOrDefault(one))
            yield return one;
    }
}
