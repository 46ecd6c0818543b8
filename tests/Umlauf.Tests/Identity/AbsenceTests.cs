using Umlauf.Identity;
using Umlauf.Platform;
using Umlauf.TestKit;
using Xunit;

namespace Umlauf.Tests.Identity;

public sealed class AbsenceTests
{
    /// <summary>Today on the clock of the tests, a Monday.</summary>
    private static readonly DateOnly today = new(2026, 11, 23);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task An_absence_is_entered_by_the_person_the_head_or_the_head_above_and_by_nobody_else(string kind)
    {
        await using var house = await House.Build(kind);
        var sommer = await house.Add("sommer", house.Housing);
        var head = await house.Add("leitung", house.Housing, heads: true);
        var above = await house.Add("kaya", house.Social, heads: true);
        var mayor = await house.Add("weber", null, false, default, Role.Mayor);
        var colleague = await house.Add("koenig", house.Housing);
        var stranger = await house.Add("baumann", house.Building, heads: true);
        var day = today;

        foreach (var somebody in new[] { sommer, head, above, mayor, house.Admin })
            Assert.True((await Enter(house, somebody, sommer, day = day.AddDays(1), day)).Ok);
        foreach (var somebody in new[] { colleague, stranger })
            Assert.Equal(Rights.NotAllowed, (await Enter(house, somebody, sommer, day.AddDays(5), day.AddDays(5))).Refusal);
        Assert.Equal(
            ChangeStaff.NoSuchPerson,
            (
                await new EnterAbsence(house.Db, house.Journal, new Jobs(house.Db)).Run(
                    mayor,
                    new NewAbsence(new StaffMemberId(Guid.CreateVersion7()), day, day, AbsenceKind.Leave),
                    Ct
                )
            ).Refusal
        );
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Days_that_overlap_or_make_no_sense_are_refused(string kind)
    {
        await using var house = await House.Build(kind);
        var sommer = await house.Add("sommer", house.Housing);
        Assert.True((await Enter(house, sommer, sommer, today.AddDays(1), today.AddDays(5))).Ok);

        var overlapping = (await Enter(house, sommer, sommer, today.AddDays(5), null)).Refusal!;

        Assert.Equal(EnterAbsence.Overlaps.Code, overlapping.Code);
        Assert.Contains("24.11.2026", overlapping.Detail, StringComparison.Ordinal);
        Assert.Equal(EnterAbsence.NoDays, (await Enter(house, sommer, sommer, today.AddDays(9), today.AddDays(8))).Refusal);
        Assert.Equal(EnterAbsence.NoDays, (await Enter(house, sommer, sommer, today.AddYears(-2), today)).Refusal);
        Assert.True((await Enter(house, sommer, sommer, today.AddDays(6), null)).Ok);
        Assert.Equal(EnterAbsence.Overlaps.Code, (await Enter(house, sommer, sommer, today.AddDays(99), null)).Refusal!.Code);
        Assert.True((await Enter(house, sommer, sommer, today, today)).Ok);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Who_may_act_is_right_from_midnight_to_midnight_without_anybody_doing_anything(string kind)
    {
        await using var house = await House.Build(kind);
        var (sommer, koenig) = (await house.Add("sommer", house.Housing), await house.Add("koenig", house.Housing));
        await Appoint(house, sommer, koenig);
        await Enter(house, sommer, sommer, today.AddDays(1), today.AddDays(2));

        house.Database.Clock.SetUtcNow(new DateTimeOffset(2026, 11, 23, 22, 59, 59, 999, TimeSpan.Zero));
        Assert.Empty(await ActsFor(house, koenig));
        house.Database.Clock.SetUtcNow(new DateTimeOffset(2026, 11, 23, 23, 0, 0, TimeSpan.Zero));
        Assert.Equal([sommer.Staff!.Value], await ActsFor(house, koenig));
        house.Database.Clock.SetUtcNow(new DateTimeOffset(2026, 11, 25, 22, 59, 59, 999, TimeSpan.Zero));
        Assert.Equal([sommer.Staff!.Value], await ActsFor(house, koenig));
        house.Database.Clock.SetUtcNow(new DateTimeOffset(2026, 11, 25, 23, 0, 0, TimeSpan.Zero));
        Assert.Empty(await ActsFor(house, koenig));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_chain_goes_on_when_the_deputy_is_away_and_back_when_the_deputy_is_back(string kind)
    {
        await using var house = await House.Build(kind);
        var (a, b, c) = (
            await house.Add("anton", house.Housing),
            await house.Add("berta", house.Housing),
            await house.Add("caesar", house.Housing)
        );
        await Appoint(house, a, b);
        await Appoint(house, b, c);
        await Enter(house, a, a, today, today.AddDays(9));

        Assert.Equal([a.Staff!.Value], await ActsFor(house, b));
        var sick = (await Enter(house, b, b, today, null)).Value;
        Assert.Equal(new HashSet<StaffMemberId> { a.Staff!.Value, b.Staff!.Value }, (await ActsFor(house, c)).ToHashSet());
        Assert.Null(sick.Uncovered);
        Assert.True((await End(house, b, sick.Id, null)).Ok);
        Assert.Equal([a.Staff!.Value], await ActsFor(house, b));
        Assert.Empty(await ActsFor(house, c));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task The_rows_for_joins_say_what_the_pure_function_says(string kind)
    {
        await using var house = await House.Build(kind);
        var people = new List<Caller>();
        foreach (var login in new[] { "anton", "berta", "caesar", "dora", "emil" })
            people.Add(await house.Add(login, house.Housing));
        await Appoint(house, people[0], people[1], always: true);
        await Appoint(house, people[0], people[2]);
        await Appoint(house, people[1], people[3]);
        await Appoint(house, people[4], people[0]);
        await Enter(house, people[0], people[0], today.AddDays(1), today.AddDays(4));
        await Enter(house, people[1], people[1], today.AddDays(2), today.AddDays(9), people[4].Staff);
        await Enter(house, people[4], people[4], today.AddDays(3), null);
        await new DeactivateStaff(house.Db, house.Journal).Run(house.Admin, people[2].Staff!.Value, Ct);

        for (var day = 0; day < 12; day++)
        {
            await using var unit = await house.Db.Read(house.Admin.Actor, Ct);
            var pure = await LoadDeputies.On(unit, today.AddDays(day));
            foreach (var person in people.Select(one => one.Staff!.Value))
            {
                Assert.Equal(
                    pure.ActsFor(person, today.AddDays(day)).Select(one => (one.For, one.Reason)).ToHashSet(),
                    (await LoadDeputies.ActsFor(unit, person, today.AddDays(day))).Select(one => (one.For, one.Reason)).ToHashSet()
                );
                Assert.Equal(
                    pure.ActingFor(person, today.AddDays(day)).Select(one => (one.Deputy, one.Reason)).ToHashSet(),
                    (await LoadDeputies.ActingFor(unit, person, today.AddDays(day))).Select(one => (one.Deputy, one.Reason)).ToHashSet()
                );
            }
        }
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Days_on_which_nobody_acts_are_said_at_once(string kind)
    {
        await using var house = await House.Build(kind);
        var (sommer, koenig) = (await house.Add("sommer", house.Housing), await house.Add("koenig", house.Housing));
        await Enter(house, koenig, koenig, today.AddDays(3), today.AddDays(4));

        Assert.Equal(today, (await Enter(house, sommer, sommer, today, today)).Value.Uncovered);
        await Appoint(house, sommer, koenig);
        Assert.Equal(today.AddDays(3), (await Enter(house, sommer, sommer, today.AddDays(1), today.AddDays(9))).Value.Uncovered);
        Assert.Null((await Enter(house, sommer, sommer, today.AddDays(10), null)).Value.Uncovered);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task The_journal_hears_of_the_beginning_and_the_end_on_their_days_and_never_twice(string kind)
    {
        await using var house = await House.Build(kind);
        var sommer = await house.Add("sommer", house.Housing);
        var absence = (await Enter(house, sommer, sommer, today.AddDays(1), today.AddDays(2))).Value.Id;
        var mark = new MarkAbsences(house.Db, house.Journal, new Jobs(house.Db));
        var runner = new JobRunner(new Jobs(house.Db), [mark], Microsoft.Extensions.Logging.Abstractions.NullLogger<JobRunner>.Instance);

        Assert.False(await runner.Step(mark, Ct));
        house.Database.Clock.SetUtcNow(LocalDays.Start(today.AddDays(1)));
        Assert.True(await runner.Step(mark, Ct));
        Assert.Equal(["staff-added", "absence-began"], await house.JournalOf(sommer.Staff!.Value.Value));
        Assert.Empty(await Returned(house, today.AddDays(2)));
        house.Database.Clock.SetUtcNow(LocalDays.Start(today.AddDays(3)));
        Assert.True(await runner.Step(mark, Ct));
        Assert.False(await runner.Step(mark, Ct));

        Assert.Equal(["staff-added", "absence-began", "absence-ended"], await house.JournalOf(sommer.Staff!.Value.Value));
        Assert.Equal(["absence-entered"], await house.JournalOf(absence.Value));
        Assert.Equal([sommer.Staff!.Value], await Returned(house, today.AddDays(3)));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Whoever_is_away_again_on_the_same_day_has_not_returned(string kind)
    {
        await using var house = await House.Build(kind);
        var sommer = await house.Add("sommer", house.Housing);
        await Enter(house, sommer, sommer, today, today.AddDays(1));
        await Enter(house, sommer, sommer, today.AddDays(2), today.AddDays(3));

        Assert.Empty(await Returned(house, today.AddDays(2)));
        Assert.Equal([sommer.Staff!.Value], await Returned(house, today.AddDays(4)));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Coming_back_on_the_first_day_ends_the_absence_at_once_and_counts_as_a_return(string kind)
    {
        await using var house = await House.Build(kind);
        var (sommer, koenig) = (await house.Add("sommer", house.Housing), await house.Add("koenig", house.Housing));
        await Appoint(house, sommer, koenig);
        var absence = (await Enter(house, sommer, sommer, today, null)).Value.Id;
        Assert.NotEmpty(await ActsFor(house, koenig));

        Assert.True((await End(house, sommer, absence, null)).Ok);

        Assert.Empty(await ActsFor(house, koenig));
        Assert.Equal([sommer.Staff!.Value], await Returned(house, today));
        Assert.Equal(
            ["staff-added", "deputy-appointed", "absence-began", "absence-ended"],
            await house.JournalOf(sommer.Staff!.Value.Value)
        );
        Assert.Equal(EndAbsence.NoSuchAbsence, (await End(house, sommer, absence, null)).Refusal);
        Assert.True((await Enter(house, sommer, sommer, today, today)).Ok);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task An_absence_that_has_not_begun_is_taken_out_of_the_calendar(string kind)
    {
        await using var house = await House.Build(kind);
        var (sommer, other) = (await house.Add("sommer", house.Housing), await house.Add("baumann", house.Building));
        var absence = (await Enter(house, sommer, sommer, today.AddDays(3), today.AddDays(9))).Value.Id;

        Assert.Equal(Rights.NotAllowed, (await End(house, other, absence, null)).Refusal);
        Assert.Equal(EndAbsence.NotShorter, (await End(house, sommer, absence, today.AddDays(11))).Refusal);
        Assert.Equal(EndAbsence.NotShorter, (await End(house, sommer, absence, today.AddDays(-1))).Refusal);
        Assert.True((await End(house, sommer, absence, null)).Ok);

        Assert.Empty(await new ListAbsences(house.Db).Run(sommer, sommer.Staff!.Value, today, Ct));
        Assert.Equal(["absence-entered", "absence-cancelled"], await house.JournalOf(absence.Value));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Why_somebody_is_away_is_read_by_the_person_alone_and_stands_in_no_journal(string kind)
    {
        await using var house = await House.Build(kind);
        var (sommer, head) = (await house.Add("sommer", house.Housing), await house.Add("kaya", house.Social, heads: true));
        await Enter(house, head, sommer, today, today.AddDays(9), kind: AbsenceKind.Sick);
        var list = new ListAbsences(house.Db);

        Assert.Equal(AbsenceKind.Sick, Assert.Single(await list.Run(sommer, sommer.Staff!.Value, today, Ct)).Kind);
        Assert.Null(Assert.Single(await list.Run(head, sommer.Staff!.Value, today, Ct)).Kind);
        var office = (await list.OfOffice(head, house.Housing, today, today.AddDays(30), Ct)).Value;
        Assert.Null(Assert.Single(office.Absences).Kind);
        Assert.True(office.MayPlan);
        await using var unit = await house.Db.Read(house.Admin.Actor, Ct);
        Assert.DoesNotContain(
            await unit.Query<string>("SELECT data FROM journal_entry WHERE tenant_id = @tenant"),
            data => data.Contains("ick", StringComparison.Ordinal)
        );
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task People_of_other_offices_read_only_whether_somebody_is_away_today(string kind)
    {
        await using var house = await House.Build(kind);
        var (sommer, koenig) = (await house.Add("sommer", house.Housing), await house.Add("koenig", house.Housing));
        var stranger = await house.Add("baumann", house.Building, heads: true);
        await Enter(house, sommer, sommer, today, today.AddDays(1));
        await Enter(house, sommer, sommer, today.AddDays(30), today.AddDays(39));
        var list = new ListAbsences(house.Db);

        foreach (var somebody in new[] { sommer, koenig, house.Admin })
            Assert.Equal(2, (await list.Run(somebody, sommer.Staff!.Value, today, Ct)).Count);
        Assert.Equal(today, Assert.Single(await list.Run(stranger, sommer.Staff!.Value, today, Ct)).FromOn);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Entering_an_absence_tells_the_journal_nothing_about_other_people(string kind)
    {
        await using var house = await House.Build(kind);
        var (sommer, koenig) = (await house.Add("sommer", house.Housing), await house.Add("koenig", house.Housing));
        await Enter(house, sommer, sommer, today.AddDays(1), today.AddDays(1));
        house.Database.Clock.SetUtcNow(LocalDays.Start(today.AddDays(1)));

        await Enter(house, koenig, koenig, today.AddDays(1), null);

        Assert.Equal(["staff-added"], await house.JournalOf(sommer.Staff!.Value.Value));
        Assert.Equal(["staff-added", "absence-began"], await house.JournalOf(koenig.Staff!.Value.Value));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task An_offices_calendar_is_open_to_those_who_work_there_or_head_it(string kind)
    {
        await using var house = await House.Build(kind);
        var (sommer, stranger) = (await house.Add("sommer", house.Housing), await house.Add("baumann", house.Building));
        await Enter(house, sommer, sommer, today.AddDays(7), today.AddDays(9));
        var list = new ListAbsences(house.Db);

        Assert.Equal(AddOffice.NoSuchOffice, (await list.OfOffice(stranger, house.Housing, today, today.AddDays(30), Ct)).Refusal);
        Assert.Empty((await list.OfOffice(sommer, house.Housing, today, today.AddDays(7), Ct)).Value.Absences);
        var calendar = (await list.OfOffice(sommer, house.Housing, today.AddDays(9), today.AddDays(10), Ct)).Value;
        Assert.Single(calendar.Absences);
        Assert.Equal(["sommer"], calendar.People.Select(person => person.Name));
        Assert.False(calendar.MayPlan);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Whoever_chooses_people_sees_who_is_away_until_when_and_who_acts(string kind)
    {
        await using var house = await House.Build(kind);
        var (sommer, koenig) = (await house.Add("sommer", house.Housing), await house.Add("koenig", house.Housing));
        await Enter(house, sommer, sommer, today, today.AddDays(9), koenig.Staff);

        var away = Assert.Single(await new ListAway(house.Db).Run(koenig, Ct)).Value;

        Assert.Equal(new Away(sommer.Staff!.Value, today.AddDays(10), koenig.Staff!.Value), away);
        Assert.Equal(today.AddDays(9), away.ToOn);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Permanent_deputies_stand_in_their_order_and_can_be_moved_and_dismissed(string kind)
    {
        await using var house = await House.Build(kind);
        var (a, b, c) = (
            await house.Add("anton", house.Housing),
            await house.Add("berta", house.Housing),
            await house.Add("caesar", house.Housing)
        );
        var appoint = new AppointDeputy(house.Db, house.Journal);
        var list = new ListDeputies(house.Db);
        await Appoint(house, a, b);
        await Appoint(house, a, c);

        Assert.Equal(Deputies.Circle, (await appoint.Run(b, b.Staff!.Value, a.Staff!.Value, false, null, Ct)).Refusal);
        Assert.Equal(Rights.NotAllowed, (await appoint.Run(b, a.Staff!.Value, b.Staff!.Value, true, null, Ct)).Refusal);
        Assert.True((await appoint.Run(a, a.Staff!.Value, c.Staff!.Value, true, 0, Ct)).Ok);
        var deputies = (await list.Run(b, a.Staff!.Value, Ct)).Value;
        Assert.Equal(
            [(c.Staff!.Value, 0, true), (b.Staff!.Value, 1, false)],
            deputies.Deputies.Select(one => (one.DeputyId, one.Place, one.Always))
        );
        Assert.Equal([a.Staff!.Value], (await list.Run(c, c.Staff!.Value, Ct)).Value.ActsForToday.Select(one => one.For));

        var dismiss = new DismissDeputy(house.Db, house.Journal);
        Assert.True((await dismiss.Run(a, a.Staff!.Value, c.Staff!.Value, Ct)).Ok);
        Assert.Equal(DismissDeputy.NoSuchDeputy, (await dismiss.Run(a, a.Staff!.Value, c.Staff!.Value, Ct)).Refusal);
        Assert.Equal(0, Assert.Single((await list.Run(a, a.Staff!.Value, Ct)).Value.Deputies).Place);
        Assert.Empty(await ActsFor(house, c));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_deputy_whose_access_is_blocked_acts_no_more_from_that_moment_on(string kind)
    {
        await using var house = await House.Build(kind);
        var (a, b, c) = (
            await house.Add("anton", house.Housing),
            await house.Add("berta", house.Housing),
            await house.Add("caesar", house.Housing)
        );
        await Appoint(house, a, b);
        await Appoint(house, a, c);
        await Enter(house, a, a, today, null);
        var deactivate = new DeactivateStaff(house.Db, house.Journal);

        await deactivate.Run(house.Admin, b.Staff!.Value, Ct);
        Assert.Equal([a.Staff!.Value], await ActsFor(house, c));
        await deactivate.Reactivate(house.Admin, b.Staff!.Value, Ct);
        Assert.Empty(await ActsFor(house, c));
        Assert.Equal([a.Staff!.Value], await ActsFor(house, b));
        Assert.Equal(
            EnterAbsence.NoDeputy,
            (await Enter(house, c, c, today.AddDays(1), null, new StaffMemberId(Guid.CreateVersion7()))).Refusal
        );
    }

    private static Task<Result<EnteredAbsence>> Enter(
        House house,
        Caller by,
        Caller person,
        DateOnly from,
        DateOnly? to,
        StaffMemberId? deputy = null,
        AbsenceKind kind = AbsenceKind.Leave
    ) =>
        new EnterAbsence(house.Db, house.Journal, new Jobs(house.Db)).Run(
            by,
            new NewAbsence(person.Staff!.Value, from, to, kind, deputy),
            Ct
        );

    private static Task<Result<Done>> End(House house, Caller by, AbsenceId absence, DateOnly? back) =>
        new EndAbsence(house.Db, house.Journal, new Jobs(house.Db)).Run(by, absence, back, Ct);

    private static async Task Appoint(House house, Caller person, Caller deputy, bool always = false)
    {
        var appointed = await new AppointDeputy(house.Db, house.Journal).Run(
            person,
            person.Staff!.Value,
            deputy.Staff!.Value,
            always,
            null,
            Ct
        );
        Assert.True(appointed.Ok, appointed.Refusal?.Code);
    }

    private static async Task<IReadOnlyList<StaffMemberId>> ActsFor(House house, Caller deputy)
    {
        await using var unit = await house.Db.Read(deputy.Actor, Ct);
        return [.. (await LoadDeputies.ActsFor(unit, deputy.Staff!.Value, LocalDays.Of(unit.Now))).Select(one => one.For)];
    }

    private static async Task<IReadOnlyList<StaffMemberId>> Returned(House house, DateOnly day) =>
        [.. (await new ListReturned(house.Db).Run(house.Admin, day, Ct)).Select(one => one.StaffId)];
}
