using System.Reflection;
using Umlauf.Formats.Reading;

namespace Umlauf.Adapters.ReaderProcess;

/// <summary>How the reading children are started and what they may use.</summary>
public sealed record ReaderProcessOptions
{
    /// <summary>How many run at once.</summary>
    public int Children { get; init; } = Math.Clamp(Environment.ProcessorCount - 1, 1, 4);

    /// <summary>Managed memory of one child; beyond that it ends with an error.</summary>
    public long HeapLimit { get; init; } = 200L << 20;

    /// <summary>Longest time for one item, from asking to the whole answer.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>A child that has read so many items is replaced.</summary>
    public int ItemsPerChild { get; init; } = 2_000;

    public ReadLimits Limits { get; init; } =
        new()
        {
            Bytes = 100 << 20,
            UnpackedBytes = 64 << 20,
            UnpackedTotal = 96 << 20,
            Characters = 8_000_000,
        };

    /// <summary>The command that starts a child; the running program itself by default.</summary>
    public IReadOnlyList<string> Command { get; init; } = OwnProgram();

    private static string[] OwnProgram()
    {
        var host = Environment.ProcessPath!;
        var program = Path.Combine(AppContext.BaseDirectory, "Umlauf.Cli.dll");
        var isDotnet = string.Equals(Path.GetFileNameWithoutExtension(host), "dotnet", StringComparison.OrdinalIgnoreCase);
        if (!isDotnet && Assembly.GetEntryAssembly()?.GetName().Name == "Umlauf.Cli")
            return [host, "read-item"];
        return [isDotnet ? host : "dotnet", program, "read-item"];
    }
}
