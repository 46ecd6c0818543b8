using System.CommandLine;
using System.Data.Common;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Umlauf.Intake;
using Umlauf.Platform;

namespace Umlauf.Cli.Verbs;

/// <summary><c>umlauf intake</c>: takes files, folders and mailbox files in, or one message on standard input as a mail transfer agent pipes it.</summary>
internal static class Intake
{
    public static Command Verb()
    {
        var paths = new Argument<string[]>("path")
        {
            Arity = ArgumentArity.ZeroOrMore,
            Description = "Files, folders, mailbox files; - is one message on standard input.",
        };
        var data = Installation.DataOption();
        var channel = new Option<string?>("--channel") { Description = "Name of the channel; there are usual ones." };
        var tenant = new Option<int?>("--tenant") { Description = "Number of the administration, where there are several." };
        var reRead = new Option<bool>("--re-read") { Description = "Read everything in the exception tray again, e.g. after an update." };
        var json = Installation.JsonOption();
        var verb = new Command("intake", "Take post in; done when it is durable, on the ledger and read.")
        {
            paths,
            data,
            channel,
            tenant,
            reRead,
            json,
        };
        verb.SetAction(
            (line, ct) =>
                Run(
                    new Order(
                        line.GetValue(paths) ?? [],
                        line.GetValue(data)!,
                        line.GetValue(channel),
                        line.GetValue(tenant),
                        line.GetValue(reRead),
                        line.GetValue(json)
                    ),
                    ct
                )
        );
        return verb;
    }

    private static async Task<int> Run(Order order, CancellationToken ct)
    {
        if (order.Paths.Length == 0 && !order.ReRead || order.Paths.Contains("-", StringComparer.Ordinal) && order.Paths.Length > 1)
        {
            await Console.Error.WriteLineAsync("Name files or folders, or - alone for standard input. See: umlauf intake --help");
            return ExitCode.Usage;
        }
        var report = new IntakeReport();
        try
        {
            var settings = Settings.Load(order.Data);
            using var alone = settings.Data.TryLock();
            if (alone is not null)
                await TakeHere(order, report, ct);
            else if (settings.Data.Running() is { } running)
                await new IntakeOverHttp(running, order.Channel, report).Run(order.Paths, order.ReRead, ct);
            else
                throw new IOException($"Another program works on {settings.Data.Root} and does not answer yet.");
        }
        catch (Exception outage) when (outage is IOException or DbException or HttpRequestException or UnauthorizedAccessException)
        {
            report.Outage = outage is HttpRequestException { StatusCode: null }
                ? "The program that runs on this data folder no longer answers."
                : outage.Message;
        }
        return report.Print(order.Json, order.Paths is ["-"]);
    }

    private static async Task TakeHere(Order order, IntakeReport report, CancellationToken ct)
    {
        await using var installation = Installation.Open(order.Data);
        var by = Actor.System(await Tenant(installation, order.Tenant, ct));
        var reading = installation.GetRequiredService<ReadWaiting>();
        if (order.ReRead)
            report.ReRead = await installation.GetRequiredService<ReReadArrivals>().Run(by, ct);
        var fromPipe = order.Paths is ["-"];
        var since = installation.GetRequiredService<Db>().Now;
        var channel = await installation
            .GetRequiredService<OpenChannel>()
            .Run(by, order.Channel, fromPipe ? ChannelKind.Pipe : ChannelKind.File, ct);
        if (fromPipe)
        {
            await using var input = Console.OpenStandardInput();
            var taken = await installation
                .GetRequiredService<TakeInStream>()
                .Run(by, new(channel), input, null, "-", "", "message/rfc822", ct);
            if (taken.Refusal is { } refusal)
                report.Refuse($"{refusal.English} {refusal.Detail}");
            else
                report.Add(new FileTaken("-", taken.Value, null));
        }
        else
        {
            using var taking = CancellationTokenSource.CreateLinkedTokenSource(ct);
            var meanwhile = ReadMeanwhile(reading, taking.Token);
            try
            {
                await installation.GetRequiredService<TakeInFiles>().Run(by, channel, FileItem.In(order.Paths, ct), report.Add, ct);
            }
            finally
            {
                await taking.CancelAsync();
                await meanwhile;
            }
        }
        await reading.Drain(ct);
        report.Update(await installation.GetRequiredService<ReportArrivals>().Run(by, channel, since, ct));
    }

    private static async Task ReadMeanwhile(ReadWaiting reading, CancellationToken ct)
    {
        try
        {
            while (!ct.IsCancellationRequested)
            {
                if (await reading.Drain(ct) == 0)
                    await Task.Delay(50, ct);
            }
        }
        catch (OperationCanceledException)
        {
            // Everything is taken; the rest is read by the caller.
        }
    }

    /// <summary>The only administration, the first one where none was set up yet, or the one that is named.</summary>
    private static async Task<TenantId> Tenant(ServiceProvider installation, int? named, CancellationToken ct)
    {
        var tenants = await installation.GetRequiredService<ListLedgers>().Run(ct);
        if (named is { } number)
            return tenants.Contains(new TenantId(number))
                ? new TenantId(number)
                : throw new IOException(
                    $"There is no administration {number} here; there are {string.Join(", ", tenants.Select(one => one.Value))}."
                );
        return tenants.Count <= 1
            ? tenants.Append(new TenantId(1)).First()
            : throw new IOException($"There are {tenants.Count} administrations here: name one with --tenant.");
    }

    private sealed record Order(string[] Paths, string Data, string? Channel, int? Tenant, bool ReRead, bool Json);
}
