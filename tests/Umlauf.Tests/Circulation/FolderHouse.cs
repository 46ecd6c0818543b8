using System.Collections.Immutable;
using Umlauf.Circulation;
using Umlauf.Circulation.Engine;
using Umlauf.Dispatch;
using Umlauf.Identity;
using Umlauf.Journal;
using Umlauf.Platform;
using Umlauf.Tests.Identity;
using Xunit;

namespace Umlauf.Tests.Circulation;

/// <summary>The small administration with people who send folders around: an officer, three heads, the mayor.</summary>
public sealed class FolderHouse : IAsyncDisposable
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private FolderHouse(House house) => House = house;

    public House House { get; }
    public Db Db => House.Db;
    public Caller Officer { get; private set; } = null!;
    public Caller Kaya { get; private set; } = null!;
    public Caller Brandt { get; private set; } = null!;
    public Caller Yilmaz { get; private set; } = null!;
    public Caller Mayor { get; private set; } = null!;

    public RecentFolders Recent { get; } = new();
    public OfficeCalendars Calendars => new(Db);
    public Jobs Jobs => new(Db);
    public HoldDispatch Hold => new(Db, House.Journal);
    public MakeFolder MakeFolder => new(Db, House.Journal, Calendars, Hold, Recent);
    public ActInFolder ActInFolder => new(Db, House.Journal, Calendars, Jobs, Hold, Recent);
    public ShowFolder ShowFolder => new(Db, Recent);
    public ListDesk ListDesk => new(Db);
    public OpenFolder OpenFolder => new(Db, House.Journal, ShowFolder);
    public SignOpened SignOpened => new(Db, ActInFolder);

    public static async Task<FolderHouse> On(string database)
    {
        var folders = new FolderHouse(await House.Build(database));
        var house = folders.House;
        folders.Officer = await house.Add("sommer", house.Housing);
        folders.Kaya = await house.Add("kaya", house.Social, heads: true);
        folders.Brandt = await house.Add("brandt", house.Top);
        folders.Yilmaz = await house.Add("yilmaz", house.Building, heads: true);
        folders.Mayor = await house.Add("weber", house.Top, heads: true, roles: Role.Mayor);
        return folders;
    }

    public static StationPlan CoSign(Caller who, string key = "") => Station(who, StationTask.CoSign, key);

    public static StationPlan Sign(Caller who, string key = "") => Station(who, StationTask.FinalSign, key);

    public static StationPlan Station(Caller who, StationTask task, string key = "") =>
        new()
        {
            Key = key,
            Addressee = Addressee.Of(who.Staff!.Value),
            Task = task,
            DueWorkingDays = 3,
        };

    public static StepPlan Step(params StationPlan[] stations) =>
        new() { Members = [.. stations.Select(station => new MemberPlan { Station = station })] };

    /// <summary>Three heads side by side, then the mayor.</summary>
    public ImmutableArray<StepPlan> UsualRoute => [Step(CoSign(Kaya), CoSign(Brandt), CoSign(Yilmaz)), Step(Sign(Mayor))];

    public async Task<CirculationFolderId> Make(ImmutableArray<StepPlan>? route = null, RoutePolicy? policy = null, Guid? command = null)
    {
        var made = await MakeFolder.Run(
            Officer,
            new NewFolder
            {
                Subject = "Bescheid Wohngeld",
                Route = route ?? UsualRoute,
                Policy = policy ?? new RoutePolicy(),
                Start = true,
            },
            command ?? Guid.CreateVersion7(),
            Ct
        );
        Assert.True(made.Ok, made.Refusal?.Code);
        return made.Value;
    }

    public Task<Result<Folder>> Act(Caller who, CirculationFolderId id, Command command, Guid? commandId = null) =>
        ActInFolder.Run(who, id, commandId ?? Guid.CreateVersion7(), command, Ct);

    public async Task<Folder> Acted(Caller who, CirculationFolderId id, Command command)
    {
        var done = await Act(who, id, command);
        Assert.True(done.Ok, done.Refusal?.Code);
        return done.Value;
    }

    public async Task<FolderView> Shown(Caller who, CirculationFolderId id) => (await ShowFolder.Run(who, id, Ct)).Value;

    public async Task<DeskPage> Desk(Caller who) => (await ListDesk.Run(who, null, null, 50, Ct)).Value;

    public async Task<Complete> Signing(
        CirculationFolderId id,
        int station,
        OutcomeKind outcome = OutcomeKind.CoSigned,
        string? remark = null
    ) =>
        new()
        {
            Station = station,
            Outcome = outcome,
            Remark = remark,
            Revision = (await Shown(Officer, id)).Folder.Revision,
        };

    public ValueTask DisposeAsync()
    {
        Recent.Dispose();
        return House.DisposeAsync();
    }
}
