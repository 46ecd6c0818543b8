using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Umlauf.Circulation;
using Umlauf.Identity;
using Umlauf.Platform;
using Umlauf.Records;

namespace Umlauf.Cli.Verbs;

/// <summary><c>umlauf import route FILE</c>: takes a route from an xdomea message, as a template or into a draft. Prints the id; what a person must know stands on standard error.</summary>
internal static class ImportRouteFile
{
    public static Command Verb()
    {
        var file = new Argument<string>("file") { Description = "The xdomea message (XML, 2.4 to 4.0); unpack a container before." };
        var data = Installation.DataOption();
        var tenant = new Option<int?>("--tenant") { Description = "Number of the administration, where there are several." };
        var office = new Option<string?>("--office")
        {
            Description = "As a template of this office, by its code; \"-\" for the whole house.",
        };
        var matter = new Option<Guid?>("--matter") { Description = "As a new draft in this matter, by its id." };
        var folder = new Option<Guid?>("--folder") { Description = "As the route of this draft, by its id." };
        var owner = new Option<string?>("--for") { Description = "Login of whoever owns the draft; needed with --matter and --folder." };
        var name = new Option<string?>("--name")
        {
            Description = "Name of the template or subject of the draft; by default what the message is about.",
        };
        var which = new Option<int?>("--circulation")
        {
            Description = "Which circulation of the message, from 1; needed when there are several.",
        };
        var verb = new Command("route", "Take a route from an xdomea message.")
        {
            file,
            data,
            tenant,
            office,
            matter,
            folder,
            owner,
            name,
            which,
        };
        verb.SetAction(
            (line, ct) =>
                Run(
                    line.GetValue(file)!,
                    line.GetValue(data)!,
                    line.GetValue(tenant),
                    new Wanted(
                        line.GetValue(office),
                        line.GetValue(matter),
                        line.GetValue(folder),
                        line.GetValue(owner),
                        line.GetValue(name)
                    ),
                    line.GetValue(which),
                    ct
                )
        );
        return verb;
    }

    private static async Task<int> Run(string file, string data, int? tenant, Wanted wanted, int? which, CancellationToken ct)
    {
        var found = new FileInfo(file);
        if (!found.Exists || found.Length > ImportRoute.Largest)
            return await Refuse(found.Exists ? $"{file} is larger than {ImportRoute.Largest >> 20} MiB." : $"There is no file {file}.");
        if (new[] { wanted.Office is not null, wanted.Matter is not null, wanted.Folder is not null }.Count(one => one) != 1)
            return await Refuse("Say what becomes of it: one of --office, --matter and --folder.");
        if (wanted.Office is null == wanted.For is null)
            return await Refuse("--for goes with --matter and --folder, and they with it.");
        await using var installation = Installation.Open(data);
        if (await Import.Administration(installation, tenant, ct) is not { } administration)
            return ExitCode.Usage;
        var by = wanted.For is null
            ? Caller.Program(administration)
            : await installation.GetRequiredService<LoadCaller>().Of(administration, wanted.For, ct);
        if (by is null)
            return await Refuse($"There is nobody with the login {wanted.For}.");
        var offices = await installation.GetRequiredService<ListOffices>().Run(by, ct);
        var office = offices.FirstOrDefault(one => one.Office.Code == wanted.Office);
        if (wanted.Office is not (null or "-") && office is null)
            return await Refuse($"There is no office {wanted.Office}.");
        RouteTarget target =
            wanted.Matter is { } matter ? new RouteTarget.Folder(new MatterId(matter), wanted.Name)
            : wanted.Folder is { } folder ? new RouteTarget.Draft(new CirculationFolderId(folder), null)
            : new RouteTarget.Template(office?.Office.Id, wanted.Name);
        var import = installation.GetRequiredService<ImportRoute>();
        var imported = await import.Run(by, await File.ReadAllBytesAsync(file, ct), target, which, ct);
        if (imported.Refusal is { } refusal)
        {
            await Console.Error.WriteLineAsync($"{refusal.English} {refusal.Detail}".TrimEnd());
            return ExitCode.CheckFailed;
        }
        Console.WriteLine(imported.Value.Template?.Id ?? imported.Value.Folder!.Value.Value);
        foreach (var note in imported.Value.Notes)
            await Console.Error.WriteLineAsync(note.English);
        foreach (var open in imported.Value.Open)
            await Console.Error.WriteLineAsync(
                $"to be decided at station {open.Station}: {string.Join(", ", new[] { open.Addressee, open.Words }.OfType<string>())}"
            );
        return ExitCode.Done;
    }

    private static async Task<int> Refuse(string why)
    {
        await Console.Error.WriteLineAsync(why);
        return ExitCode.Usage;
    }

    private sealed record Wanted(string? Office, Guid? Matter, Guid? Folder, string? For, string? Name);
}
