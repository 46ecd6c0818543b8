using System.Globalization;
using Umlauf.Formats.Mail;
using Umlauf.Formats.Reading;
using Umlauf.Identity;
using Umlauf.Platform;
using Umlauf.Records;

namespace Umlauf.Dispatch.Model;

/// <summary>A draft whose addresses, subject and files have been checked.</summary>
internal sealed record Draft
{
    private const int MostFiles = 100;
    private const int LongestBody = 500_000;

    public required IReadOnlyList<MailPerson> To { get; init; }
    public required IReadOnlyList<MailPerson> Cc { get; init; }
    public required string Subject { get; init; }
    public required string Body { get; init; }
    public required IReadOnlyList<FileRow> Files { get; init; }

    public static async Task<Result<Draft>> Check(Unit unit, Caller by, MatterId? matter, DraftText text)
    {
        if (MailAddresses.Parse(text.To) is not { } to || MailAddresses.Parse(text.Cc) is not { } cc)
            return DispatchRefusals.BadAddress;
        if (to.Count == 0)
            return DispatchRefusals.NoRecipient;
        // A line break in the subject would be a header of its own: it becomes a space.
        var subject = DocumentText.Line(text.Subject, 300);
        if (subject.Length == 0)
            return DispatchRefusals.NoSubject;
        var files = await Find(unit, by, matter, text.Files);
        if (files.Count != text.Files.Count)
            return RecordsRefusals.NoSuchDocument;
        var most = (await ServerRow.Find(unit) ?? new DispatchServer()).LargestFiles;
        if (files.Count > MostFiles || files.Sum(file => file.Size) > most)
            return DispatchRefusals.TooLarge.With(string.Create(CultureInfo.InvariantCulture, $"{most / 1_000_000} MB"));
        return new Draft
        {
            To = to,
            Cc = [.. cc.Where(copy => !to.Any(one => Same(one, copy)))],
            Subject = subject,
            Body = DocumentText.Clean(text.Body, LongestBody),
            Files = files,
        };
    }

    /// <summary>Recipients and files of the item, instead of those it had.</summary>
    public async Task Store(Unit unit, DispatchId item)
    {
        await unit.Exec("DELETE FROM dispatch_recipient WHERE tenant_id = @tenant AND item_id = @item", new { item });
        await unit.Exec("DELETE FROM dispatch_attachment WHERE tenant_id = @tenant AND item_id = @item", new { item });
        var people = To.Select(person => (person, Copy: false)).Concat(Cc.Select(person => (person, Copy: true))).ToList();
        for (var place = 0; place < people.Count; place++)
            await unit.Exec(
                """
                INSERT INTO dispatch_recipient (tenant_id, item_id, place, copy, name, address)
                VALUES (@tenant, @item, @place, @Copy, @Display, @Address)
                """,
                new
                {
                    item,
                    place,
                    people[place].Copy,
                    people[place].person.Display,
                    people[place].person.Address,
                }
            );
        for (var place = 0; place < Files.Count; place++)
            await unit.Exec(
                """
                INSERT INTO dispatch_attachment (tenant_id, item_id, place, document_id, version, hash, size, content_type, file_name)
                VALUES (@tenant, @item, @place, @DocumentId, @Version, @Hash, @Size, @ContentType, @FileName)
                """,
                new
                {
                    item,
                    place,
                    Files[place].DocumentId,
                    Files[place].Version,
                    Files[place].Hash,
                    Files[place].Size,
                    Files[place].ContentType,
                    FileName = SafeName.From(Files[place].FileName, SafeName.From(Files[place].Title, "Anlage")),
                }
            );
    }

    private static bool Same(MailPerson one, MailPerson other) =>
        string.Equals(one.Address, other.Address, StringComparison.OrdinalIgnoreCase);

    /// <summary>The chosen versions, in the order of the choice; those out of sight are left out.</summary>
    private static async Task<IReadOnlyList<FileRow>> Find(Unit unit, Caller by, MatterId? matter, IReadOnlyList<DraftFile> wanted)
    {
        if (wanted.Count == 0 || matter is null)
            return [];
        var rights = Rights
            .Of(by)
            .Filter(
                "d.office_id",
                "d.confidentiality",
                unfiled: null,
                """
                (m.responsible_id = @rightsStaff OR EXISTS (
                    SELECT 1 FROM records_pub_grant g WHERE g.tenant_id = @tenant AND g.matter_id = m.id AND g.staff_id = @rightsStaff))
                """
            );
        var args = rights.With(new { matter = matter.Value });
        var names = wanted
            .Select(file => file.Document.Value)
            .Distinct()
            .Select(
                (id, place) =>
                {
                    args[$"document{place}"] = id;
                    return $"@document{place}";
                }
            )
            .ToList();
        var found = await unit.Query<FileRow>(
            $"""
            SELECT d.id AS document_id, d.title, d.version AS newest, v.number AS version, v.hash, v.size, v.content_type, v.file_name
            FROM records_pub_document d
            JOIN records_pub_matter m ON m.tenant_id = d.tenant_id AND m.id = d.matter_id
            JOIN records_pub_document_version v ON v.tenant_id = d.tenant_id AND v.document_id = d.id
            WHERE d.tenant_id = @tenant AND d.matter_id = @matter AND d.id IN ({string.Join(", ", names)}) AND {rights.Sql}
            """,
            args
        );
        return
        [
            .. wanted
                .Select(file =>
                    found.FirstOrDefault(row =>
                        row.DocumentId == file.Document && row.Version == (file.Version == 0 ? row.Newest : file.Version)
                    )
                )
                .OfType<FileRow>(),
        ];
    }
}

/// <summary>A version of a document that goes with an item.</summary>
internal sealed record FileRow
{
    public required DocumentId DocumentId { get; init; }
    public string Title { get; init; } = "";
    public int Newest { get; init; }
    public required int Version { get; init; }
    public required ContentHash Hash { get; init; }
    public required long Size { get; init; }
    public required string ContentType { get; init; }
    public required string FileName { get; init; }
}
