using System.Globalization;
using System.Text;
using Umlauf.Identity;
using Umlauf.Journal;
using Umlauf.Platform;
using Umlauf.Web.SignIn;

namespace Umlauf.Web.Api;

/// <summary>What monitoring asks: alive, ready, and figures in the Prometheus text format.</summary>
public static class OperationsApi
{
    public static void MapOperationsApi(this IEndpointRouteBuilder routes)
    {
        // Load balancers ask with either.
        string[] methods = [HttpMethods.Get, HttpMethods.Head];
        routes.MapMethods("/health/live", methods, () => Results.Text("live")).AllowAnonymous();
        routes.MapMethods("/health/ready", methods, Ready).AllowAnonymous();
        routes.MapGet("/metrics", Metrics).Needs(Right.Operate);
    }

    private static async Task<IResult> Ready(Jobs jobs, CancellationToken ct)
    {
        try
        {
            await jobs.Waiting(ct);
            return Results.Text("ready");
        }
        catch (System.Data.Common.DbException)
        {
            return Results.Text("the database does not answer", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }

    private static async Task<IResult> Metrics(
        IEnumerable<IGauge> gauges,
        Jobs jobs,
        ListJournals journals,
        ReadJournal journal,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var text = new StringBuilder();
        Head("umlauf_jobs_waiting", "Work that waits, per kind.");
        var backlog = await jobs.Waiting(ct);
        foreach (var work in backlog)
            Line($"umlauf_jobs_waiting{{kind=\"{work.Kind}\"}} {work.Waiting}");
        Head("umlauf_jobs_oldest_seconds", "Age of the oldest waiting work, per kind.");
        foreach (var work in backlog)
            Line($"umlauf_jobs_oldest_seconds{{kind=\"{work.Kind}\"}} {Math.Max(0, (clock.GetUtcNow() - work.Oldest).TotalSeconds):F0}");
        Head("umlauf_journal_position", "Entries in the journal, per administration.");
        foreach (var tenant in await journals.Run(ct))
            Line($"umlauf_journal_position{{administration=\"{tenant}\"}} {await journal.Position(tenant, ct)}");
        foreach (var gauge in gauges)
        {
            Head(gauge.Name, gauge.Help);
            foreach (var (labels, value) in await gauge.Read(ct))
                Line($"{gauge.Name}{{{labels}}} {value}");
        }
        return Results.Text(text.ToString(), "text/plain; version=0.0.4; charset=utf-8");

        void Head(string name, string help) => Line($"# HELP {name} {help}\n# TYPE {name} gauge");

        void Line(FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
    }
}
