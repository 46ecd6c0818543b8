using Umlauf.Circulation.Engine;
using Umlauf.Circulation.Model;
using Umlauf.Identity;
using Umlauf.Platform;
using Umlauf.Records;

namespace Umlauf.Circulation;

/// <summary>Shows a folder to whoever has a part in it or may see its office's records (Mappe ansehen).</summary>
public sealed class ShowFolder(Db db, RecentFolders recent)
{
    public async Task<Result<FolderView>> Run(Caller by, CirculationFolderId id, CancellationToken ct)
    {
        if (!Rights.Of(by).May(Right.Circulate))
            return FolderRefusals.NotAllowed;
        await using var unit = await db.Read(by.Actor, ct);
        return await Within(unit, by, id);
    }

    /// <summary>The same at an earlier revision, e.g. as the answer to a repeated command.</summary>
    public async Task<Result<FolderView>> Run(Caller by, Folder folder, CancellationToken ct)
    {
        var now = await Run(by, folder.Id, ct);
        return now.Ok ? now.Value with { Folder = folder } : now;
    }

    private async Task<Result<FolderView>> Within(Unit unit, Caller by, CirculationFolderId id)
    {
        var acting = await Hats.Of(unit, by);
        if (!await Visible.Sees(unit, by, acting, id) || await FolderStore.Load(unit, recent, id) is not { } stored)
            return FolderRefusals.NoSuchFolder;
        return await View(unit, by, acting, stored);
    }

    private static async Task<FolderView> View(Unit unit, Caller by, Acting acting, StoredFolder stored)
    {
        var (row, folder) = stored;
        var people = await ListNames.People(unit, Involved(folder));
        var offices = await ListNames.Offices(unit, folder.Stations.SelectMany(Asked).Select(one => one.Office).OfType<OfficeId>());
        var items = await Items(unit, folder);
        var matter =
            row.MatterId is { } id && await SeenRecords.Matter(unit, by, id) is not null ? await SeenRecords.Heading(unit, id) : null;
        return new FolderView
        {
            Folder = folder,
            Subject = row.Subject,
            Matter = row.MatterId,
            MatterNumber = matter?.Number,
            MatterSubject = matter?.Subject,
            Office = row.OfficeId,
            Confidentiality = row.Confidentiality,
            MadeAt = row.MadeAt,
            ChangedAt = row.ChangedAt,
            Template = row.TemplateId,
            TemplateVersion = row.TemplateVersion,
            Follows = row.FollowsId,
            People = people.ToDictionary(one => one.Key, one => one.Value.Name),
            Logins = people.ToDictionary(one => one.Key, one => one.Value.Short),
            Offices = offices.ToDictionary(one => one.Key, one => one.Value.Name),
            Codes = offices.ToDictionary(one => one.Key, one => one.Value.Short),
            Titles = items
                .GroupBy(row => row.Id)
                .Select(rows => rows.Last())
                .ToDictionary(row => row.Id, row => new ItemTitle(row.Title, row.FileName, row.ContentType, row.Size, row.Newest)),
            Versions = items.DistinctBy(row => (row.Id, row.Hash)).ToDictionary(row => (row.Id, row.Hash), row => row.Version),
            Acting = acting,
        };
    }

    private static IEnumerable<Addressee> Asked(Station station) => station.DelegatedBy.Append(station.Addressee);

    /// <summary>Everybody whose name stands somewhere in the folder.</summary>
    private static IEnumerable<StaffMemberId> Involved(Folder folder) =>
        folder
            .Stations.SelectMany(station =>
                Asked(station)
                    .Select(one => one.Person)
                    .Concat(station.Outcomes.SelectMany(outcome => new[] { outcome.ActedBy, outcome.OnBehalfOf }))
                    .Append(station.Superior)
            )
            .Concat(folder.Questions.SelectMany(question => new[] { question.AskedBy, question.To, question.AnsweredBy }))
            .Concat(folder.Remarks.Select(remark => (StaffMemberId?)remark.By))
            .Concat(folder.Contents.Select(content => content.ChangedBy))
            .Append(folder.Owner)
            .OfType<StaffMemberId>();

    /// <summary>In a folder everybody sees what its documents are called. All versions that lie or lay in it, the oldest first.</summary>
    private static Task<IReadOnlyList<ItemRow>> Items(Unit unit, Folder folder) =>
        unit.Query<ItemRow>(
            """
            SELECT d.id, d.title, d.version AS newest, v.number AS version, v.hash, v.file_name, v.content_type, v.size
            FROM circulation_item i
            JOIN records_pub_document d ON d.tenant_id = i.tenant_id AND d.id = i.document_id
            JOIN records_pub_document_version v ON v.tenant_id = d.tenant_id AND v.document_id = d.id AND v.number = i.version
            WHERE i.tenant_id = @tenant AND i.folder_id = @Id ORDER BY i.version
            """,
            new { folder.Id }
        );

    private sealed record ItemRow
    {
        public required DocumentId Id { get; init; }
        public required string Title { get; init; }
        public required int Newest { get; init; }
        public required int Version { get; init; }
        public required ContentHash Hash { get; init; }
        public required string FileName { get; init; }
        public required string ContentType { get; init; }
        public required long Size { get; init; }
    }
}
