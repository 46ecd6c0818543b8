using CsCheck;
using Umlauf.Identity;
using Xunit;

namespace Umlauf.Tests.Identity;

public sealed class DeputiesTests
{
    private static readonly DateOnly monday = new(2026, 11, 23);

    private static readonly StaffMemberId[] people =
    [
        .. Enumerable.Range(1, 8).Select(number => new StaffMemberId(new Guid(number, 0, 0, new byte[8]))),
    ];

    private static StaffMemberId A => people[0];
    private static StaffMemberId B => people[1];
    private static StaffMemberId C => people[2];
    private static StaffMemberId D => people[3];

    /// <summary>Any house whatever, also one that the rules would never have let come about: deputies in circles, people away for ever.</summary>
    private static readonly Gen<Deputies> houses = Gen.Select(
        Gen.Select(Person(), Gen.Int[-5, 20], Gen.Int[0, 10], Person(), Gen.Bool, Gen.Bool).Array[0, 12],
        Gen.Select(Person(), Person(), Gen.Int[0, 3], Gen.Bool).Array[0, 14],
        Person().Array[0, 2],
        (absences, permanent, gone) =>
            new Deputies(
                absences.Select(one =>
                    Absence(one.Item1, monday.AddDays(one.Item2), one.Item5 ? null : one.Item3, one.Item6 ? one.Item4 : null)
                ),
                permanent.Where(one => one.Item1 != one.Item2).Select(one => Permanent(one.Item1, one.Item2, one.Item3, one.Item4)),
                gone
            )
    );

    [Fact]
    public void Nobody_acts_for_somebody_who_is_there()
    {
        var house = new Deputies([], [Permanent(A, B)]);

        Assert.Empty(house.ActingFor(A, monday));
        Assert.Empty(house.ActsFor(B, monday));
    }

    [Fact]
    public void The_first_deputy_who_is_there_acts_from_the_first_day_to_the_last()
    {
        var house = new Deputies([Absence(A, monday, 2), Absence(B, monday.AddDays(1), 1)], [Permanent(A, B), Permanent(A, C, 1)]);

        Assert.Empty(house.ActingFor(A, monday.AddDays(-1)));
        Assert.Equal(B, Assert.Single(house.ActingFor(A, monday)).Deputy);
        Assert.Equal(C, Assert.Single(house.ActingFor(A, monday.AddDays(1))).Deputy);
        Assert.Empty(house.ActingFor(A, monday.AddDays(2)));
    }

    [Fact]
    public void Who_is_named_for_an_absence_comes_before_the_permanent_deputies()
    {
        var house = new Deputies([Absence(A, monday, 5, C)], [Permanent(A, B)]);

        Assert.Equal(C, Assert.Single(house.ActingFor(A, monday)).Deputy);
    }

    [Fact]
    public void A_chain_is_followed_and_names_those_in_between()
    {
        var house = new Deputies([Absence(A, monday, 5), Absence(B, monday, 5)], [Permanent(A, B), Permanent(B, C)]);

        var acting = Assert.Single(house.ActingFor(A, monday));

        Assert.Equal((C, A, ActingReason.Absence), (acting.Deputy, acting.For, acting.Reason));
        Assert.Equal([B], acting.Through);
        Assert.Equal(new HashSet<StaffMemberId> { A, B }, house.ActsFor(C, monday).Select(one => one.For).ToHashSet());
    }

    [Fact]
    public void A_chain_ends_after_five_steps()
    {
        var chain = Enumerable.Range(0, 6).Select(i => Permanent(people[i], people[i + 1])).ToList();
        var away = people.Take(5).Select(person => Absence(person, monday, 5)).ToList();

        Assert.Equal(people[5], Assert.Single(new Deputies(away, chain).ActingFor(A, monday)).Deputy);
        Assert.Empty(new Deputies([.. away, Absence(people[5], monday, 5)], chain).ActingFor(A, monday));
    }

    [Fact]
    public void Who_may_always_act_does_so_beside_the_person_but_does_not_pass_it_on()
    {
        var house = new Deputies([], [Permanent(A, B, always: true), Permanent(B, C)]);
        var away = new Deputies([Absence(B, monday, 1)], [Permanent(A, B, always: true), Permanent(B, C)]);

        Assert.Equal((B, ActingReason.Always), (house.ActingFor(A, monday)[0].Deputy, house.ActingFor(A, monday)[0].Reason));
        Assert.Empty(away.ActingFor(A, monday));
    }

    [Fact]
    public void Whose_access_is_ended_is_away_for_ever()
    {
        var house = new Deputies([], [Permanent(A, B), Permanent(B, C)], [A, B]);

        Assert.Equal(C, Assert.Single(house.ActingFor(A, monday)).Deputy);
    }

    [Fact]
    public void A_circle_of_permanent_deputies_is_refused()
    {
        var house = new Deputies([], [Permanent(A, B), Permanent(B, C)]);

        Assert.Equal(Deputies.Circle, house.WhyNotAppoint(C, A));
        Assert.Equal(Deputies.Circle, house.WhyNotAppoint(B, A));
        Assert.Equal(Deputies.Circle, house.WhyNotAppoint(A, A));
        Assert.Null(house.WhyNotAppoint(A, C));
        Assert.Null(house.WhyNotAppoint(C, D));
    }

    [Fact]
    public void A_chain_of_permanent_deputies_is_never_longer_than_five()
    {
        var three = new Deputies([], [Permanent(A, B), Permanent(B, C), Permanent(C, D), Permanent(people[4], people[5])]);
        var four = new Deputies(
            [],
            [Permanent(A, B), Permanent(B, C), Permanent(C, D), Permanent(people[4], people[5]), Permanent(people[5], people[6])]
        );

        Assert.Null(three.WhyNotAppoint(D, people[4]));
        Assert.Equal(Deputies.TooDeep, four.WhyNotAppoint(D, people[4]));
    }

    [Fact]
    public void Two_who_are_away_on_the_same_days_do_not_name_each_other()
    {
        var house = new Deputies([Absence(B, monday, 5, A)], []);

        Assert.Equal(Deputies.Circle, house.WhyNotName(A, B, monday.AddDays(4), null));
        Assert.Null(house.WhyNotName(A, B, monday.AddDays(5), null));
        Assert.Null(house.WhyNotName(A, B, monday.AddDays(-3), monday));
    }

    [Fact]
    public void Deputies_are_there_are_somebody_else_and_stand_once() =>
        Gen.Select(houses, Person(), Day())
            .Sample(
                (house, person, day) =>
                {
                    var acting = house.ActingFor(person, day);
                    return acting.All(one => one.Deputy != person && one.For == person && !house.IsAway(one.Deputy, day))
                        && acting.All(one => one.Through.Count < Deputies.Deepest && one.Through.All(away => house.IsAway(away, day)))
                        && acting.Select(one => one.Deputy).Distinct().Count() == acting.Count
                        && acting.Count(one => one.Reason == ActingReason.Absence) <= (house.IsAway(person, day) ? 1 : 0);
                }
            );

    [Fact]
    public void Both_directions_say_the_same() =>
        Gen.Select(houses, Day())
            .Sample(
                (house, day) =>
                    people
                        .SelectMany(person => house.ActingFor(person, day))
                        .Select(one => (one.For, one.Deputy, one.Reason))
                        .ToHashSet()
                        .SetEquals(people.SelectMany(person => house.ActsFor(person, day)).Select(one => (one.For, one.Deputy, one.Reason)))
            );

    [Fact]
    public void The_spans_of_days_say_for_every_day_what_the_day_says() =>
        Gen.Select(houses, Person(), Gen.Int[0, 40])
            .Sample(
                (house, person, after) =>
                {
                    var day = monday.AddDays(after);
                    var spans = house
                        .Spans(person, monday)
                        .Where(span => span.FromOn <= day && (span.UntilOn is null || span.UntilOn > day));
                    return spans
                        .Select(span => (span.Deputy, span.Reason))
                        .ToHashSet()
                        .SetEquals(house.ActingFor(person, day).Select(one => (one.Deputy, one.Reason)));
                }
            );

    [Fact]
    public void Whatever_is_appointed_by_the_rules_never_turns_in_a_circle_and_never_gets_too_deep() =>
        Gen.Select(Person(), Person())
            .Array[0, 40]
            .Sample(wishes =>
            {
                var appointed = new List<PermanentDeputy>();
                foreach (var (person, deputy) in wishes)
                    if (new Deputies([], appointed).WhyNotAppoint(person, deputy) is null)
                        appointed.Add(Permanent(person, deputy, appointed.Count));
                return people.All(person => Depth(appointed, person, 0) <= Deputies.Deepest);
            });

    private static int Depth(List<PermanentDeputy> appointed, StaffMemberId person, int steps) =>
        steps > Deputies.Deepest
            ? steps
            : appointed.Where(one => one.StaffId == person).Select(one => Depth(appointed, one.DeputyId, steps + 1)).Append(steps).Max();

    private static Gen<StaffMemberId> Person() => Gen.Int[0, people.Length - 1].Select(i => people[i]);

    private static Gen<DateOnly> Day() => Gen.Int[-10, 40].Select(days => monday.AddDays(days));

    private static Absence Absence(StaffMemberId person, DateOnly from, int? days, StaffMemberId? deputy = null) =>
        new()
        {
            Id = new AbsenceId(Guid.Empty),
            StaffId = person,
            FromOn = from,
            BackOn = days is { } number ? from.AddDays(number) : null,
            DeputyId = deputy,
        };

    private static PermanentDeputy Permanent(StaffMemberId person, StaffMemberId deputy, int place = 0, bool always = false) =>
        new()
        {
            StaffId = person,
            DeputyId = deputy,
            Place = place,
            Always = always,
        };
}
