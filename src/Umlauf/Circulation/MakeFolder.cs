using System.Collections.Immutable;
using Umlauf.Circulation.Engine;
using Umlauf.Circulation.Model;
using Umlauf.Dispatch;
using Umlauf.Identity;
using Umlauf.Journal;
using Umlauf.Platform;
using Umlauf.Records;

namespace Umlauf.Circulation;

/// <summary>A document for a new folder.</summary>
public sealed record NewItem(DocumentId Document, int Version, bool Decisive);

/// <summary>A folder to be made (neue Umlaufmappe).</summary>
public sealed record NewFolder
{
    public required string Subject { get; init; }

    public MatterId? Matter { get; init; }

    public IReadOnlyList<NewItem> Items { get; init; } = [];

    public ImmutableSortedDictionary<string, decimal> Fields { get; init; } = ImmutableSortedDictionary<string, decimal>.Empty;

    public required ImmutableArray<StepPlan> Route { get; init; }

    public RoutePolicy Policy { get; init; } = new();

    public ImmutableArray<ImmutableArray<string>> FourEyes { get; init; } = [];

    public ImmutableArray<Directive> Directives { get; init; } = [];

    /// <summary>Without a matter: who else may see it. With one, the matter's level counts.</summary>
    public Confidentiality Confidentiality { get; init; }

    /// <summary>The template whose route this is; the folder keeps that version (rule 18).</summary>
    public Guid? Template { get; init; }

    public int? TemplateVersion { get; init; }

    /// <summary>The completed folder that this one corrects or follows (rules 8 and 11).</summary>
    public CirculationFolderId? Follows { get; init; }

    /// <summary>Starts at once.</summary>
    public bool Start { get; init; }
}

/// <summary>Makes a circulation folder (Umlaufmappe anlegen) and starts it if wanted.</summary>
public sealed class MakeFolder(Db db, JournalWriter journal, OfficeCalendars calendars, HoldDispatch hold, RecentFolders recent)
{
    public const int LongestSubject = 300;

    public const int MostItems = 1_000;

    /// <param name="commandId">The same id again answers with the folder that the first call made (rule 14).</param>
    public async Task<Result<CirculationFolderId>> Run(Caller by, NewFolder wanted, Guid commandId, CancellationToken ct)
    {
        await using var unit = await db.Write(by.Actor, ct);
        var made = await Within(unit, by, wanted, commandId);
        if (made.Ok)
            await unit.Commit();
        return made;
    }

    /// <summary>Inside a transaction that does more.</summary>
    public async Task<Result<CirculationFolderId>> Within(Unit unit, Caller by, NewFolder wanted, Guid commandId)
    {
        if (by.Staff is not { } owner || !Rights.Of(by).May(Right.Circulate))
            return FolderRefusals.NotAllowed;
        if (wanted.Subject.Trim() is not { Length: > 0 and <= LongestSubject } subject)
            return FolderRefusals.SubjectMissing;
        // A folder is named after the command that made it, so that the command finds it again.
        var id = new CirculationFolderId(commandId);
        if (
            await unit.Scalar<long>(
                "SELECT count(*) FROM circulation_folder WHERE tenant_id = @tenant AND id = @id AND owner_id = @owner",
                new { id, owner }
            ) == 1
        )
            return id;
        var place = await Place(unit, by, wanted);
        if (!place.Ok)
            return place.Refusal!;
        var items = await Items(unit, by, wanted.Items);
        if (!items.Ok)
            return items.Refusal!;
        if (await Addressees.Check(unit, wanted.Route) is { } nobody)
            return nobody;
        if (Orders.Check(wanted) is { } impossible)
            return impossible;
        if (wanted.Template is { } template)
        {
            // Rule 18: whatever becomes of the template, the folder keeps the version it began with.
            if (await Templates.Pinned(unit, by, template, wanted.TemplateVersion) is not { } pinned)
                return SaveTemplate.NoSuchTemplate;
            wanted = wanted with { TemplateVersion = pinned };
        }
        if (!await Templates.Know(unit, by, wanted.Directives))
            return SaveTemplate.NoSuchTemplate;
        var plan = new FolderPlan
        {
            Route = wanted.Route,
            Policy = wanted.Policy,
            FourEyes = wanted.FourEyes,
            Items = items.Value,
            Fields = wanted.Fields,
            Directives = wanted.Directives,
        };
        var made = Circulate.Make(id, plan, owner, owner, unit.Now);
        if (!made.Ok)
            return made.Refusal!;
        await Insert(unit, wanted, subject, owner, place.Value, made.Value.Folder);
        var facts = FolderStore.Append(unit, recent, null, made.Value, commandId, clocks: null);
        journal.Append(unit, "folder-made", id.Value, facts);
        // From now on the answer waits for the signature, and nobody changes it.
        foreach (var order in wanted.Directives.Where(order => order.Kind == DirectiveKind.Dispatch))
        {
            if ((await hold.Within(unit, by, new DispatchId(order.Target!.Value), id.Value)).Refusal is { } notHeld)
                return notHeld;
        }
        if (!wanted.Start)
            return id;
        var clocks = await Calendars.At(unit, calendars, made.Value.Folder);
        var started = Circulate.Decide(made.Value.Folder, new Start { Revision = 1 }, await Hats.Of(unit, by), clocks);
        if (!started.Ok)
            return started.Refusal!;
        var begun = FolderStore.Append(unit, recent, made.Value.Folder, started.Value, Guid.CreateVersion7(unit.Now), clocks);
        journal.Append(unit, "folder-acted", id.Value, begun);
        return id;
    }

    private static Task<int> Insert(Unit unit, NewFolder wanted, string subject, StaffMemberId owner, RecordAccess place, Folder folder) =>
        unit.Exec(
            """
            INSERT INTO circulation_folder (tenant_id, id, subject, owner_id, matter_id, office_id, confidentiality, template_id, template_version,
                follows_id, revision, state, made_at, changed_at)
            VALUES (@tenant, @Id, @subject, @owner, @Matter, @Office, @level, @Template, @TemplateVersion, @Follows, 1, 'Draft', @now, @now)
            """,
            new
            {
                folder.Id,
                subject,
                owner,
                wanted.Matter,
                place.Office,
                level = place.Level,
                wanted.Template,
                wanted.TemplateVersion,
                wanted.Follows,
                now = unit.Now,
            }
        );

    /// <summary>With a matter, the folder is as open as the matter.</summary>
    private static async Task<Result<RecordAccess>> Place(Unit unit, Caller by, NewFolder wanted)
    {
        if (wanted.Matter is not { } matter)
            return by.Office is { } office ? new RecordAccess(office, wanted.Confidentiality, Filed: true) : FolderRefusals.NotAllowed;
        return await SeenRecords.Matter(unit, by, matter) is { } access ? access : RecordsRefusals.NoSuchMatter;
    }

    private static async Task<Result<ImmutableArray<FolderItem>>> Items(Unit unit, Caller by, IReadOnlyList<NewItem> wanted)
    {
        if (wanted.Count > MostItems || wanted.DistinctBy(item => item.Document).Count() != wanted.Count)
            return FolderRefusals.TooManyItems;
        var known = await SeenRecords.Versions(unit, by, [.. wanted.Select(item => (item.Document, item.Version))]);
        var items = ImmutableArray.CreateBuilder<FolderItem>(wanted.Count);
        foreach (var item in wanted)
        {
            if (!known.TryGetValue((item.Document, item.Version), out var version))
                return FolderRefusals.NoSuchItem;
            items.Add(new FolderItem(item.Document, item.Version, version.Hash, item.Decisive) { Author = version.Author });
        }
        return items.ToImmutable();
    }
}
