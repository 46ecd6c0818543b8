using Umlauf.Formats.German;
using Umlauf.Identity;
using Umlauf.Platform;

namespace Umlauf.Records.Model;

/// <summary>Reads the index: the newest documents of a rank, and how many there are. Rights are part of every expression and of every join.</summary>
internal sealed class SearchHits(Unit unit, Caller by)
{
    /// <summary>
    /// PostgreSQL cannot read a GIN index backwards, but it can be asked for the newest bands of numbers first: the newest band below a number, then two
    /// older ones, four, eight and so on, each step only when the ones before were not enough.
    /// </summary>
    private const string Steps = """
        (SELECT least(coalesce(max(number), 0), @number - 1) >> 15 AS newest FROM records_search_entry WHERE tenant_id = @tenant) n
            CROSS JOIN generate_series(0, 30) step
        """;

    /// <summary>The hits of a step. They are found by the index of words alone, whatever a planner thinks of the other conditions, so these stand outside.</summary>
    private const string InStep = $"""
        WITH hit AS MATERIALIZED (
            SELECT tenant_id, number FROM records_search_entry
            WHERE {SearchIndex.Terms} @@ CAST(@expression AS tsquery) AND {SearchIndex.Band} && ARRAY(
                SELECT CAST(generate_series(greatest(0, newest + 2 - (2::bigint << step)), newest + 1 - (1::bigint << step)) AS integer)))
        SELECT number FROM hit WHERE tenant_id = @tenant AND number < @number
        """;

    /// <summary>The newest hits of an expression below a number of the index.</summary>
    /// <param name="expression">As <see cref="SearchSyntax"/> writes it.</param>
    /// <param name="number">Only older ones.</param>
    /// <param name="most">So many are read.</param>
    /// <param name="counted">So many are counted, at least <paramref name="most"/>: each row says how many there are.</param>
    public async Task<IReadOnlyList<Row>> Below(string expression, long number, int most, int counted)
    {
        var filter = Visible.Documents(by);
        return await unit.Query<Row>(
            $"""
            WITH found AS MATERIALIZED ({(
                unit.Dialect.IsSqlite
                    ? """
                    SELECT rowid AS number FROM records_search
                    WHERE records_search MATCH @expression AND rowid < @number ORDER BY rowid DESC LIMIT @counted
                    """
                    : $"SELECT e.number FROM {Steps} CROSS JOIN LATERAL ({InStep} ORDER BY number DESC LIMIT @counted) e LIMIT @counted"
            )})
            SELECT e.number AS place, d.id, d.root_id, d.kind, d.title, d.author, d.recipient, d.received_at, d.office_id, d.matter_id, d.confidentiality,
                m.number AS matter_number, m.subject AS matter_subject, t.deflated, (SELECT count(*) FROM found) AS counted
            FROM (SELECT number FROM found ORDER BY number DESC LIMIT @most) f
            CROSS JOIN records_search_entry e
            CROSS JOIN records_document d
            LEFT JOIN records_matter m ON m.tenant_id = d.tenant_id AND m.id = d.matter_id
            LEFT JOIN records_text t ON t.tenant_id = d.tenant_id AND t.document_id = d.id
            WHERE e.tenant_id = @tenant AND e.number = f.number AND d.tenant_id = e.tenant_id AND d.id = e.document_id AND {filter.Sql}
            ORDER BY e.number DESC
            """,
            filter.With(
                new
                {
                    expression,
                    number,
                    most,
                    counted,
                }
            )
        );
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
        return await unit.Scalar<int>(
            $"SELECT count(*) FROM (SELECT 1 FROM {Steps} CROSS JOIN LATERAL ({InStep}) e LIMIT @limit) counted",
            new
            {
                expression,
                limit,
                number = long.MaxValue,
            }
        );
    }

    /// <summary>A row of the result, before its words are marked.</summary>
    internal sealed record Row
    {
        public required long Place { get; init; }
        public required int Counted { get; init; }
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

        /// <param name="snippet">What was asked for.</param>
        /// <param name="text">The document's.</param>
        /// <param name="words">Those of the text, where they are known.</param>
        public SearchHit Marked(SearchSnippet snippet, string text, List<GermanToken>? words) =>
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
                Snippet = snippet.Best(text, words),
            };

        /// <summary>Whether the document really matches: its phrases, and compounds whose parts stand apart.</summary>
        public bool Matches(SearchNode query, TenantId tenant, List<GermanToken> text)
        {
            List<GermanToken>[] runs =
            [
                .. new[] { Title, Author, Recipient, MatterNumber ?? "" }.Select(one => GermanAnalyser.Tokens(one)),
                text,
            ];
            HashSet<string>? fields = null;
            return Holds(query);

            bool Holds(SearchNode node) =>
                node switch
                {
                    SearchWord word => Array.Exists(runs, run => Has(run, word.Word)),
                    SearchPrefix prefix => Array.Exists(runs, run => Begins(run, prefix.Letters)),
                    SearchField field => field.Terms.Any(Fields().Contains),
                    SearchPhrase phrase => Array.Exists(runs, run => Contains(run, phrase.Words)),
                    SearchAll all => all.Nodes.All(Holds),
                    SearchAny any => any.Nodes.Any(Holds),
                    SearchNot not => !Holds(not.Node),
                    _ => throw new InvalidOperationException(),
                };

            HashSet<string> Fields() => fields ??= SearchTerms.Of(Source(tenant), ofText: "").Split(' ').ToHashSet(StringComparer.Ordinal);
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

        private static bool Begins(List<GermanToken> run, string letters) =>
            run.Exists(token => token.Word.Terms.Any(term => term.StartsWith(letters, StringComparison.Ordinal)));

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
