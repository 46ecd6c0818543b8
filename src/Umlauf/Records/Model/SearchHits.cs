using Umlauf.Formats.German;
using Umlauf.Identity;
using Umlauf.Platform;

namespace Umlauf.Records.Model;

/// <summary>Reads the index: the newest documents of a rank, and how many there are. Rights are part of every expression and of every join.</summary>
internal sealed class SearchHits(Unit unit, Caller by)
{
    /// <summary>As wide as the index says (migration 38): PostgreSQL cannot read a GIN index backwards, but it can be asked for the newest numbers first.</summary>
    private const int BitsOfBand = 15;

    private const string Columns = """
        e.number AS place, d.id, d.root_id, d.kind, d.title, d.author, d.recipient, d.received_at, d.office_id, d.matter_id, d.confidentiality,
            m.number AS matter_number, m.subject AS matter_subject, t.deflated
        """;

    private const string Documents = """
        JOIN records_document d ON d.tenant_id = e.tenant_id AND d.id = e.document_id
        LEFT JOIN records_matter m ON m.tenant_id = d.tenant_id AND m.id = d.matter_id
        LEFT JOIN records_text t ON t.tenant_id = d.tenant_id AND t.document_id = d.id
        """;

    /// <summary>The newest hits of an expression below a number of the index.</summary>
    public async Task<IReadOnlyList<Row>> Below(string expression, long number, int most)
    {
        var filter = Visible.Documents(by);
        if (unit.Dialect.IsSqlite)
            return await unit.Query<Row>(
                $"""
                SELECT {Columns}
                FROM records_search CROSS JOIN records_search_entry e ON e.number = records_search.rowid
                {Documents}
                WHERE records_search MATCH @expression AND records_search.rowid < @number AND e.tenant_id = @tenant AND {filter.Sql}
                ORDER BY records_search.rowid DESC LIMIT @most
                """,
                filter.With(
                    new
                    {
                        expression,
                        number,
                        most,
                    }
                )
            );
        var found = new List<Row>();
        await foreach (var bands in Bands(number))
        {
            found.AddRange(
                await unit.Query<Row>(
                    $"""
                    WITH e AS MATERIALIZED (
                        SELECT tenant_id, document_id, number FROM records_search_entry
                        WHERE tenant_id = @tenant AND terms @@ CAST(@expression AS tsquery) AND {InBands} AND number < @number)
                    SELECT {Columns} FROM (SELECT * FROM e ORDER BY number DESC LIMIT @most) e
                    {Documents}
                    WHERE e.tenant_id = @tenant AND {filter.Sql} ORDER BY e.number DESC
                    """,
                    filter.With(
                        new
                        {
                            expression,
                            number,
                            bands,
                            most = most - found.Count,
                        }
                    )
                )
            );
            if (found.Count >= most)
                break;
        }
        return found;
    }

    /// <summary>How many documents match, counted up to a limit.</summary>
    public async Task<int> Count(string expression, int limit)
    {
        if (unit.Dialect.IsSqlite)
            return await unit.Scalar<int>(
                """
                -- The tenant is part of the terms that every expression requires.
                SELECT count(*) FROM (SELECT 1 FROM records_search WHERE records_search MATCH @expression LIMIT @limit)
                """,
                new { expression, limit }
            );
        var count = 0;
        await foreach (var bands in Bands(long.MaxValue))
        {
            count += await unit.Scalar<int>(
                $"SELECT count(*) FROM records_search_entry WHERE tenant_id = @tenant AND terms @@ CAST(@expression AS tsquery) AND {InBands}",
                new { expression, bands }
            );
            if (count >= limit)
                break;
        }
        return Math.Min(count, limit);
    }

    private static string InBands => $"ARRAY[CAST(number >> {BitsOfBand} AS integer)] && @bands";

    /// <summary>The newest band below a number, then two older ones, four, eight and so on.</summary>
    private async IAsyncEnumerable<int[]> Bands(long below)
    {
        var newest = await unit.Scalar<long>("SELECT coalesce(max(number), 0) FROM records_search_entry WHERE tenant_id = @tenant");
        var first = (int)(Math.Min(newest, below) >> BitsOfBand);
        for (var (band, read) = (first, 1); band >= 0; read *= 2)
        {
            var many = Math.Min(read, band + 1);
            yield return [.. Enumerable.Range(band - many + 1, many)];
            band -= many;
        }
    }

    /// <summary>A row of the result, before its words are marked.</summary>
    internal sealed record Row
    {
        public required long Place { get; init; }
        public required DocumentId Id { get; init; }
        public required DocumentId RootId { get; init; }
        public required DocumentKind Kind { get; init; }
        public required string Title { get; init; }
        public required string Author { get; init; }
        public required string Recipient { get; init; }
        public required DateTimeOffset ReceivedAt { get; init; }
        public required OfficeId OfficeId { get; init; }
        public required Confidentiality Confidentiality { get; init; }
        public MatterId? MatterId { get; init; }
        public string? MatterNumber { get; init; }
        public string? MatterSubject { get; init; }
        public byte[]? Deflated { get; init; }

        public string Text => Deflated is null ? "" : DocumentText.Inflate(Deflated);

        public SearchHit Marked(SearchSnippet snippet, string text) =>
            new()
            {
                Id = Id,
                Root = RootId,
                Kind = Kind,
                Title = Title,
                Author = Author,
                ReceivedAt = ReceivedAt,
                Office = OfficeId,
                Matter = MatterId,
                MatterNumber = MatterNumber,
                MatterSubject = MatterSubject,
                MarkedTitle = snippet.Whole(Title),
                Snippet = snippet.Best(text),
            };

        /// <summary>Whether the document really matches: its phrases, and compounds whose parts stand apart.</summary>
        public bool Matches(SearchNode query, TenantId tenant, string text)
        {
            List<GermanToken>[] runs = [.. new[] { Title, text, Author, MatterNumber ?? "" }.Select(one => GermanAnalyser.Tokens(one))];
            HashSet<string>? terms = null;
            return Holds(query);

            bool Holds(SearchNode node) =>
                node switch
                {
                    SearchWord word => Array.Exists(runs, run => Has(run, word.Word)) || Terms().Contains(word.Word.Key),
                    SearchPrefix prefix => Terms().Any(term => term.StartsWith(prefix.Letters, StringComparison.Ordinal)),
                    SearchField field => field.Terms.Any(Terms().Contains),
                    SearchPhrase phrase => Array.Exists(runs, run => Contains(run, phrase.Words)),
                    SearchAll all => all.Nodes.All(Holds),
                    SearchAny any => any.Nodes.Any(Holds),
                    SearchNot not => !Holds(not.Node),
                    _ => throw new InvalidOperationException(),
                };

            HashSet<string> Terms() =>
                terms ??= SearchTerms.Of(Source(tenant), SearchTerms.OfText(text)).Split(' ').ToHashSet(StringComparer.Ordinal);
        }

        private SearchSource Source(TenantId tenant) =>
            new()
            {
                Tenant = tenant,
                Id = Id,
                Title = Title,
                Author = Author,
                Recipient = Recipient,
                Kind = Kind,
                Office = OfficeId,
                ReceivedAt = ReceivedAt,
                MatterNumber = MatterNumber,
                Access = new RecordAccess(OfficeId, Confidentiality),
            };

        private static bool Has(List<GermanToken> run, GermanWord word)
        {
            var cuts = SearchApart.Cuts(word);
            for (var at = 0; at < run.Count; at++)
                if (run[at].Word.Terms.Contains(word.Key) || cuts.Count > 0 && SearchApart.Partner(run, at, cuts) is not null)
                    return true;
            return false;
        }

        private static bool Contains(List<GermanToken> run, IReadOnlyList<GermanWord> phrase)
        {
            for (var start = 0; start + phrase.Count <= run.Count; start++)
            {
                var length = 0;
                while (length < phrase.Count && run[start + length].Word.Key == phrase[length].Key)
                    length++;
                if (length == phrase.Count)
                    return true;
            }
            return false;
        }
    }
}
