using Umlauf.Identity;
using Umlauf.Platform;

namespace Umlauf.Records.Model;

/// <summary>Writes the full-text index (Suchindex) in the transaction of whatever changes a document. FTS5 on SQLite, segments of our own on PostgreSQL.</summary>
internal static class SearchIndex
{
    /// <summary>CROSS JOIN: few documents are pending, whatever SQLite thinks of tables it has no statistics of.</summary>
    private const string FoldIn = """
        DELETE FROM records_search WHERE rowid IN (
            SELECT e.number FROM records_search_pending p CROSS JOIN records_search_entry e
            WHERE e.tenant_id = p.tenant_id AND e.document_id = p.document_id);
        INSERT INTO records_search_entry (tenant_id, document_id, number)
            SELECT p.tenant_id, p.document_id,
                (SELECT coalesce(max(number), 0) FROM records_search_entry) + row_number() OVER (ORDER BY p.rowid)
            FROM records_search_pending p
            WHERE NOT EXISTS (
                SELECT 1 FROM records_search_entry e WHERE e.tenant_id = p.tenant_id AND e.document_id = p.document_id);
        INSERT INTO records_search (rowid, terms)
            SELECT e.number, p.terms FROM records_search_pending p CROSS JOIN records_search_entry e
            WHERE e.tenant_id = p.tenant_id AND e.document_id = p.document_id
            ORDER BY e.number;
        DELETE FROM records_search_pending;
        """;

    /// <summary>Puts documents with the terms of their texts into the index, or replaces what stands there.</summary>
    public static async Task Put(Unit unit, IEnumerable<(SearchSource Document, string TermsOfText)> documents)
    {
        var rows = documents.Select(one => new PendingTerms(one.Document.Id, SearchTerms.Of(one.Document, one.TermsOfText)));
        if (!unit.Dialect.IsSqlite)
        {
            await PostingTables.Put(unit, [.. rows]);
            return;
        }
        await unit.InsertAll(
            """
            INSERT INTO records_search_pending (tenant_id, document_id, terms) VALUES (@tenant, @Id, @Terms)
            ON CONFLICT (tenant_id, document_id) DO UPDATE SET terms = excluded.terms
            """,
            rows
        );
        unit.OncePerCommit(FoldIn);
    }

    /// <summary>Writes a document and its parts again, after they moved or their readers changed.</summary>
    public static Task RefreshWithParts(Unit unit, DocumentId root) =>
        Refresh(
            unit,
            """
            d.id IN (SELECT @root UNION ALL SELECT p.id FROM records_document p
                WHERE p.tenant_id = @tenant AND p.root_id = @root AND p.parent_id IS NOT NULL)
            """,
            new { root }
        );

    /// <summary>Writes one document again, after its text changed.</summary>
    public static Task Refresh(Unit unit, DocumentId document) => Refresh(unit, "d.id = @document", new { document });

    /// <summary>Writes documents again whose texts are new.</summary>
    public static Task Refresh(Unit unit, IReadOnlyList<(DocumentId Document, DocumentText Text)> texts)
    {
        var ids = texts.Select((text, i) => KeyValuePair.Create($"id{i}", (object?)text.Document)).ToDictionary(StringComparer.Ordinal);
        return ids.Count == 0
            ? Task.CompletedTask
            : Refresh(
                unit,
                $"d.id IN ({string.Join(", ", ids.Keys.Select(name => "@" + name))})",
                ids,
                texts.ToDictionary(text => text.Document, text => text.Text.Terms)
            );
    }

    /// <summary>Writes all documents of a matter again, after its readers changed.</summary>
    public static Task RefreshMatter(Unit unit, MatterId matter) => Refresh(unit, "d.matter_id = @matter", new { matter });

    /// <summary>Writes the next documents behind <paramref name="after"/> again.</summary>
    /// <returns>The last one; null when there are no more.</returns>
    public static async Task<DocumentId?> RefreshNext(Unit unit, DocumentId after, int most)
    {
        var ids = await unit.Query<Guid>(
            "SELECT id FROM records_document WHERE tenant_id = @tenant AND id > @after ORDER BY id LIMIT @most",
            new { after, most }
        );
        if (ids.Count == 0)
            return null;
        await RefreshBetween(unit, after, new DocumentId(ids[^1]));
        return new DocumentId(ids[^1]);
    }

    /// <summary>After all documents were written again: what stood there before is given up. FTS5 does so by itself.</summary>
    public static Task Tidy(Unit unit) => unit.Dialect.IsSqlite ? Task.CompletedTask : PostingTables.Tidy(unit);

    /// <summary>Writes the documents behind <paramref name="after"/> up to <paramref name="last"/> again.</summary>
    public static Task RefreshBetween(Unit unit, DocumentId after, DocumentId last) =>
        Refresh(unit, "d.id > @after AND d.id <= @last", new { after, last });

    private static async Task Refresh(Unit unit, string which, object args, Dictionary<DocumentId, string>? terms = null)
    {
        var named = await unit.Query<Named>(
            $"""
            SELECT g.matter_id, g.staff_id FROM records_grant g
            WHERE g.tenant_id = @tenant AND g.matter_id IN (SELECT d.matter_id FROM records_document d WHERE d.tenant_id = @tenant AND {which})
            """,
            args
        );
        var staff = named.ToLookup(grant => grant.MatterId, grant => grant.StaffId);
        var rows = await unit.Query<Row>(
            $"""
            SELECT d.id, d.title, d.author, d.recipient, d.kind, d.office_id, d.confidentiality, d.received_at, d.matter_id, m.number, m.responsible_id, t.deflated
            FROM records_document d
            LEFT JOIN records_matter m ON m.tenant_id = d.tenant_id AND m.id = d.matter_id
            LEFT JOIN records_text t ON t.tenant_id = d.tenant_id AND t.document_id = d.id
            WHERE d.tenant_id = @tenant AND {which}
            ORDER BY d.received_at, d.id
            """,
            args
        );
        // Nearly all of the work is the analysis of the texts: every core takes its share.
        var analysed = rows.AsParallel().AsOrdered().Select(row => terms?.GetValueOrDefault(row.Id) ?? TermsOf(row.Deflated)).ToList();
        await Put(unit, rows.Zip(analysed, (row, text) => (Source(unit.Tenant, row, staff), text)));
    }

    private static string TermsOf(byte[]? deflated) => deflated is null ? "" : SearchTerms.OfText(DocumentText.Inflate(deflated));

    private static SearchSource Source(TenantId tenant, Row row, ILookup<MatterId, StaffMemberId> staff)
    {
        var people = row.MatterId is { } matter ? staff[matter].ToHashSet() : [];
        if (row.ResponsibleId is { } responsible)
            people.Add(responsible);
        return new SearchSource
        {
            Tenant = tenant,
            Id = row.Id,
            Title = row.Title,
            Author = row.Author,
            Recipient = row.Recipient,
            Kind = row.Kind,
            Office = row.OfficeId,
            ReceivedAt = row.ReceivedAt,
            MatterNumber = row.Number,
            Access = new RecordAccess(row.OfficeId, row.Confidentiality, row.MatterId is not null, people),
        };
    }

    private sealed record Named
    {
        public required MatterId MatterId { get; init; }
        public required StaffMemberId StaffId { get; init; }
    }

    private sealed record Row
    {
        public required DocumentId Id { get; init; }
        public required string Title { get; init; }
        public required string Author { get; init; }
        public required string Recipient { get; init; }
        public required DocumentKind Kind { get; init; }
        public required OfficeId OfficeId { get; init; }
        public required Confidentiality Confidentiality { get; init; }
        public required DateTimeOffset ReceivedAt { get; init; }
        public MatterId? MatterId { get; init; }
        public string? Number { get; init; }
        public StaffMemberId? ResponsibleId { get; init; }
        public byte[]? Deflated { get; init; }
    }
}
