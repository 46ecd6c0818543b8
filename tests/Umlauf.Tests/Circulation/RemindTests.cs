using System.Collections.Immutable;
using Umlauf.Circulation;
using Umlauf.Circulation.Engine;
using Umlauf.Identity;
using Umlauf.Platform;
using Umlauf.TestKit;
using Xunit;
using static Umlauf.Tests.Circulation.FolderHouse;

namespace Umlauf.Tests.Circulation;

/// <summary>Rule 10 with the clock of the house: Monday, 23 November 2026, 9 o'clock.</summary>
public sealed class RemindTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Rule_10_reminds_at_half_time_and_on_the_last_day_and_then_tells_the_superior(string database)
    {
        await using var house = await On(database);
        var id = await Due(house, days: 6);

        // Six working days from Monday on: half is left on Friday, the last day is Tuesday, and on Wednesday it is too late.
        Assert.Equal([], await Heard(house, id, "2026-11-26T22:59:59Z"));
        Assert.Equal([ReminderKind.HalfTime], await Heard(house, id, "2026-11-26T23:00:00Z"));
        Assert.Equal([ReminderKind.LastDay], await Heard(house, id, "2026-11-30T23:00:00Z"));
        Assert.Equal([], await Heard(house, id, "2026-12-01T22:59:59Z"));
        Assert.Equal([], (await house.Desk(house.Kaya)).Entries);
        Assert.Equal([null], await Heard(house, id, "2026-12-01T23:00:00Z"));

        Assert.Equal(DeskKind.Overdue, Assert.Single((await house.Desk(house.Kaya)).Entries).Kind);
        Assert.Equal(DeskKind.Sign, Assert.Single((await house.Desk(house.Officer)).Entries).Kind);
        Assert.Equal([], await Heard(house, id, "2026-12-24T08:00:00Z"));
        Assert.Equal(5, (await house.House.JournalOf(id.Value)).Count);
        var redirected = await house.Acted(
            house.Kaya,
            id,
            new Umlauf.Circulation.Engine.Delegate(house.Brandt.Staff!.Value) { Station = 1, Revision = 5 }
        );
        Assert.Equal(Addressee.Of(house.Brandt.Staff!.Value), redirected.Station(1).Addressee);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Rule_10_nobody_hears_anything_on_a_day_without_work(string database)
    {
        await using var house = await On(database);
        var id = await Due(house, days: 2);
        var set = new SetClosingDay(house.Db, house.House.Journal);
        // Wednesday was to be the last day; the office learned of the move after the folder had begun.
        Assert.True((await set.Run(house.House.Admin, house.House.Social, new(2026, 11, 25), new(2026, 11, 27), "Umzug", Ct)).Ok);

        foreach (var closed in new[] { "2026-11-25T09:00:00Z", "2026-11-27T09:00:00Z", "2026-11-28T09:00:00Z", "2026-11-29T22:59:59Z" })
            Assert.Equal([], await Heard(house, id, closed));

        Assert.Equal([ReminderKind.LastDay], await Heard(house, id, "2026-11-29T23:00:00Z"));
        Assert.Equal([null], await Heard(house, id, "2026-11-30T23:00:00Z"));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Rule_10_the_clock_changes_and_holidays_pass_without_a_reminder(string database)
    {
        await using var house = await On(database);
        house.House.Database.Clock.SetUtcNow(At("2027-03-24T09:00:00Z"));
        var id = await Due(house, days: 2);

        // Thursday is the first day; Good Friday, the weekend with the change to summer time and Easter Monday are none.
        foreach (var none in new[] { "2027-03-26T10:00:00Z", "2027-03-28T00:30:00Z", "2027-03-29T10:00:00Z", "2027-03-29T21:59:59Z" })
            Assert.Equal([], await Heard(house, id, none));
        Assert.Equal([ReminderKind.LastDay], await Heard(house, id, "2027-03-29T22:00:00Z"));
        Assert.Equal([], await Heard(house, id, "2027-03-30T21:59:59Z"));
        Assert.Equal([null], await Heard(house, id, "2027-03-30T22:00:00Z"));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Rule_4_and_10_an_open_question_keeps_everybody_quiet_and_moves_the_reminders(string database)
    {
        await using var house = await On(database);
        var id = await Due(house, days: 2);
        await house.Acted(
            house.Officer,
            id,
            new Ask
            {
                Station = 1,
                To = house.Brandt.Staff,
                Text = "Wer zahlt?",
                Revision = 2,
            }
        );
        Assert.Equal([], await Heard(house, id, "2026-12-01T09:00:00Z"));

        await house.Acted(house.Brandt, id, new Answer(1, "Der Kreis.") { Revision = 3 });

        // Six working days long it stood still.
        Assert.Equal([], await Heard(house, id, "2026-12-02T22:59:59Z"));
        Assert.Equal([ReminderKind.LastDay], await Heard(house, id, "2026-12-02T23:00:00Z"));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Two_nodes_at_once_remind_once(string database)
    {
        await using var house = await On(database);
        var id = await Due(house, days: 2);
        house.House.Database.Clock.SetUtcNow(At("2026-11-25T09:00:00Z"));

        var counts = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Reminders(house).Run(house.House.Tenant, Ct))));

        Assert.Equal(1, counts.Sum());
        Assert.Equal(3, (await house.Shown(house.Officer, id)).Folder.Revision);
    }

    [Fact]
    public void The_superior_is_the_next_head_above_who_is_not_addressed()
    {
        var (clerk, head, above, mayor, owner) = (Person(), Person(), Person(), Person(), Person());
        var (top, social, housing) = (Office(), Office(), Office());
        var chart = new OrgChart(
            new Dictionary<OfficeId, OfficeId?>
            {
                [top] = null,
                [social] = top,
                [housing] = social,
            },
            new[] { (Office: housing, Head: head), (Office: social, Head: above) }.ToLookup(one => one.Office, one => one.Head),
            new Dictionary<StaffMemberId, OfficeId>
            {
                [clerk] = housing,
                [head] = housing,
                [above] = social,
                [mayor] = top,
            },
            new[] { mayor }.ToLookup(_ => Role.Mayor)
        );

        Assert.Equal(head, Superiors.Of(Addressee.Of(clerk), owner, chart));
        Assert.Equal(above, Superiors.Of(Addressee.Of(head), owner, chart));
        Assert.Equal(mayor, Superiors.Of(Addressee.Of(above), owner, chart));
        Assert.Equal(owner, Superiors.Of(Addressee.Of(mayor), owner, chart));
        Assert.Null(Superiors.Of(Addressee.Of(mayor), mayor, chart));
        Assert.Equal(head, Superiors.Of(Addressee.Of(housing), owner, chart));
        Assert.Equal(mayor, Superiors.Of(Addressee.Of(top), owner, chart));
        Assert.Equal(owner, Superiors.Of(Addressee.Of(Role.Mayor), owner, chart));
    }

    private static StaffMemberId Person() => new(Guid.CreateVersion7());

    private static OfficeId Office() => new(Guid.CreateVersion7());

    private static DateTimeOffset At(string instant) => DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture);

    private static RemindStations Reminders(FolderHouse house) => new(house.Db, house.House.Journal, house.Calendars, house.Recent);

    /// <summary>One station for the officer, whose head is Kaya, from Brandt.</summary>
    private static async Task<CirculationFolderId> Due(FolderHouse house, int days)
    {
        ImmutableArray<StepPlan> route = [Step(CoSign(house.Officer) with { DueWorkingDays = days })];
        var made = await house.MakeFolder.Run(
            house.Brandt,
            new NewFolder
            {
                Subject = "Bescheid Wohngeld",
                Route = route,
                Start = true,
            },
            Guid.CreateVersion7(),
            Ct
        );
        Assert.True(made.Ok, made.Refusal?.Code);
        return made.Value;
    }

    /// <summary>What the program says at a moment; null: the superior was told.</summary>
    private static async Task<IReadOnlyList<ReminderKind?>> Heard(FolderHouse house, CirculationFolderId id, string at)
    {
        var before = (await house.Shown(house.Brandt, id)).Folder;
        house.House.Database.Clock.SetUtcNow(At(at));
        var count = await Reminders(house).Run(house.House.Tenant, Ct);
        var after = (await house.Shown(house.Brandt, id)).Folder;
        Assert.Equal(before.Revision + count, after.Revision);
        return count == 0 ? []
            : after.Station(1).Superior is not null ? [null]
            : [after.Station(1).Reminded];
    }
}
