using Umlauf.Formats.Postings;
using Umlauf.Platform;

namespace Umlauf.Records.Model;

/// <summary>What the index is to say of a document.</summary>
/// <param name="Id">Which.</param>
/// <param name="Terms">Separated by blanks.</param>
internal sealed record PendingTerms(DocumentId Id, string Terms);

/// <summary>The segments of an administration in tables of PostgreSQL. Each transaction adds one; every eighth merges.</summary>
internal static class PostingTables
{
    private const int BlocksAtOnce = 256;

    /// <summary>Puts documents with their terms into the index, or replaces what it says of them.</summary>
    public static async Task Put(Unit unit, IReadOnlyList<PendingTerms> documents)
    {
        if (documents.Count == 0)
            return;
        // The lock on its row, held to the end, makes whoever writes a document later take a later segment.
        var entries = await unit.Query<Entry>(
            """
            INSERT INTO records_search_entry (tenant_id, document_id)
            SELECT @tenant, one.id FROM unnest(@ids) WITH ORDINALITY one(id, place) ORDER BY place
            ON CONFLICT (tenant_id, document_id) DO UPDATE SET tenant_id = excluded.tenant_id
            RETURNING document_id, number, xmax <> 0 AS again
            """,
            new { ids = documents.Select(one => one.Id.Value).ToArray() }
        );
        var terms = documents.ToDictionary(one => one.Id, one => one.Terms);
        var numbered = entries.OrderBy(entry => entry.Number).ToList();
        var postings = Segment.Of(
            numbered.Select(entry => (entry.Number, terms[entry.DocumentId])),
            [.. numbered.Where(entry => entry.Again).Select(entry => entry.Number)]
        );
        await Add(unit, postings.ToAsyncEnumerable(), documents.Count);
        await MergeWhatIsDue(unit);
    }

    /// <summary>The documents that have words.</summary>
    /// <param name="unit">A reading one sees one moment.</param>
    /// <param name="words">Each from its first to its last term, the same for a whole word.</param>
    public static async Task<IReadOnlyList<long[]>> Documents(Unit unit, IReadOnlyList<(byte[] Lowest, byte[] Highest)> words)
    {
        IReadOnlyList<(byte[] Lowest, byte[] Highest)> all = [(Posting.Superseded, Posting.Superseded), .. words];
        var rows = await unit.Query<Found>(
            """
            -- Planning costs more than reading, and no words want another plan.
            SET LOCAL plan_cache_mode = force_generic_plan;
            SELECT CAST(w.word AS integer) AS word, s.place, b.data
            FROM records_search_segment s
            CROSS JOIN unnest(@lowest, @highest) WITH ORDINALITY w(lowest, highest, word)
            CROSS JOIN LATERAL (
                SELECT h.first, h.part FROM records_search_block h
                WHERE h.tenant_id = @tenant AND h.grown = s.grown AND h.segment_id = s.id AND h.first < w.lowest
                ORDER BY h.first DESC, h.part DESC LIMIT 1) head
            CROSS JOIN LATERAL (
                SELECT b.data FROM records_search_block b
                WHERE b.tenant_id = @tenant AND b.grown = s.grown AND b.segment_id = s.id
                    AND (b.first, b.part) >= (head.first, head.part) AND b.first <= w.highest
                ORDER BY b.first, b.part) b
            WHERE s.tenant_id = @tenant
            """,
            new { lowest = all.Select(word => word.Lowest).ToArray(), highest = all.Select(word => word.Highest).ToArray() }
        );
        var places = rows.Select(row => row.Place).Distinct().Order().ToList();
        var blocks = rows.ToLookup(row => (row.Word, row.Place), row => row.Data);
        var gone = Segment.Gone([.. places.Select(place => Of(1, place))]);
        return
        [
            .. Enumerable
                .Range(2, words.Count)
                .Select(word => PostingList.Or([.. places.Select((place, i) => PostingList.Without(Of(word, place), gone[i]))])),
        ];

        long[] Of(int word, long place) => PostingBlock.Documents(blocks[(word, place)], all[word - 1].Lowest, all[word - 1].Highest);
    }

    /// <summary>Makes one segment of all when much of what they say is superseded.</summary>
    public static async Task Tidy(Unit unit)
    {
        await unit.Exec("SELECT pg_advisory_xact_lock(hashtext('records_search'), @tenant)");
        await MergeAllIfWorthless(unit, await Newest(unit));
    }

    /// <returns>The number of the new segment.</returns>
    private static async Task<long> Add(Unit unit, IAsyncEnumerable<Posting> postings, int documents)
    {
        var grown = documents >= Segment.Grown;
        var id = await unit.Scalar<long>(
            "INSERT INTO records_search_segment (tenant_id, documents, grown) VALUES (@tenant, @documents, @grown) RETURNING id",
            new { documents, grown }
        );
        var part = 0;
        await foreach (var some in PostingBlock.Write(postings).Chunk(BlocksAtOnce))
        {
            await unit.Exec(
                """
                INSERT INTO records_search_block (tenant_id, grown, segment_id, first, part, data)
                SELECT @tenant, @grown, @id, b.first, @part + b.part, b.data
                FROM unnest(@firsts, @datas) WITH ORDINALITY b(first, data, part)
                """,
                new
                {
                    grown,
                    id,
                    part,
                    firsts = some.Select(block => block.First).ToArray(),
                    datas = some.Select(block => block.Data).ToArray(),
                }
            );
            part += some.Length;
        }
        return id;
    }

    /// <summary>One at a time merges; whoever comes meanwhile leaves it to the next.</summary>
    private static async Task MergeWhatIsDue(Unit unit)
    {
        var segments = await Newest(unit);
        if (
            Segment.Due(Sizes(segments)) == 0
            || !await unit.Scalar<bool>("SELECT pg_try_advisory_xact_lock(hashtext('records_search'), @tenant)")
        )
            return;
        // Somebody may have merged between the first look and the lock.
        segments = await Newest(unit);
        while (Segment.Due(Sizes(segments)) is var due and > 0)
        {
            await Merge(unit, [.. segments.Take(due).Reverse()], areAll: due == segments.Count);
            segments = await Newest(unit);
        }
        if (segments[0].Documents >= Segment.Large)
            await MergeAllIfWorthless(unit, segments);
    }

    private static async Task MergeAllIfWorthless(Unit unit, IReadOnlyList<Row> segments)
    {
        var alive = await unit.Scalar<long>("SELECT count(*) FROM records_search_entry WHERE tenant_id = @tenant");
        if (Segment.IsWorthless(Sizes(segments), alive))
            await Merge(unit, [.. segments.Reverse()], areAll: true);
    }

    private static List<int> Sizes(IReadOnlyList<Row> segments) => [.. segments.Select(segment => segment.Documents)];

    private static Task<IReadOnlyList<Row>> Newest(Unit unit) =>
        unit.Query<Row>("SELECT id, place, documents, grown FROM records_search_segment WHERE tenant_id = @tenant ORDER BY place DESC");

    /// <summary>Puts one segment in the place of several, the oldest first.</summary>
    private static async Task Merge(Unit unit, IReadOnlyList<Row> segments, bool areAll)
    {
        var superseded = await Superseded(unit, segments);
        var most = 0;
        var merged = Segment
            .Merge([.. segments.Select(segment => Read(unit, segment))], superseded, areAll)
            .Select(posting =>
            {
                // Every document has the term of its administration.
                most = Math.Max(most, posting.Documents.Length);
                return posting;
            });
        var id = await Add(unit, merged, segments.Sum(segment => segment.Documents));
        await unit.Exec(
            """
            DELETE FROM records_search_block b USING records_search_segment s
            WHERE s.tenant_id = @tenant AND s.id = ANY(@old) AND b.tenant_id = s.tenant_id AND b.grown = s.grown AND b.segment_id = s.id;
            DELETE FROM records_search_segment WHERE tenant_id = @tenant AND id = ANY(@old);
            UPDATE records_search_segment SET place = @place, documents = @most WHERE tenant_id = @tenant AND id = @id
            """,
            new
            {
                id,
                most,
                place = segments[0].Place,
                old = segments.Select(segment => segment.Id).ToArray(),
            }
        );
    }

    private static async Task<IReadOnlyList<long[]>> Superseded(Unit unit, IReadOnlyList<Row> segments)
    {
        var blocks = await unit.Query<Block>(
            """
            SELECT b.segment_id, b.first, b.part, b.data FROM records_search_block b
            JOIN records_search_segment s ON s.tenant_id = b.tenant_id AND s.id = b.segment_id AND s.grown = b.grown
            WHERE s.tenant_id = @tenant AND s.id = ANY(@ids) AND b.first <= @first
            ORDER BY b.first, b.part
            """,
            new { ids = segments.Select(segment => segment.Id).ToArray(), first = Posting.Superseded }
        );
        var of = blocks.ToLookup(block => block.SegmentId, block => block.Data);
        return [.. segments.Select(segment => PostingBlock.Documents(of[segment.Id], Posting.Superseded, Posting.Superseded))];
    }

    private static async IAsyncEnumerable<Posting> Read(Unit unit, Row segment)
    {
        byte[] first = [];
        var part = 0;
        while (true)
        {
            var blocks = await unit.Query<Block>(
                """
                SELECT segment_id, first, part, data FROM records_search_block
                WHERE tenant_id = @tenant AND grown = @grown AND segment_id = @id AND (first, part) > (@first, @part)
                ORDER BY first, part LIMIT @most
                """,
                new
                {
                    segment.Grown,
                    segment.Id,
                    first,
                    part,
                    most = BlocksAtOnce,
                }
            );
            foreach (var posting in blocks.SelectMany(block => PostingBlock.Read(block.Data)))
                yield return posting;
            if (blocks.Count < BlocksAtOnce)
                yield break;
            (first, part) = (blocks[^1].First, blocks[^1].Part);
        }
    }

    private sealed record Entry
    {
        public required DocumentId DocumentId { get; init; }
        public required long Number { get; init; }
        public required bool Again { get; init; }
    }

    private sealed record Block
    {
        public required long SegmentId { get; init; }
        public required byte[] First { get; init; }
        public required int Part { get; init; }
        public required byte[] Data { get; init; }
    }

    private sealed record Found
    {
        public required int Word { get; init; }
        public required long Place { get; init; }
        public required byte[] Data { get; init; }
    }

    private sealed record Row
    {
        public required long Id { get; init; }
        public required long Place { get; init; }
        public required int Documents { get; init; }
        public required bool Grown { get; init; }
    }
}
