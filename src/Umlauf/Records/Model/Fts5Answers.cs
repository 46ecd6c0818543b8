using Umlauf.Platform;

namespace Umlauf.Records.Model;

/// <summary>SQLite: FTS5 reads its index backwards from the newest number and stops when it has enough.</summary>
internal sealed class Fts5Answers(Unit unit) : IIndexAnswers
{
    public Task Expect(IEnumerable<IndexQuery> queries) => Task.CompletedTask;

    public async Task<(long[] Newest, int Counted)> Below(IndexQuery query, long number, int most, int counted)
    {
        var rows = await unit.Query<Row>(
            """
            -- The tenant is part of the terms that every query requires.
            WITH found AS MATERIALIZED (
                SELECT rowid AS number FROM records_search
                WHERE records_search MATCH @expression AND rowid < @number ORDER BY rowid DESC LIMIT @counted)
            SELECT number, (SELECT count(*) FROM found) AS counted FROM found ORDER BY number DESC LIMIT max(@most, 1)
            """,
            new
            {
                expression = Write(query),
                number,
                most,
                counted,
            }
        );
        return ([.. rows.Take(most).Select(row => row.Number)], rows.Count > 0 ? rows[0].Counted : 0);
    }

    private static string Write(IndexQuery query) =>
        query switch
        {
            WithTerm one => $"\"{one.Term}\"",
            WithBeginning one => $"\"{one.Letters}\" *",
            WithAll all => Joined(" AND ", all.Parts),
            WithAny any => Joined(" OR ", any.Parts),
            WithBut but => $"({Write(but.All)} NOT {Write(but.Excluded)})",
            _ => throw new InvalidOperationException(),
        };

    private static string Joined(string by, IEnumerable<IndexQuery> parts) => $"({string.Join(by, parts.Select(Write))})";

    private sealed record Row
    {
        public required long Number { get; init; }
        public required int Counted { get; init; }
    }
}
