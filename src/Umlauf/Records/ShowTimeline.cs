using Umlauf.Identity;
using Umlauf.Platform;
using Umlauf.Records.Model;

namespace Umlauf.Records;

/// <summary>One thing that happened in a matter: a document or a note (Eintrag im Verlauf).</summary>
public sealed record TimelineItem
{
    public required Guid Id { get; init; }

    /// <summary>What the document is; null for a note.</summary>
    public DocumentKind? Kind { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>Title of the document, or the text of the note.</summary>
    public required string Text { get; init; }

    /// <summary>Sender of the document; empty for notes.</summary>
    public string Author { get; init; } = "";
    public StaffMemberId? WrittenBy { get; init; }
    public int Version { get; init; }
    public long Size { get; init; }
    public string ContentType { get; init; } = "";
    public string FileName { get; init; } = "";

    /// <summary>What came inside the document, in its order.</summary>
    public IReadOnlyList<DocumentPart> Parts { get; init; } = [];
}

/// <summary>A document inside another one, in a list (Anlage).</summary>
public sealed record DocumentPart
{
    public required DocumentId Id { get; init; }
    public required DocumentId RootId { get; init; }
    public required DocumentId ParentId { get; init; }
    public required DocumentKind Kind { get; init; }
    public required string Title { get; init; }
    public required int Version { get; init; }
    public required long Size { get; init; }
    public required string ContentType { get; init; }
    public required string FileName { get; init; }
}

/// <summary>A page of a matter's timeline and the cursor of the next, older one.</summary>
public sealed record TimelinePage(IReadOnlyList<TimelineItem> Items, string? Next);

/// <summary>Shows what is in a matter, newest first (Verlauf des Vorgangs).</summary>
public sealed class ShowTimeline(Db db)
{
    public async Task<Result<TimelinePage>> Run(Caller by, MatterId matter, string? after, int limit, CancellationToken ct)
    {
        var place = after is null ? (DateTimeOffset.MaxValue, Guid.AllBitsSet) : Cursor.Instant(after);
        if (place is not var (at, last))
            return RecordsRefusals.BadCursor;
        limit = Math.Clamp(limit, 1, 200);
        await using var unit = await db.Read(by.Actor, ct);
        if (!Rights.Of(by).May(Right.SeeRecords) || !await Visible.Matter(unit, by, matter))
            return RecordsRefusals.NoSuchMatter;
        var rights = Visible.Documents(by);
        var args = rights.With(
            new
            {
                matter,
                at,
                last,
                limit,
            }
        );
        var documents = await unit.Query<TimelineItem>(
            $"""
            SELECT d.id, d.kind, d.received_at AS at, d.title AS text, d.author, d.version, v.size, v.content_type, v.file_name
            FROM records_document d
            JOIN records_document_version v ON v.tenant_id = d.tenant_id AND v.document_id = d.id AND v.number = d.version
            WHERE d.tenant_id = @tenant AND d.matter_id = @matter AND d.parent_id IS NULL AND (d.received_at, d.id) < (@at, @last) AND {rights.Sql}
            ORDER BY d.received_at DESC, d.id DESC LIMIT @limit
            """,
            args
        );
        var notes = await unit.Query<TimelineItem>(
            """
            SELECT id, written_at AS at, body AS text, written_by FROM records_note
            WHERE tenant_id = @tenant AND matter_id = @matter AND (written_at, id) < (@at, @last)
            ORDER BY written_at DESC, id DESC LIMIT @limit
            """,
            args
        );
        var items = documents
            .Concat(notes)
            .OrderByDescending(item => item.At)
            .ThenByDescending(item => item.Id.ToString("N"), StringComparer.Ordinal)
            .Take(limit)
            .ToList();
        if (items.Count == 0)
            return new TimelinePage([], null);
        var parts = (await Parts(unit, rights, matter, items)).ToLookup(part => part.RootId.Value);
        var next = items.Count == limit ? Cursor.Of(items[^1].At, items[^1].Id) : null;
        return new TimelinePage([.. items.Select(item => item with { Parts = [.. parts[item.Id]] })], next);
    }

    private static Task<IReadOnlyList<DocumentPart>> Parts(Unit unit, RightsFilter rights, MatterId matter, List<TimelineItem> items) =>
        unit.Query<DocumentPart>(
            $"""
            SELECT d.id, d.root_id, d.parent_id, d.kind, d.title, d.version, v.size, v.content_type, v.file_name
            FROM records_document r
            JOIN records_document d ON d.tenant_id = r.tenant_id AND d.root_id = r.id AND d.parent_id IS NOT NULL
            JOIN records_document_version v ON v.tenant_id = d.tenant_id AND v.document_id = d.id AND v.number = d.version
            WHERE r.tenant_id = @tenant AND r.matter_id = @matter AND r.parent_id IS NULL
                AND r.received_at >= @oldest AND r.received_at <= @newest AND {rights.Sql}
            ORDER BY d.root_id, d.place
            """,
            rights.With(
                new
                {
                    matter,
                    oldest = items[^1].At,
                    newest = items[0].At,
                }
            )
        );
}
