using System.Globalization;
using Umlauf.Formats.German;
using Umlauf.Identity;
using Umlauf.Platform;
using Umlauf.Records.Model;

namespace Umlauf.Records;

/// <summary>Finds documents by their German words, as far as the caller may see them (Suche). Hits and counts know of nothing else.</summary>
public sealed class SearchDocuments(Db db)
{
    /// <summary>Counting stops here: more hits than anybody reads.</summary>
    public const int CountedUpTo = 10_000;

    private const int LargestPage = 200;
    private const int LongestQuery = 1_000;

    /// <summary>Of phrases and compounds in pieces the index knows only the words: so many texts are read for one page before it ends with what was found.</summary>
    private const int MostTextsRead = 100;

    /// <summary>The weakest rank is not worth as much time.</summary>
    private const int MostTextsReadForParts = 24;

    public static readonly Refusal NothingAsked = new(
        "records.search-empty",
        "Bitte geben Sie mindestens ein Wort ein. Füllwörter wie „der“ oder „und“ allein genügen nicht, Wortanfänge mit * brauchen drei Buchstaben.",
        "Please enter at least one word. Filler words alone are not enough, beginnings of words with * need three letters."
    );

    public static readonly Refusal TooLong = new(
        "records.search-too-long",
        "Die Suchanfrage hat mehr als 1000 Zeichen.",
        "The query has more than 1000 characters."
    );

    public static readonly Refusal NoSuchPage = new(
        "records.search-no-such-page",
        "Diese Trefferseite gibt es nicht. Beginnen Sie die Suche neu.",
        "There is no such page of hits. Start the search again.",
        404
    );

    public async Task<Result<SearchPage>> Run(Caller by, SearchQuery query, CancellationToken ct)
    {
        var rights = Rights.Of(by);
        if (!rights.May(Right.Search))
            return RecordsRefusals.NotAllowed;
        if (query.Text.Length > LongestQuery)
            return TooLong;
        if (Cursor.Read(query.After) is not { } cursor)
            return NoSuchPage;
        await using var unit = await db.Read(by.Actor, ct);
        if (await Parse(unit, query) is not { } node)
            return NothingAsked;

        // Nobody's rights are empty by accident only: a term that no document has finds nothing.
        IEnumerable<string> readers = rights.Tokens is { } tokens
            ? tokens.DefaultIfEmpty("nobody").Select(token => SearchTerms.Right(unit.Tenant, token))
            : [SearchTerms.Everything(unit.Tenant)];
        var syntax = new SearchSyntax(readers);
        var hits = new SearchHits(unit, by);
        var (found, next, counted) = await Page(unit, hits, syntax, node, cursor, Math.Clamp(query.Limit, 1, LargestPage));
        var atMost = node.NeedsText || node.Ranks[^1] == SearchRank.Parts;
        if (atMost && query.After is null && next is null)
            return new SearchPage(found, found.Count, TotalIsExact: true, next);
        var total = counted ?? await hits.Count(syntax.Of(node, node.Ranks[^1], []), CountedUpTo + 1);
        return new SearchPage(found, Math.Min(total, CountedUpTo), total <= CountedUpTo && !atMost, next) { TotalIsAtMost = atMost };
    }

    /// <returns>The hits, where the next page begins, and how many there are in all when reading them told.</returns>
    private static async Task<(IReadOnlyList<SearchHit> Hits, string? Next, int? Counted)> Page(
        Unit unit,
        SearchHits hits,
        SearchSyntax syntax,
        SearchNode node,
        Cursor cursor,
        int limit
    )
    {
        var found = new List<SearchHit>();
        var snippet = new SearchSnippet(node);
        var textsToRead = node.NeedsText ? MostTextsRead : MostTextsReadForParts;
        var ranks = node.Ranks;
        int? counted = null;
        var asked = ranks
            .SkipWhile(rank => rank < cursor.Rank)
            .ToDictionary(rank => rank, rank => syntax.Of(node, rank, [.. ranks.TakeWhile(better => better < rank)]));
        await hits.Expect(asked.Values);
        foreach (var (rank, expression) in asked)
        {
            var needsText = node.NeedsText || rank == SearchRank.Parts;
            var below = rank == cursor.Rank ? cursor.Below : long.MaxValue;
            while (true)
            {
                var most = needsText ? Math.Min(limit * 2, textsToRead + 1) : limit - found.Count + 1;
                // A first page that reaches the last rank has all hits of the better ones on it: the total costs no look of its own.
                var tells = !needsText && rank == ranks[^1] && cursor is { Rank: SearchRank.Number, Below: long.MaxValue };
                var (rows, all) = await hits.Below(expression, below, most, tells ? CountedUpTo + 1 : most);
                if (tells)
                    counted = found.Count + all;
                foreach (var row in rows)
                {
                    if (found.Count == limit || needsText && textsToRead-- == 0)
                        return (found, new Cursor(rank, below).ToString(), counted);
                    var text = row.Text;
                    var words = needsText ? GermanAnalyser.Tokens(text) : null;
                    if (words is null || row.Matches(node, unit.Tenant, words))
                        found.Add(row.Marked(snippet, text, words));
                    below = row.Place;
                }
                if (rows.Count < most)
                    break;
            }
        }
        return (found, null, counted);
    }

    private static async Task<SearchNode?> Parse(Unit unit, SearchQuery query)
    {
        var offices = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var office in SearchParser.Offices(query.Text).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            var found = await unit.Query<Guid>(
                "SELECT id FROM identity_pub_office WHERE tenant_id = @tenant AND (lower(code) = @office OR lower(name) = @office) ORDER BY id LIMIT 1",
                new { office = office.ToLowerInvariant() }
            );
            if (found.Count > 0)
                offices[office] = found[0].ToString("N");
        }
        if (SearchParser.Parse(query.Text, offices.GetValueOrDefault) is not { } asked)
            return null;
        List<SearchNode> all = [asked];
        if (query.Kind is { } kind)
            all.Add(new SearchField([SearchTerms.Kind + kind.ToString().ToLowerInvariant()]));
        if (query.Office is { } only)
            all.Add(new SearchField([SearchTerms.Office + only.Value.ToString("N")]));
        if (query.From is not null || query.To is not null)
            all.Add(SearchFields.Received(query.From, query.To));
        return all.Count == 1 ? asked : new SearchAll(all);
    }

    /// <summary>Where the page before ended: so many documents may arrive meanwhile, none is shown twice or left out.</summary>
    private sealed record Cursor(SearchRank Rank, long Below)
    {
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{(int)Rank}-{Below}");

        public static Cursor? Read(string? text)
        {
            if (text is null)
                return new Cursor(SearchRank.Number, long.MaxValue);
            return
                text.Split('-') is [var rank, var below]
                && int.TryParse(rank, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
                && Enum.IsDefined((SearchRank)at)
                && long.TryParse(below, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? new Cursor((SearchRank)at, number)
                : null;
        }
    }
}
