using System.CommandLine;
using Umlauf.Formats.Reading;

namespace Umlauf.Cli.Verbs;

/// <summary><c>umlauf read-item</c>: the child process that opens dangerous formats; speaks <see cref="ReadProtocol"/> on standard input and output.</summary>
internal static class ReadItem
{
    public static Command Verb()
    {
        var verb = new Command("read-item", "Used by the program itself: read items in a process of their own.") { Hidden = true };
        verb.SetAction((_, ct) => Run(ct));
        return verb;
    }

    private static async Task<int> Run(CancellationToken ct)
    {
        await using var input = Console.OpenStandardInput();
        await using var output = Console.OpenStandardOutput();
        await ReadProtocol.ServeAsync(input, output, ct);
        return ExitCode.Done;
    }
}
