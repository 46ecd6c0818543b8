using System.Threading.Channels;
using Umlauf.Formats.Reading;
using Umlauf.Intake;

namespace Umlauf.Adapters.ReaderProcess;

/// <summary>
/// Reads in child processes with a limit of memory and time each. A child that dies or does not answer in time is replaced,
/// and the item says why it was not read: a hostile file costs its child, never the program.
/// </summary>
public sealed class ChildReading : IItemReading, IAsyncDisposable
{
    private readonly ReaderProcessOptions options;
    private readonly Channel<ReaderChild?> children;

    public ChildReading(ReaderProcessOptions options)
    {
        this.options = options;
        children = System.Threading.Channels.Channel.CreateBounded<ReaderChild?>(options.Children);
        // Started when they are needed for the first time: an idle program has none.
        for (var i = 0; i < options.Children; i++)
            children.Writer.TryWrite(null);
    }

    public Task<ReadItem> Read(ReadOnlyMemory<byte> bytes, string? fileName, string? contentType, CancellationToken ct) =>
        Ask(bytes, (child, time) => child.Ask(bytes, fileName, contentType, time), ct);

    public Task<ReadItem> Draw(ReadOnlyMemory<byte> tiff, int page, CancellationToken ct) =>
        Ask(tiff, (child, time) => child.Draw(tiff, page, time), ct);

    private async Task<ReadItem> Ask(
        ReadOnlyMemory<byte> bytes,
        Func<ReaderChild, CancellationToken, Task<ReadItem>> question,
        CancellationToken ct
    )
    {
        var child = await children.Reader.ReadAsync(ct);
        try
        {
            // One failure may be the child's age or the machine's load; the second is the item's fault.
            for (var attempt = 1; ; attempt++)
            {
                child ??= ReaderChild.Start(options);
                using var time = CancellationTokenSource.CreateLinkedTokenSource(ct);
                time.CancelAfter(options.Time);
                try
                {
                    return await question(child, time.Token);
                }
                catch (OperationCanceledException) when (!ct.IsCancellationRequested)
                {
                    child = await Replace(child);
                    return ReadItem.NotRead(ItemDetector.Detect(bytes.Span).Kind, ReadNote.LimitTime);
                }
                catch (Exception broken) when (broken is IOException or InvalidDataException)
                {
                    child = await Replace(child);
                    if (attempt == 2)
                        return ReadItem.NotRead(ItemDetector.Detect(bytes.Span).Kind, ReadNotes.Crashed);
                }
                catch (OperationCanceledException)
                {
                    child = await Replace(child);
                    throw;
                }
            }
        }
        finally
        {
            if (child is { Worn: true })
                child = await Replace(child);
            if (!children.Writer.TryWrite(child) && child is not null)
                await child.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        children.Writer.TryComplete();
        while (children.Reader.TryRead(out var child))
        {
            if (child is not null)
                await child.DisposeAsync();
        }
    }

    private static async Task<ReaderChild?> Replace(ReaderChild child)
    {
        await child.DisposeAsync();
        return null;
    }
}
