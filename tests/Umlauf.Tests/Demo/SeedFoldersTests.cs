using Microsoft.Extensions.DependencyInjection;
using Umlauf.Circulation;
using Umlauf.Circulation.Engine;
using Umlauf.Cli.Demo;
using Umlauf.Identity;
using Umlauf.Platform;
using Xunit;

namespace Umlauf.Tests.Demo;

public sealed class SeedFoldersTests : IDisposable
{
    private static readonly DateTimeOffset _now = new(2026, 11, 23, 16, 0, 0, TimeSpan.Zero);
    private readonly string _folder = Directory.CreateTempSubdirectory("umlauf-demo-folders-").FullName;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Forty_folders_are_under_way_in_every_state_and_everybody_has_something_to_do()
    {
        var settings = Settings.Load(_folder);
        var began = Environment.CpuUsage.TotalTime;
        await SeedDemo.Run(settings, _now, Ct);
        TestContext.Current.TestOutputHelper?.WriteLine($"processor time of the demo: {Environment.CpuUsage.TotalTime - began}");
        await using var house = SeedDemo.Open(settings, new Today());
        var tenant = (await house.GetRequiredService<FirstAdministration>().Run(Ct))!.Value;
        var folders = await All(house, tenant);

        Assert.Equal(40, folders.Count);
        var states = folders.CountBy(view => view.Folder.State).ToDictionary();
        Assert.Equal(2, states[FolderState.Draft]);
        Assert.Equal(3, states[FolderState.Returned]);
        Assert.Equal(1, states[FolderState.Withdrawn]);
        Assert.Equal(6, states[FolderState.Completed]);
        Assert.Equal(28, states[FolderState.Running]);
        Assert.All(folders, view => Assert.NotEmpty(view.Folder.Items));
        foreach (var (kind, isOne) in Kinds)
            Assert.True(folders.Any(view => isOne(view.Folder)), kind);

        foreach (var (login, least) in new[] { ("weber", 8), ("brandt", 4), ("kaya", 3), ("yilmaz", 1), ("sommer", 3) })
        {
            var person = (await house.GetRequiredService<LoadCaller>().Of(tenant, login, Ct))!;
            var desk = (await house.GetRequiredService<ListDesk>().Run(person, null, null, 100, Ct)).Value;
            Assert.True(desk.Counts.Values.Sum() >= least, $"{login}: {string.Join(", ", desk.Counts)}");
        }
    }

    /// <summary>What the town must show, and how to tell it.</summary>
    private static IEnumerable<(string Kind, Func<Folder, bool> IsOne)> Kinds =>
        [
            ("parallel, some signed", one => Running(one) && one.Steps.Any(step => step.Stations.Length > 2 && Open(one, step) is > 0 and var open && open < step.Stations.Length)),
            ("k of n", one => Running(one) && one.Steps.Any(step => step.Rule.Least > 1)),
            ("any of several", one => one.Stations.Any(station => station is { State: StationState.Obsolete, Why: "rule:2" })),
            ("branch", one => Running(one) && one.Branches.Length > 1),
            ("branch in a branch", one => Running(one) && one.Branches.Length > 2),
            ("condition met", one => one.Steps.Any(step => step is { When: not null, State: StepState.Complete })),
            ("condition not met", one => one.Steps.Any(step => step is { When: not null, State: StepState.Skipped })),
            ("dissent before the final signature", one => Running(one) && one.Dissents.Any() && Waits(one, StationTask.FinalSign)),
            ("returned by a co-signer", one => Returned(one, StationTask.CoSign)),
            ("returned by the mayor", one => Returned(one, StationTask.FinalSign)),
            ("recalled", one => one.Returned == ReturnReason.Recalled),
            ("stale, from the start", one => Stale(one, ChangePolicy.Restart)),
            ("stale, to be confirmed", one => Stale(one, ChangePolicy.Reconfirm) && Waits(one, StationTask.Reconfirm)),
            ("stale, to be called editorial", one => Stale(one, ChangePolicy.Continue) && Waits(one, StationTask.FinalSign)),
            ("question open", one => one.Questions.Any(question => question.IsOpen)),
            ("question answered", one => one.Questions.Any(question => !question.IsOpen)),
            ("deputy", one => one.Stations.Any(station => station.Current is { OnBehalfOf: not null })),
            ("delegated", one => one.Stations.Any(station => station.DelegatedBy.Length > 0)),
            ("overdue with the superior", one => one.Stations.Any(station => station is { State: StationState.Active, Superior: not null } && station.DueAt < _now)),
            ("invoice before its order", one => Running(one) && Waits(one, StationTask.OrderPayment) && one.FourEyes.Length > 0),
            ("invoice paid", one => Done(one, DirectiveKind.Pay)),
            ("put away", one => Done(one, DirectiveKind.PutAway)),
            ("acknowledged later", one => one.State == FolderState.Completed && Waits(one, StationTask.Acknowledge)),
            ("answer waits", one => Running(one) && one.Directives.Any(order => order.Order.Kind == DirectiveKind.Dispatch)),
            ("green", one => one.Remarks.Any(remark => remark.Rank == Rank.Mayor)),
            ("red", one => one.Remarks.Any(remark => remark.Rank == Rank.DeputyMayor)),
            ("blue", one => one.Remarks.Any(remark => remark.Rank == Rank.Head && remark.Anchor?.Page == 1)),
            ("black", one => one.Remarks.Any(remark => remark.Rank == Rank.CaseOfficer && remark.Anchor?.Rect is not null)),
        ];

    private static bool Running(Folder one) => one.State == FolderState.Running;

    private static int Open(Folder one, Step step) => step.Stations.Count(number => one.Station(number).State == StationState.Active);

    private static bool Waits(Folder one, StationTask task) => one.Stations.Any(station => station.State == StationState.Active && station.Task == task);

    private static bool Returned(Folder one, StationTask by) =>
        one.State == FolderState.Returned && one.ReturnedBy is { } number && one.Station(number).Task == by;

    private static bool Stale(Folder one, ChangePolicy policy) =>
        Running(one)
        && one.Policy.Change == policy
        && one.Stations.Any(station => station.IsStale || station.Outcomes.Any(outcome => outcome.Standing == Standing.Stale));

    private static bool Done(Folder one, DirectiveKind kind) =>
        one.Directives.Any(order => order.Order.Kind == kind && order.State == DirectiveState.Done);

    private static async Task<List<FolderView>> All(IServiceProvider house, TenantId tenant)
    {
        var program = Caller.Program(tenant);
        await using var unit = await house.GetRequiredService<Db>().Read(program.Actor, Ct);
        var ids = await unit.Query<CirculationFolderId>("SELECT id FROM circulation_folder WHERE tenant_id = @tenant");
        var views = new List<FolderView>();
        foreach (var id in ids)
            views.Add((await house.GetRequiredService<ShowFolder>().Run(program, id, Ct)).Value);
        return views;
    }

    private sealed class Today : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => _now;
    }
}
