using System.Buffers.Binary;
using System.Text.Json;
using Umlauf.Platform;
using Umlauf.Records.Model;

namespace Umlauf.Records;

/// <summary>Proves that every version of every document has its bytes and is what the journal recorded, and that none is missing (Akten prüfen).</summary>
public sealed class VerifyRecords(Db db, IBlobStore blobs) : IIntegrityCheck
{
    /// <summary>More problems than this are not listed.</summary>
    private const int MostListed = 100;

    public async Task<IntegrityReport> Check(TenantId tenant, CancellationToken ct)
    {
        var problems = new List<IntegrityProblem>();
        long count = 0;
        await using var unit = await db.Read(Actor.System(tenant), ct);
        // The store is read after the snapshot of the database was opened: bytes are stored before their row, so none can seem missing.
        await unit.Scalar<long>("SELECT count(*) FROM records_number WHERE tenant_id = @tenant");
        var stored = await Stored(tenant, ct);

        Row? last = null;
        var proven = true;
        await foreach (var row in unit.Stream<Row>(EveryVersion))
        {
            if (last is null || !row.SameVersion(last))
            {
                Judge();
                (last, proven) = (row, false);
                count++;
                if (!stored.Contains(Short(row.Hash)))
                    Report("records.content-missing", row.Where, $"The content {row.Hash} is not in the store.");
            }
            proven |= row.Proven;
        }
        Judge();
        foreach (var subject in await unit.Query<Guid>(Missing))
            Report(
                "records.version-missing",
                $"records_document_version {subject:D}",
                "The journal recorded a version that is no longer there."
            );
        foreach (var document in await unit.Query<Guid>(WrongVersion))
            Report(
                "records.document-changed",
                $"records_document {document:D}",
                "The document does not show its newest version or its day."
            );
        await CheckWaiting();
        return new IntegrityReport("documents", count, problems);

        void Judge()
        {
            if (!proven)
                Report("records.version-changed", last!.Where, "The document or its version is not what the journal recorded.");
        }

        async Task CheckWaiting()
        {
            var places = await Places(unit);
            await foreach (var document in unit.Stream<Waiting>(InNoMatter))
                if (
                    document.FilingId is not null
                    || places.GetValueOrDefault(document.RootId) != new Place(document.OfficeId, document.Confidentiality)
                )
                    Report(
                        "records.document-changed",
                        $"records_document {document.Id:D}",
                        "The document does not wait where the journal put it last."
                    );
        }

        void Report(string code, string where, string what)
        {
            if (problems.Count < MostListed)
                problems.Add(new IntegrityProblem(code, where, what));
        }
    }

    /// <summary>Each version beside the entries that may have recorded it.</summary>
    private const string EveryVersion = """
        SELECT v.document_id, v.number, v.hash, v.size, v.content_type, v.file_name, v.added_at, v.added_by,
            d.parent_id, d.root_id, d.place, d.kind, d.title, d.author, d.received_at, j.at, j.actor, j.data
        FROM records_document_version v
        JOIN records_document d ON d.tenant_id = v.tenant_id AND d.id = v.document_id
        LEFT JOIN journal_pub_entry j ON j.tenant_id = v.tenant_id AND j.subject = v.document_id
            AND j.kind = CASE v.number WHEN 1 THEN 'document-added' ELSE 'document-version-added' END
        WHERE v.tenant_id = @tenant ORDER BY v.document_id, v.number
        """;

    private const string Missing = """
        SELECT j.subject FROM journal_pub_entry j
        WHERE j.tenant_id = @tenant AND j.kind IN ('document-added', 'document-version-added')
        GROUP BY j.subject
        HAVING count(*) <> (SELECT count(*) FROM records_document_version v WHERE v.tenant_id = @tenant AND v.document_id = j.subject)
        """;

    private const string WrongVersion = """
        SELECT d.id FROM records_document d WHERE d.tenant_id = @tenant AND (
            d.version <> (SELECT max(v.number) FROM records_document_version v WHERE v.tenant_id = @tenant AND v.document_id = d.id)
            OR d.created_at <> (SELECT v.added_at FROM records_document_version v WHERE v.tenant_id = @tenant AND v.document_id = d.id AND v.number = 1))
        """;

    /// <summary>What lies in a matter is sealed with it (<see cref="RecordsSeals"/>).</summary>
    private const string InNoMatter =
        "SELECT id, root_id, filing_id, office_id, confidentiality FROM records_document WHERE tenant_id = @tenant AND matter_id IS NULL";

    /// <summary>Where the journal last put documents while they lay in no matter.</summary>
    private static async Task<Dictionary<Guid, Place>> Places(Unit unit)
    {
        var places = new Dictionary<Guid, Place>();
        await foreach (
            var entry in unit.Stream<Putting>(
                """
                SELECT subject, data FROM journal_pub_entry
                WHERE tenant_id = @tenant AND kind IN ('document-added', 'document-passed', 'filing-undone') ORDER BY position
                """
            )
        )
        {
            if (Read(entry.Data) is { Office: { } office } data)
                places[entry.Subject] = new Place(
                    office,
                    data.Confidentiality ?? places.GetValueOrDefault(entry.Subject)?.Confidentiality ?? 0
                );
        }
        return places;
    }

    /// <summary>A damaged entry proves nothing; that it is damaged is the journal's own finding.</summary>
    private static Entry? Read(string data)
    {
        try
        {
            return JsonSerializer.Deserialize<Entry>(data, JsonSerializerOptions.Web);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private async Task<HashSet<UInt128>> Stored(TenantId tenant, CancellationToken ct)
    {
        var hashes = new HashSet<UInt128>();
        await foreach (var (owner, blob) in blobs.List(ct))
            if (owner == tenant)
                hashes.Add(Short(blob.Hash));
        return hashes;
    }

    /// <summary>Half a hash tells contents apart as well as a whole one and takes half the memory.</summary>
    private static UInt128 Short(ContentHash hash) =>
        hash.Hex.Length == 64 && hash.Hex.All(char.IsAsciiHexDigit)
            ? BinaryPrimitives.ReadUInt128BigEndian(Convert.FromHexString(hash.Hex))
            : 0;

    private sealed record Row
    {
        public required DocumentId DocumentId { get; init; }
        public required int Number { get; init; }
        public required ContentHash Hash { get; init; }
        public required long Size { get; init; }
        public required string ContentType { get; init; }
        public required string FileName { get; init; }
        public required DateTimeOffset AddedAt { get; init; }
        public required string AddedBy { get; init; }
        public DocumentId? ParentId { get; init; }
        public required DocumentId RootId { get; init; }
        public required int Place { get; init; }
        public required string Kind { get; init; }
        public required string Title { get; init; }
        public required string Author { get; init; }
        public required DateTimeOffset ReceivedAt { get; init; }
        public DateTimeOffset? At { get; init; }
        public string? Actor { get; init; }
        public string? Data { get; init; }

        public string Where => $"records_document_version {DocumentId.Value:D} {Number}";

        public bool SameVersion(Row other) => DocumentId == other.DocumentId && Number == other.Number;

        public bool Proven
        {
            get
            {
                if (Data is null || At != AddedAt || Actor != AddedBy || Read(Data) is not { } recorded)
                    return false;
                return recorded.Hash == Hash.Hex
                    && recorded.Size == Size
                    && recorded.Version == DocumentFacts.OfVersion(DocumentId, Number, ContentType, FileName)
                    && (
                        Number > 1
                        || recorded.Document
                            == DocumentFacts.OfDocument(DocumentId, ParentId, RootId, Place, Kind, Title, Author, ReceivedAt)
                    );
            }
        }
    }

    private sealed record Entry
    {
        public string? Hash { get; init; }
        public long Size { get; init; }
        public string? Document { get; init; }
        public string? Version { get; init; }
        public Guid? Office { get; init; }
        public int? Confidentiality { get; init; }
    }

    private sealed record Place(Guid Office, int Confidentiality);

    private sealed record Putting
    {
        public required Guid Subject { get; init; }
        public required string Data { get; init; }
    }

    private sealed record Waiting
    {
        public required Guid Id { get; init; }
        public required Guid RootId { get; init; }
        public Guid? FilingId { get; init; }
        public required Guid OfficeId { get; init; }
        public required int Confidentiality { get; init; }
    }
}
