using Umlauf.Identity;
using Umlauf.Platform;
using Umlauf.Records.Model;

namespace Umlauf.Records;

/// <summary>A version of a document as another room refers to it.</summary>
public sealed record SeenVersion
{
    public required DocumentId DocumentId { get; init; }
    public required int Number { get; init; }
    public required ContentHash Hash { get; init; }
    public required string AddedBy { get; init; }

    /// <summary>Who wrote it, when a person of the house did.</summary>
    public StaffMemberId? Author =>
        AddedBy.StartsWith("staff:", StringComparison.Ordinal)
        && Guid.TryParse(AddedBy.AsSpan(6, Math.Min(36, AddedBy.Length - 6)), out var person)
            ? new StaffMemberId(person)
            : null;
}

/// <summary>What the bytes of a version are called and where they lie.</summary>
public sealed record StoredVersion
{
    public required ContentHash Hash { get; init; }
    public required string ContentType { get; init; }
    public required string FileName { get; init; }
}

/// <summary>How a matter is called.</summary>
public sealed record MatterHeading
{
    public required string Number { get; init; }
    public required string Subject { get; init; }
}

/// <summary>What of the records a caller may see, asked inside a transaction of another room (einsehbare Akten).</summary>
public static class SeenRecords
{
    /// <summary>Office and level of a matter; null when there is none that the caller may see.</summary>
    public static async Task<RecordAccess?> Matter(Unit unit, Caller by, MatterId id)
    {
        var rights = Visible.Matters(by);
        var row = await unit.One<Place>(
            $"SELECT m.office_id, m.confidentiality FROM records_matter m WHERE m.tenant_id = @tenant AND m.id = @id AND {rights.Sql}",
            rights.With(new { id })
        );
        return row is null ? null : new RecordAccess(row.OfficeId, row.Confidentiality);
    }

    /// <summary>Number and subject of a matter, whoever may see it: the other room has asked.</summary>
    public static Task<MatterHeading?> Heading(Unit unit, MatterId id) =>
        unit.One<MatterHeading>("SELECT number, subject FROM records_matter WHERE tenant_id = @tenant AND id = @id", new { id });

    /// <summary>Versions of documents that the caller may see; those that are missing do not exist for the caller.</summary>
    public static async Task<IReadOnlyDictionary<(DocumentId, int), SeenVersion>> Versions(
        Unit unit,
        Caller by,
        IReadOnlyList<(DocumentId Document, int Version)> wanted
    )
    {
        var found = new Dictionary<(DocumentId, int), SeenVersion>();
        var rights = Visible.Documents(by);
        foreach (var some in wanted.Chunk(200))
        {
            var values = new Dictionary<string, object?>(rights.Values, StringComparer.Ordinal);
            for (var i = 0; i < some.Length; i++)
            {
                values[$"d{i}"] = some[i].Document.Value;
                values[$"n{i}"] = some[i].Version;
            }
            var versions = await unit.Query<SeenVersion>(
                $"""
                SELECT v.document_id, v.number, v.hash, v.added_by
                FROM records_document d JOIN records_document_version v ON v.tenant_id = d.tenant_id AND v.document_id = d.id
                WHERE d.tenant_id = @tenant AND {rights.Sql}
                AND ({string.Join(" OR ", some.Select((_, i) => $"(d.id = @d{i} AND v.number = @n{i})"))})
                """,
                values
            );
            foreach (var version in versions)
                found[(version.DocumentId, version.Number)] = version;
        }
        return found;
    }

    /// <summary>The hash of a version, whoever may see it: the other room has asked. Null when there is no such version.</summary>
    public static Task<ContentHash?> HashOf(Unit unit, DocumentId document, int version) =>
        unit.One<ContentHash?>(
            "SELECT hash FROM records_document_version WHERE tenant_id = @tenant AND document_id = @document AND number = @version",
            new { document, version }
        );

    /// <summary>Where the bytes of a version lie, whoever may see it: the other room has asked.</summary>
    public static Task<StoredVersion?> Version(Unit unit, DocumentId document, int version) =>
        unit.One<StoredVersion>(
            """
            SELECT hash, content_type, file_name FROM records_document_version
            WHERE tenant_id = @tenant AND document_id = @document AND number = @version
            """,
            new { document, version }
        );

    /// <summary>The text on record of a version, whoever may see it: the other room has asked. Only the newest version has one.</summary>
    public static async Task<string?> TextOf(Unit unit, DocumentId document, int version) =>
        await unit.Scalar<byte[]?>(
            """
            SELECT t.deflated FROM records_document d JOIN records_text t ON t.tenant_id = d.tenant_id AND t.document_id = d.id
            WHERE d.tenant_id = @tenant AND d.id = @document AND d.version = @version
            """,
            new { document, version }
        )
            is { } deflated
            ? DocumentText.Inflate(deflated)
            : null;

    private sealed record Place
    {
        public required OfficeId OfficeId { get; init; }
        public required Confidentiality Confidentiality { get; init; }
    }
}
