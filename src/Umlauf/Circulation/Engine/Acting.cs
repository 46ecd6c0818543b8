using System.Collections.Immutable;
using Umlauf.Identity;

namespace Umlauf.Circulation.Engine;

/// <summary>One name under which a person may act today: the own one, or that of somebody whose deputy the person is (Vertretung).</summary>
/// <param name="Person">Whose name.</param>
/// <param name="Capacity">Why.</param>
/// <param name="Offices">Offices whose stations may be acted on under this name.</param>
/// <param name="Roles">Roles that go with this name.</param>
public sealed record Hat(StaffMemberId Person, Capacity Capacity, ImmutableHashSet<OfficeId> Offices, ImmutableHashSet<Role> Roles)
{
    public bool Fits(Addressee addressee) =>
        addressee.Person is { } person ? person == Person
        : addressee.Office is { } office ? Offices.Contains(office)
        : addressee.Role is { } role && Roles.Contains(role);
}

/// <summary>Who acts, with everything that the rules ask about the person (handelnde Person). The first hat is the own one.</summary>
public sealed record Acting
{
    public required StaffMemberId Person { get; init; }

    public required ImmutableArray<Hat> Hats { get; init; }

    public Rank Rank { get; init; }

    /// <summary>The program itself: reminders, escalation and directives.</summary>
    public bool IsProgram { get; init; }

    public static readonly Acting Program = new()
    {
        Person = default,
        Hats = [],
        IsProgram = true,
    };

    /// <summary>The hat for a station, the own one first; null when there is none.</summary>
    public Hat? HatFor(Station station)
    {
        foreach (var hat in Hats)
        {
            if (hat.Fits(station.Addressee))
                return hat;
        }
        // Whoever is the superior's deputy may do what the superior may.
        return station.Superior is { } superior && HatOf(superior) is not null ? new Hat(superior, Capacity.Superior, [], []) : null;
    }

    /// <summary>The hat for a person's own things, e.g. the folder's owner or who was asked.</summary>
    public Hat? HatOf(StaffMemberId person)
    {
        foreach (var hat in Hats)
        {
            if (hat.Person == person)
                return hat;
        }
        return null;
    }

    /// <summary>All keys under which something may wait for this person; see <see cref="Addressee.Key"/>.</summary>
    public IEnumerable<string> Keys =>
        Hats.SelectMany(hat =>
                hat.Offices.Select(Addressee.KeyOf).Concat(hat.Roles.Select(Addressee.KeyOf)).Prepend(Addressee.KeyOf(hat.Person))
            )
            .Distinct(StringComparer.Ordinal);
}
