using System.Collections.Immutable;
using Umlauf.Circulation;
using Umlauf.Circulation.Engine;
using Umlauf.Identity;
using Umlauf.Records;

namespace Umlauf.Web.Tests.Kit;

/// <summary>Circulation folders of the town hall, sent around by its people.</summary>
internal sealed class Folders(TownHall town)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public StationPlan Station(string login, StationTask task = StationTask.CoSign, string key = "", int? due = 3) =>
        new()
        {
            Key = key,
            Addressee = Addressee.Of(town[login].Staff!.Value),
            Task = task,
            DueWorkingDays = due,
        };

    public static StepPlan Step(params StationPlan[] stations) =>
        new() { Members = [.. stations.Select(station => new MemberPlan { Station = station })] };

    /// <summary>Co-signers side by side, then one who signs.</summary>
    public ImmutableArray<StepPlan> Route(string signer, params string[] cosigners) =>
        [Step([.. cosigners.Select(login => Station(login))]), Step(Station(signer, StationTask.FinalSign))];

    public async Task<CirculationFolderId> Make(
        string subject,
        ImmutableArray<StepPlan> route,
        RoutePolicy? policy = null,
        IReadOnlyList<NewItem>? items = null,
        string owner = "sommer",
        bool start = true,
        MatterId? matter = null,
        ImmutableArray<Directive> directives = default
    )
    {
        var made = await town.Get<MakeFolder>()
            .Run(
                town[owner],
                new NewFolder
                {
                    Subject = subject,
                    Matter = matter,
                    Route = route,
                    Policy = policy ?? new RoutePolicy(),
                    Items = items ?? [],
                    Directives = directives.IsDefault ? [] : directives,
                    Start = start,
                },
                Guid.CreateVersion7(TimeProvider.System.GetUtcNow()),
                Ct
            );
        Assert.True(made.Ok, made.Refusal?.Code);
        return made.Value;
    }

    public async Task<FolderView> Show(CirculationFolderId id, string login = "sommer") =>
        (await town.Get<ShowFolder>().Run(town[login], id, Ct)).Value;

    public async Task<Folder> Act(string login, CirculationFolderId id, Command command)
    {
        var seen = (await Show(id, login)).Folder;
        var acted = await town.Get<ActInFolder>()
            .Run(town[login], id, Guid.CreateVersion7(TimeProvider.System.GetUtcNow()), command with { Revision = seen.Revision }, Ct);
        Assert.True(acted.Ok, acted.Refusal?.Code);
        return acted.Value;
    }

    public Task<Folder> Sign(string login, CirculationFolderId id, int station, string? remark = null) =>
        Act(
            login,
            id,
            new Complete
            {
                Station = station,
                Outcome = OutcomeKind.CoSigned,
                Remark = remark,
            }
        );
}
