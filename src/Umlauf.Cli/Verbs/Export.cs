using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Umlauf.Circulation;
using Umlauf.Formats.Xdomea;
using Umlauf.Identity;
using Umlauf.Platform;

namespace Umlauf.Cli.Verbs;

/// <summary><c>umlauf export folder ID</c>: a folder's route as an xdomea message, or its route sheet.</summary>
internal static class Export
{
    public static Command Verb()
    {
        var id = new Argument<Guid>("id") { Description = "The folder's id." };
        var data = Installation.DataOption();
        var administration = new Option<int?>("--administration")
        {
            Description = "Number of the administration; without it the first one.",
        };
        var format = new Option<string>("--format")
        {
            Description = "xdomea-4.0 (default), xdomea-3.1, or json (the route sheet).",
            DefaultValueFactory = _ => "xdomea-4.0",
        };
        var output = new Option<string?>("--out") { Description = "Where to write; without it standard output." };
        var folder = new Command("folder", "A circulation folder.") { id, data, administration, format, output };
        folder.SetAction(
            (line, ct) =>
                Run(
                    line.GetValue(id),
                    line.GetValue(data)!,
                    line.GetValue(administration),
                    line.GetValue(format)!,
                    line.GetValue(output),
                    ct
                )
        );
        return new Command("export", "Hand something to another system.") { folder };
    }

    private static async Task<int> Run(Guid id, string data, int? administration, string format, string? output, CancellationToken ct)
    {
        await using var installation = Installation.Open(data);
        var tenant = administration is { } number
            ? new TenantId(number)
            : await installation.GetRequiredService<FirstAdministration>().Run(ct);
        if (tenant is not { } of)
            return await Refuse("There is no administration yet.");
        var (by, folder) = (Caller.Program(of), new CirculationFolderId(id));
        Result<byte[]> written;
        switch (format)
        {
            case "json":
                written = await installation.GetRequiredService<GetRouteSheet>().Run(by, folder, pdf: false, ct);
                break;
            case "xdomea-4.0" or "xdomea-3.1":
                var version = format == "xdomea-4.0" ? XdomeaVersion.V40 : XdomeaVersion.V31;
                var message = await installation.GetRequiredService<ExportRoute>().Run(by, folder, version, ct);
                foreach (var note in message.Ok ? message.Value.Notes : [])
                    await Console.Error.WriteLineAsync(note.English);
                written = message.Ok ? message.Value.Xml.ToArray() : message.Refusal!;
                break;
            default:
                return await Refuse($"There is no format {format}.");
        }
        if (written.Refusal is { } refusal)
            return await Refuse(refusal.English);
        if (output is null)
            await Console.OpenStandardOutput().WriteAsync(written.Value, ct);
        else
            await File.WriteAllBytesAsync(output, written.Value, ct);
        return ExitCode.Done;
    }

    private static async Task<int> Refuse(string why)
    {
        await Console.Error.WriteLineAsync(why);
        return ExitCode.Usage;
    }
}
