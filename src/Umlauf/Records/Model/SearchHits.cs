using Umlauf.Formats.German;
using Umlauf.Identity;
using Umlauf.Platform;

namespace Umlauf.Records.Model;

/// <summary>Reads the index: the newest documents of a rank, and how many there are. Rights are part of every expression and of every join.</summary>
internal sealed class SearchHits(Unit unit, Caller by)
{
    /// <summary>The newest hits of an expression below a number of the index.</summary>
    public Task<IReadOnlyList<Row>> Below(string expression, long number, int most)
    {
        var filter = Visible.Documents(by);
        var (source, matches) = unit.Dialect.IsSqlite
            ? (
                "records_search CROSS JOIN records_search_entry e ON e.number = records_search.rowid",
                "records_search MATCH @expression AND records_search.rowid"
            )
            : ("records_search_entry e", "e.terms @@ CAST(@expression AS tsquery) AND e.number");
        return unit.Query<Row>(
            $"""
            SELECT e.number AS place, d.id, d.root_id, d.kind, d.title, d.author, d.received_at, d.office_id, d.matter_id, d.confidentiality,
                m.number AS matter_number, m.subject AS matter_subject, t.deflated
            FROM {source}
            JOIN records_document d ON d.tenant_id = e.tenant_id AND d.id = e.document_id
            LEFT JOIN records_matter m ON m.tenant_id = d.tenant_id AND m.id = d.matter_id
            LEFT JOIN records_text t ON t.tenant_id = d.tenant_id AND t.document_id = d.id
            WHERE {matches} < @number AND e.tenant_id = @tenant AND {filter.Sql}
            ORDER BY {(unit.Dialect.IsSqlite ? "records_search.rowid" : "e.number")} DESC LIMIT @most
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
    }

    /// <summary>How many documents match, counted up to a limit.</summary>
    public Task<int> Count(string expression, int limit) =>
        unit.Scalar<int>(
            unit.Dialect.IsSqlite
                ? """
                -- The tenant is part of the terms that every expression requires.
                SELECT count(*) FROM (SELECT 1 FROM records_search WHERE records_search MATCH @expression LIMIT @limit)
                """
                : """
                SELECT count(*) FROM (
                    SELECT 1 FROM records_search_entry WHERE tenant_id = @tenant AND terms @@ CAST(@expression AS tsquery) LIMIT @limit) counted
                """,
            new { expression, limit }
        );

    /// <summary>A row of the result, before its words are marked.</summary>
    internal sealed record Row
    {
        public required long Place { get; init; }
        public required DocumentId Id { get; init; }
        public required DocumentId RootId { get; init; }
        public required DocumentKind Kind { get; init; }
        public required string Title { get; init; }
        public required string Author { get; init; }
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

        /// <summary>Whether the document really matches, with its phrases.</summary>
        public bool Matches(SearchNode query, TenantId tenant, string text)
        {
            var source = new SearchSource
            {
                Tenant = tenant,
                Id = Id,
                Title = Title,
                Author = Author,
                Kind = Kind,
                Office = OfficeId,
                ReceivedAt = ReceivedAt,
                MatterNumber = MatterNumber,
                Access = new RecordAccess(OfficeId, Confidentiality),
            };
            var terms = SearchTerms.Of(source, SearchTerms.OfText(text)).Split(' ').ToHashSet(StringComparer.Ordinal);
            string[][] runs = [Keys(Title), Keys(text)];
            return Holds(query);

            bool Holds(SearchNode node) =>
                node switch
                {
                    SearchWord word => terms.Contains(word.Word.Key) || word.Word.Parts.All(terms.Contains),
                    SearchPrefix prefix => terms.Any(term => term.StartsWith(prefix.Letters, StringComparison.Ordinal)),
                    SearchField field => field.Terms.Any(terms.Contains),
                    SearchPhrase phrase => Array.Exists(runs, run => Contains(run, phrase.Words)),
                    SearchAll all => all.Nodes.All(Holds),
                    SearchAny any => any.Nodes.Any(Holds),
                    SearchNot not => !Holds(not.Node),
                    _ => throw new InvalidOperationException(),
                };
        }

        private static string[] Keys(string text) => [.. GermanAnalyser.Tokens(text).Select(token => token.Word.Key)];

        private static bool Contains(string[] run, IReadOnlyList<GermanWord> phrase)
        {
            for (var start = 0; start + phrase.Count <= run.Length; start++)
            {
                var length = 0;
                while (length < phrase.Count && run[start + length] == phrase[length].Key)
                    length++;
                if (length == phrase.Count)
                    return true;
            }
            return false;
        }
    }
}
