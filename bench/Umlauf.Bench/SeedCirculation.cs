using System.Collections.Immutable;
using System.Text;
using Umlauf.Circulation;
using Umlauf.Circulation.Engine;
using Umlauf.Cli.Demo;
using Umlauf.Identity;
using Umlauf.Platform;
using Umlauf.Records;

namespace Umlauf.Bench;

/// <summary>A town with people who send folders around. Folders are made by the use case; only full desks and masses of people are rows.</summary>
internal sealed class SeedCirculation(
    IServiceProvider house,
    Db db,
    IBlobStore blobs,
    AddStaff addStaff,
    LoadCaller loadCaller,
    OpenMatter openMatter,
    UploadDocument upload,
    MakeFolder makeFolder
)
{
    private static readonly PasswordHash password = PasswordHash.Of(Musterstadt.Password);
    private readonly List<NewItem> documents = [];
    private Town town = null!;
    private MatterId matter;

    public TenantId Tenant => town.Tenant;

    public IReadOnlyList<Caller> People { get; private set; } = [];

    public async Task<SeedCirculation> Run(int people)
    {
        town = await Microsoft
            .Extensions.DependencyInjection.ActivatorUtilities.CreateInstance<SeedTown>(house)
            .Run(Musterstadt.Name, Musterstadt.Ags, default);
        var office = town.Offices["50.2"];
        People = await Task.WhenAll(Enumerable.Range(0, people).Select(Person));
        matter = Must(
            await openMatter.Run(
                town.Program,
                new NewMatter
                {
                    PlanUnit = town.Plan.Values.First(),
                    Subject = "Neubau der Brücke",
                    Office = office,
                },
                default
            )
        ).Id;
        return this;

        async Task<Caller> Person(int number)
        {
            var login = $"u{number}";
            Must(
                await addStaff.Run(
                    town.Program,
                    new NewStaff
                    {
                        Login = login,
                        Name = $"Person {number}",
                        Posts = [new Post(office, false)],
                        Roles = [],
                        Password = password,
                    },
                    default
                )
            );
            return (await loadCaller.Of(Tenant, login, default))!;
        }
    }

    /// <summary>Started folders of one person with one station after the other.</summary>
    public async Task<IReadOnlyList<CirculationFolderId>> Folders(int count, Caller by, int stations, int documents)
    {
        var items = await Items(documents);
        ImmutableArray<StepPlan> route = [.. Enumerable.Repeat(Step(by.Staff!.Value), stations)];
        var folders = new List<CirculationFolderId>();
        for (var i = 0; i < count; i++)
            folders.Add(await Folder(by, route, items));
        return folders;
    }

    public async Task<CirculationFolderId> Folder(Caller by, ImmutableArray<StepPlan> route, IReadOnlyList<NewItem> items) =>
        Must(
            await makeFolder.Run(
                by,
                new NewFolder
                {
                    Subject = "Neubau der Brücke",
                    Matter = matter,
                    Items = [.. items],
                    Route = route,
                    Start = true,
                },
                Guid.CreateVersion7(),
                default
            )
        );

    public static StepPlan Step(params StaffMemberId[] people) =>
        new()
        {
            Members =
            [
                .. people.Select(person => new MemberPlan
                {
                    Station = new StationPlan
                    {
                        Addressee = Addressee.Of(person),
                        Task = StationTask.CoSign,
                        DueWorkingDays = 5,
                    },
                }),
            ],
        };

    /// <summary>Other folders' stations on one desk, as they lie there after years.</summary>
    public async Task FillDesk(Caller by, int count)
    {
        var folders = Enumerable.Range(0, count).Select(_ => Guid.CreateVersion7()).ToArray();
        var now = db.Now;
        var (tenant, owner, office) = (Tenant.Value, People[0].Staff!.Value.Value, by.Office!.Value.Value);
        await BulkRows.Write(
            db,
            "circulation_folder",
            ["tenant_id", "id", "subject", "owner_id", "office_id", "confidentiality", "revision", "state", "made_at", "changed_at"],
            folders.Select(id => new object?[] { tenant, id, "Neubau der Brücke", owner, office, 0, 2L, "Running", now, now })
        );
        await BulkRows.Write(
            db,
            "circulation_desk",
            ["tenant_id", "folder_id", "place", "addressee", "kind", "task", "since", "due_at", "remind_at"],
            folders.Select(
                (id, i) =>
                    new object?[]
                    {
                        tenant,
                        id,
                        1,
                        Addressee.KeyOf(by.Staff!.Value),
                        i % 5 == 0 ? "Do" : "Sign",
                        i % 5 == 0 ? "Act" : "CoSign",
                        now.AddMinutes(-i),
                        now.AddDays(i % 30),
                        now.AddDays(i % 30),
                    }
            )
        );
    }

    /// <summary>People of other houses.</summary>
    public async Task<StaffMemberId[]> Strangers(int count)
    {
        var people = Enumerable.Range(0, count).Select(_ => Guid.CreateVersion7()).ToArray();
        await BulkRows.Write(
            db,
            "identity_staff",
            ["tenant_id", "id", "login", "name", "clearance", "active", "created_at"],
            people.Select((id, i) => new object?[] { Tenant.Value, id, $"g{i}", $"Gemeinde {i}", 0, true, db.Now })
        );
        return [.. people.Select(id => new StaffMemberId(id))];
    }

    public static T Must<T>(Result<T> result) => SeedTown.Must(result);

    private async Task<IReadOnlyList<NewItem>> Items(int count)
    {
        while (documents.Count < count)
        {
            var text = Encoding.UTF8.GetBytes($"Anlage {documents.Count}");
            var document = new NewDocument
            {
                Id = Ids.New<DocumentId>(db.Now),
                Kind = DocumentKind.Form,
                Office = People[0].Office!.Value,
                Title = $"Anlage {documents.Count}",
                ReceivedAt = db.Now,
                Content = new NewContent(new StoredBlob(await blobs.Put(Tenant, text, default), text.Length), "text/plain", "Anlage.txt"),
            };
            var id = Must(await upload.Run(town.Program, matter, document, default));
            documents.Add(new NewItem(id, 1, Decisive: documents.Count == 0));
        }
        return documents[..count];
    }
}
