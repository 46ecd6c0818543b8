using System.Diagnostics;
using System.Globalization;
using Umlauf.Formats.Reading;

namespace Umlauf.Adapters.ReaderProcess;

/// <summary>One running child process.</summary>
internal sealed class ReaderChild : IAsyncDisposable
{
    private readonly ReaderProcessOptions options;
    private readonly Process process;
    private int items;

    private ReaderChild(ReaderProcessOptions options, Process process) => (this.options, this.process) = (options, process);

    /// <summary>It has read enough: what a library leaked goes with it.</summary>
    public bool Worn => items >= options.ItemsPerChild;

    public static ReaderChild Start(ReaderProcessOptions options)
    {
        var start = new ProcessStartInfo(options.Command[0], options.Command.Skip(1))
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_GCHeapHardLimit"] = options.HeapLimit.ToString("x", CultureInfo.InvariantCulture);
        start.Environment["DOTNET_gcServer"] = "0";
        start.Environment["DOTNET_gcConcurrent"] = "0";
        start.Environment["DOTNET_TieredPGO"] = "0";
        // 32 MB, for formats that nest deeply.
        start.Environment["DOTNET_DefaultStackSize"] = "2000000";
        // No core dumps of other people's letters.
        start.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        var started = Process.Start(start) ?? throw new IOException("The reading process could not be started.");
        // What a dying child says is drained, so that a full pipe cannot stop it.
        started.ErrorDataReceived += static (_, _) => { };
        started.BeginErrorReadLine();
        return new ReaderChild(options, started);
    }

    public Task<ReadItem> Ask(ReadOnlyMemory<byte> bytes, string? fileName, string? contentType, CancellationToken ct)
    {
        items++;
        return ReadProtocol.AskAsync(
            process.StandardInput.BaseStream,
            process.StandardOutput.BaseStream,
            bytes,
            fileName,
            contentType,
            options.Limits,
            withFiles: true,
            ct
        );
    }

    public Task<ReadItem> Draw(ReadOnlyMemory<byte> tiff, int page, CancellationToken ct)
    {
        items++;
        return ReadProtocol.DrawAsync(process.StandardInput.BaseStream, process.StandardOutput.BaseStream, tiff, page, options.Limits, ct);
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }
        catch (InvalidOperationException)
        {
            // It has ended already.
        }
        process.Dispose();
    }
}
