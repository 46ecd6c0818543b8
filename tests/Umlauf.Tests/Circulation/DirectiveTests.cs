using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Umlauf.Adapters.FileBlobs;
using Umlauf.Circulation;
using Umlauf.Circulation.Engine;
using Umlauf.Dispatch;
using Umlauf.Identity;
using Umlauf.Journal;
using Umlauf.Platform;
using Umlauf.Records;
using Umlauf.TestKit;
using Xunit;

namespace Umlauf.Tests.Circulation;

public sealed class DirectiveTests : IDisposable
{
    private readonly string files = Directory.CreateTempSubdirectory("umlauf-directives-").FullName;
    private readonly List<IDisposable> opened = [];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Rule_11_orders_are_carried_out_in_their_order_and_each_once(string database)
    {
        await using var house = await FolderHouse.On(database);
        var desk = new Desk(this, house);
        var matter = await desk.Matter();
        var id = await desk.Signed(
            matter,
            new Directive { Kind = DirectiveKind.BringForward, On = new DateOnly(2026, 12, 7) },
            new Directive { Kind = DirectiveKind.PutAway }
        );

        await desk.Work();
        await desk.Work();

        var shown = await house.Shown(house.Officer, id);
        Assert.All(shown.Folder.Directives, one => Assert.Equal(DirectiveState.Done, one.State));
        var head = (await new ShowMatter(house.Db).Run(house.Officer, matter, Ct)).Value;
        Assert.Equal(MatterState.PutAway, head.State);
        Assert.Equal(["matter-opened", "matter-due-date-set", "matter-put-away"], await house.House.JournalOf(matter.Value));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Rule_11_what_cannot_be_done_stops_the_rest_and_lies_on_the_owners_desk(string database)
    {
        await using var house = await FolderHouse.On(database);
        var desk = new Desk(this, house);
        var matter = await desk.Matter();
        var id = await desk.Signed(
            matter,
            new Directive { Kind = DirectiveKind.BringForward, On = new DateOnly(2026, 12, 7) },
            new Directive { Kind = DirectiveKind.PutAway }
        );
        await desk.PutAway.Run(house.Officer, matter, Ct);

        await desk.Work();

        var folder = (await house.Shown(house.Officer, id)).Folder;
        Assert.Equal([DirectiveState.Failed, DirectiveState.Due], folder.Directives.Select(one => one.State));
        Assert.Equal(DeskKind.DirectiveFailed, Assert.Single((await house.Desk(house.Officer)).Entries).Kind);
        await desk.Reopen.Run(house.Officer, matter, Ct);
        Assert.True((await new RetryDirectives(house.Db, house.House.Journal, house.Jobs, house.Recent).Run(house.Officer, id, Ct)).Ok);
        await desk.Work();
        Assert.All((await house.Shown(house.Officer, id)).Folder.Directives, one => Assert.Equal(DirectiveState.Done, one.State));
        Assert.Empty((await house.Desk(house.Officer)).Entries);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Rule_11_the_answer_waits_for_the_signature_and_is_released_by_it(string database)
    {
        await using var house = await FolderHouse.On(database);
        var desk = new Desk(this, house);
        var matter = await desk.Matter();
        var answer = await desk.Answer(matter);
        var id = await desk.Made(matter, new Directive { Kind = DirectiveKind.Dispatch, Target = answer.Value });
        Assert.Equal(["Waiting"], await desk.StateOf(answer));

        await desk.Sign(id);
        await desk.Work();

        Assert.Equal(["Queued"], await desk.StateOf(answer));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Rule_11_a_follow_up_begins_in_the_owners_name_and_refers_to_the_first_folder(string database)
    {
        await using var house = await FolderHouse.On(database);
        var desk = new Desk(this, house);
        var template = await new SaveTemplate(house.Db, house.House.Journal).Run(
            house.House.Admin,
            new NewTemplate
            {
                Name = "Zur Kenntnis",
                Plan = new TemplatePlan { Route = [FolderHouse.Step(FolderHouse.Station(house.Brandt, StationTask.Acknowledge))] },
            },
            Ct
        );
        Assert.True(template.Ok, template.Refusal?.Code);
        var id = await desk.Signed(await desk.Matter(), new Directive { Kind = DirectiveKind.FollowUp, Target = template.Value.Id });

        await desk.Work();
        await desk.Work();

        var entry = Assert.Single((await house.Desk(house.Brandt)).Entries);
        var followUp = await house.Shown(house.Brandt, entry.FolderId);
        Assert.Equal(house.Officer.Staff, followUp.Folder.Owner);
        Assert.Equal(id, followUp.Follows);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_withdrawn_folder_gives_the_answer_back_as_a_draft(string database)
    {
        await using var house = await FolderHouse.On(database);
        var desk = new Desk(this, house);
        var matter = await desk.Matter();
        var answer = await desk.Answer(matter);
        var id = await desk.Made(matter, new Directive { Kind = DirectiveKind.Dispatch, Target = answer.Value });

        await house.Acted(house.Officer, id, new Withdraw("Hat sich erledigt.") { Revision = 2 });

        Assert.Equal(["Draft"], await desk.StateOf(answer));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Rule_16_the_sheet_is_frozen_once_filed_and_checked_without_us(string database)
    {
        await using var house = await FolderHouse.On(database);
        var desk = new Desk(this, house);
        var matter = await desk.Matter();
        var id = await desk.Signed(matter, new Directive { Kind = DirectiveKind.PutAway });
        await desk.Work();
        await desk.Work();

        var json = (await desk.GetSheet.Run(house.Kaya, id, pdf: false, Ct)).Value;
        var pdf = (await desk.GetSheet.Run(house.Kaya, id, pdf: true, Ct)).Value;

        var check = CheckRouteSheet.Run(json, null);
        Assert.Empty(check.Problems);
        Assert.Equal(6, check.Acts);
        Assert.StartsWith("%PDF", Encoding.ASCII.GetString(pdf, 0, 4));
        var timeline = (await new ShowTimeline(house.Db).Run(house.Officer, matter, null, 50, Ct)).Value;
        Assert.Single(timeline.Items, item => item.Text == "Laufzettel: Bescheid Wohngeld");
        Assert.Empty((await new VerifyFolders(house.Db, desk.Blobs).Check(house.House.Tenant, Ct)).Problems);
    }

    [Theory]
    [InlineData("abgelehnt", "gezeichnet")]
    [InlineData("\"outcome\": \"CoSigned\"", "\"outcome\": \"Refused\"")]
    [InlineData("\"actedBy\": \"p:", "\"actedBy\": \"o:")]
    [InlineData("\"size\": ", "\"size\": 1")]
    [InlineData("signed\\u0022", "refused\\u0022")]
    public async Task Rule_16_a_sheet_that_somebody_touched_does_not_check(string find, string put)
    {
        await using var house = await FolderHouse.On(Databases.Sqlite);
        var desk = new Desk(this, house);
        var id = await desk.Signed(await desk.Matter());
        var json = Encoding.UTF8.GetString(MakeRouteSheet.Write((await desk.MakeSheet.Run(house.Kaya, id, Ct)).Value));
        if (!json.Contains(find, StringComparison.Ordinal))
            (find, put) = ("\"Bestätigt.\"", "\"Abgelehnt.\"");

        var place = json.LastIndexOf(find, StringComparison.Ordinal);
        var touched =
            place < 0
                ? json.Replace("co-signed", "refused", StringComparison.Ordinal)
                : json[..place] + put + json[(place + find.Length)..];

        Assert.NotEqual(json, touched);
        Assert.NotEmpty(CheckRouteSheet.Run(Encoding.UTF8.GetBytes(touched), null).Problems);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Whoever_changes_a_row_of_a_folder_is_found(string database)
    {
        await using var house = await FolderHouse.On(database);
        var desk = new Desk(this, house);
        var id = await desk.Signed(await desk.Matter());
        await desk.Work();
        var open = await house.Make();
        var check = new VerifyFolders(house.Db, desk.Blobs);
        Assert.Empty((await check.Check(house.House.Tenant, Ct)).Problems);

        foreach (
            var (breakIt, mendIt) in new[]
            {
                (
                    "UPDATE circulation_act SET data = replace(data, 'CoSigned', 'coSigned') || ' ' WHERE tenant_id = @tenant AND revision = 3 AND folder_id = @id",
                    "UPDATE circulation_act SET data = rtrim(data) WHERE tenant_id = @tenant AND revision = 3 AND folder_id = @id"
                ),
                (
                    "UPDATE circulation_folder SET state = 'Running' WHERE tenant_id = @tenant AND id = @id",
                    "UPDATE circulation_folder SET state = 'Completed' WHERE tenant_id = @tenant AND id = @id"
                ),
                (
                    "UPDATE circulation_desk SET kind = 'Do' WHERE tenant_id = @tenant AND folder_id = @open AND place = 1",
                    "UPDATE circulation_desk SET kind = 'Sign' WHERE tenant_id = @tenant AND folder_id = @open AND place = 1"
                ),
                ("UPDATE circulation_sheet SET pdf_hash = json_hash WHERE tenant_id = @tenant AND folder_id = @id", null),
            }
        )
        {
            await Exec(house, breakIt, id, open);
            Assert.True((await check.Check(house.House.Tenant, Ct)).Problems.Count > 0, breakIt);
            if (mendIt is not null)
                await Exec(house, mendIt, id, open);
        }
    }

    public void Dispose()
    {
        opened.ForEach(one => one.Dispose());
        Directory.Delete(files, recursive: true);
    }

    private static async Task Exec(FolderHouse house, string sql, CirculationFolderId id, CirculationFolderId open)
    {
        await using var unit = await house.Db.Write(Actor.System(house.House.Tenant), Ct);
        await unit.Exec(sql, new { id, open });
        await unit.Commit();
    }

    /// <summary>What works at the end of a folder.</summary>
    private sealed class Desk : IDisposable
    {
        private readonly FolderHouse house;
        private readonly JobRunner runner;
        private readonly CarryOutDirectives carryOut;

        public Desk(DirectiveTests test, FolderHouse house)
        {
            this.house = house;
            var (db, journal) = (house.Db, house.House.Journal);
            var blobs = new FileBlobStore(Path.Combine(test.files, "blobs"));
            var key = new CheckpointKey(Settings.Load(test.files));
            Blobs = blobs;
            MakeSheet = new MakeRouteSheet(db, house.ShowFolder, new ProveEntry(db, new MakeCheckpoint(db, key)), key);
            var upload = new UploadDocument(db, new AddDocument(journal));
            var freeze = new FreezeRouteSheet(db, journal, MakeSheet, blobs, upload);
            GetSheet = new GetRouteSheet(house.ShowFolder, MakeSheet, freeze, blobs);
            carryOut = new CarryOutDirectives(
                db,
                journal,
                house.Calendars,
                freeze,
                new ReleaseDispatch(db, journal, house.Jobs),
                new SetDueDate(db, journal),
                PutAway,
                upload,
                blobs,
                house.House.LoadCaller,
                new ShowTemplate(db),
                house.MakeFolder,
                house.Recent
            );
            runner = new JobRunner(house.Jobs, [carryOut], NullLogger<JobRunner>.Instance);
            test.opened.AddRange([this, key, blobs]);
        }

        public IBlobStore Blobs { get; }
        public MakeRouteSheet MakeSheet { get; }
        public GetRouteSheet GetSheet { get; }
        public PutAwayMatter PutAway => new(house.Db, house.House.Journal);
        public ReopenMatter Reopen => new(house.Db, house.House.Journal);

        public async Task<MatterId> Matter()
        {
            var program = Caller.Program(house.House.Tenant);
            var plan = Encoding.UTF8.GetBytes("kennzeichen;bezeichnung\n46;Wohngeld\n");
            await new ImportFilingPlan(house.Db, house.House.Journal).Run(program, plan, false, Ct);
            await using var unit = await house.Db.Read(program.Actor, Ct);
            var units = await unit.Query<FilingPlanUnitId>("SELECT id FROM records_filing_plan_unit WHERE tenant_id = @tenant");
            await unit.DisposeAsync();
            var wanted = new NewMatter
            {
                PlanUnit = units[0],
                Subject = "Antrag auf Wohngeld",
                Office = house.House.Housing,
            };
            return (await new OpenMatter(house.Db, house.House.Journal).Run(house.Officer, wanted, Ct)).Value.Id;
        }

        public async Task<DispatchId> Answer(MatterId matter)
        {
            var prepare = new PrepareReply(house.Db, house.House.Journal, new ShowDocument(house.Db), new ReadContent(house.Db, Blobs));
            var text = new DraftText
            {
                To = "erika@example.org",
                Subject = "Ihr Antrag",
                Body = "Sehr geehrte Frau Muster,\n\nbewilligt.",
            };
            var prepared = await prepare.Run(house.Officer, new NewDispatch { Matter = matter, Text = text }, Ct);
            Assert.True(prepared.Ok, prepared.Refusal?.Code);
            return prepared.Value;
        }

        public async Task<IReadOnlyList<string>> StateOf(DispatchId item)
        {
            await using var unit = await house.Db.Read(house.Officer.Actor, Ct);
            return await unit.Query<string>("SELECT state FROM dispatch_item WHERE tenant_id = @tenant AND id = @item", new { item });
        }

        public async Task<CirculationFolderId> Made(MatterId matter, params Directive[] orders)
        {
            var made = await house.MakeFolder.Run(
                house.Officer,
                new NewFolder
                {
                    Subject = "Bescheid Wohngeld",
                    Matter = matter,
                    Route = house.UsualRoute,
                    Directives = [.. orders],
                    Start = true,
                },
                Guid.CreateVersion7(),
                Ct
            );
            Assert.True(made.Ok, made.Refusal?.Code);
            return made.Value;
        }

        public async Task<CirculationFolderId> Signed(MatterId matter, params Directive[] orders)
        {
            var id = await Made(matter, orders);
            await Sign(id);
            return id;
        }

        public async Task Sign(CirculationFolderId id)
        {
            await house.Acted(house.Kaya, id, await house.Signing(id, 1, remark: "Bestätigt."));
            await house.Acted(house.Brandt, id, await house.Signing(id, 2));
            await house.Acted(house.Yilmaz, id, await house.Signing(id, 3));
            await house.Acted(house.Mayor, id, await house.Signing(id, 4, OutcomeKind.Signed));
        }

        public void Dispose() => runner.Dispose();

        public async Task Work()
        {
            while (await runner.Step(carryOut, Ct)) { }
        }
    }
}
