using Umlauf.Formats.German;
using Umlauf.Identity;
using Umlauf.Platform;

namespace Umlauf.Records.Model;

/// <summary>Reads the index: the newest documents of a rank, and how many there are. Rights are part of every expression and of every join.</summary>
internal sealed class SearchHits(Unit unit, Caller by)
{
    private readonly IIndexAnswers answers = unit.Dialect.IsSqlite ? new Fts5Answers(unit) : new PostingAnswers(unit);

    /// <summary>These will be asked.</summary>
    public Task Expect(IEnumerable<IndexQuery> queries) => answers.Expect(queries);

    /// <summary>The newest hits of a query below a number of the index.</summary>
    /// <param name="query">As <see cref="SearchSyntax"/> says it.</param>
    /// <param name="number">Only older ones.</param>
    /// <param name="most">So many are read.</param>
    /// <param name="counted">So many are counted, at least <paramref name="most"/>.</param>
    /// <returns>The hits, and how many there are, counted up to a limit.</returns>
    public async Task<(IReadOnlyList<Row> Rows, int Counted)> Below(IndexQuery query, long number, int most, int counted)
    {
        var found = await answers.Below(query, number, most, counted);
        if (found.Newest.Length == 0)
            return ([], found.Counted);
        var filter = Visible.Documents(by);
        var rows = await unit.Query<Row>(
            $"""
            SELECT e.number AS place, d.id, d.root_id, d.kind, d.title, d.author, d.recipient, d.received_at, d.office_id, d.matter_id, d.confidentiality,
                m.number AS matter_number, m.subject AS matter_subject, t.deflated
            FROM records_search_entry e
            CROSS JOIN records_document d
            LEFT JOIN records_matter m ON m.tenant_id = d.tenant_id AND m.id = d.matter_id
            LEFT JOIN records_text t ON t.tenant_id = d.tenant_id AND t.document_id = d.id
            WHERE e.tenant_id = @tenant AND e.number {unit.Dialect.OneOf(
                "@newest"
            )} AND d.tenant_id = e.tenant_id AND d.id = e.document_id AND {filter.Sql}
            ORDER BY e.number DESC
            """,
            filter.With(new { newest = found.Newest })
        );
        return (rows, found.Counted);
    }

    /// <summary>How many documents match, counted up to a limit.</summary>
    public async Task<int> Count(IndexQuery query, int limit) => (await answers.Below(query, long.MaxValue, 0, limit)).Counted;

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
