using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Umlauf.Identity;
using Umlauf.Platform;

namespace Umlauf.Cli.Verbs;

/// <summary><c>umlauf api-key create</c>: a key for programs; the owner of the data folder may make one for any person.</summary>
internal static class ApiKey
{
    public static Command Verb() => new("api-key", "Keys for programs.") { Create() };

    private static Command Create()
    {
        var data = Installation.DataOption();
        var name = new Option<string>("--name") { Description = "What the key is for.", Required = true };
        var scope = new Option<string>("--scope")
        {
            Description = $"What it may be used for, separated by commas: {string.Join(", ", Enum.GetNames<Scope>()).ToLowerInvariant()}.",
            Required = true,
        };
        var login = new Option<string?>("--for")
        {
            Description = "Login of the person for whom it acts; without it the key belongs to nobody.",
        };
        var administration = new Option<int?>("--administration")
        {
            Description = "Number of the administration; without it the first one.",
        };
        var create = new Command("create", "Make a key and print it once.") { data, name, scope, login, administration };
        create.SetAction(
            (line, ct) =>
                Run(
                    line.GetValue(data)!,
                    line.GetValue(name)!,
                    line.GetValue(scope)!,
                    line.GetValue(login),
                    line.GetValue(administration),
                    ct
                )
        );
        return create;
    }

    private static async Task<int> Run(string data, string name, string scope, string? login, int? administration, CancellationToken ct)
    {
        var scopes = new List<Scope>();
        foreach (var word in scope.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            // Not by number: only the words are the interface.
            if (!char.IsLetter(word[0]) || !Enum.TryParse<Scope>(word, ignoreCase: true, out var one))
                return await Refuse($"There is no scope {word}.");
            scopes.Add(one);
        }
        await using var installation = Installation.Open(data);
        var tenant = administration is { } number
            ? new TenantId(number)
            : await installation.GetRequiredService<FirstAdministration>().Run(ct);
        if (tenant is not { } of)
            return await Refuse("There is no administration yet: start the program and set it up first.");
        var key = await installation.GetRequiredService<CreateApiKey>().Run(Caller.Program(of), new NewApiKey(name, scopes, login), ct);
        if (key.Refusal is { } refusal)
            return await Refuse(refusal.English);
        Console.WriteLine(key.Value.Secret);
        return ExitCode.Done;
    }

    private static async Task<int> Refuse(string why)
    {
        await Console.Error.WriteLineAsync(why);
        return ExitCode.Usage;
    }
}
