using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Umlauf.Identity;
using Umlauf.Journal;
using Umlauf.Records;
using Umlauf.Web.Api;

namespace Umlauf.Cli.Verbs;

/// <summary><c>umlauf search</c>: full text for whoever owns the data folder; reads beside a running program.</summary>
internal static class Search
{
    public static Command Verb()
    {
        var query = new Argument<string>("query") { Description = "Words, \"phrases\", word*, AND OR NOT, von: an: betreff: az: ..." };
        var data = Installation.DataOption();
        var limit = new Option<int>("--limit") { Description = "At most so many hits.", DefaultValueFactory = _ => 20 };
        var json = Installation.JsonOption();
        var verb = new Command("search", "Find documents by their words.") { query, data, limit, json };
        verb.SetAction((line, ct) => Run(line.GetValue(data)!, line.GetValue(query)!, line.GetValue(limit), line.GetValue(json), ct));
        return verb;
    }

    private static async Task<int> Run(string data, string query, int limit, bool json, CancellationToken ct)
    {
        if (!Installation.Exists(data))
            return ExitCode.Usage;
        await using var installation = Installation.Open(data);
        var search = installation.GetRequiredService<SearchDocuments>();
        var begun = Stopwatch.GetTimestamp();
        var (hits, total, exact, atMost) = (new List<SearchHit>(), 0, true, false);
        foreach (var tenant in await installation.GetRequiredService<ListJournals>().Run(ct))
        {
            var found = await search.Run(Caller.Program(tenant), new SearchQuery(query) { Limit = limit }, ct);
            if (found.Refusal is { } refusal)
            {
                await Console.Error.WriteLineAsync(refusal.English);
                return ExitCode.Usage;
            }
            hits.AddRange(found.Value.Hits.Take(limit - hits.Count));
            total += found.Value.Total;
            exact &= found.Value.TotalIsExact;
            atMost |= found.Value.TotalIsAtMost;
        }
        var page = new SearchPage(hits, total, exact, Next: null) { TotalIsAtMost = atMost };
        if (json)
            Console.WriteLine(JsonSerializer.Serialize(SearchApi.Shape(page, Stopwatch.GetElapsedTime(begun)), Installation.Json));
        else
            Print(page);
        return ExitCode.Done;
    }

    private static void Print(SearchPage page)
    {
        Console.WriteLine($"{(page.TotalIsExact ? "" : page.TotalIsAtMost ? "at most " : "more than ")}{page.Total} hits");
        foreach (var hit in page.Hits)
        {
            Console.WriteLine($"{hit.ReceivedAt.LocalDateTime:yyyy-MM-dd}  {hit.Title}  {hit.MatterNumber}");
            Console.WriteLine(
                $"            {string.Concat(hit.Snippet.Select(mark => mark.Match is null ? mark.Text : $"[{mark.Text}]"))}"
            );
        }
    }
}
