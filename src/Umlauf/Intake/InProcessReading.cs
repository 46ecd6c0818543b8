using System.Threading.Channels;
using Umlauf.Formats.Pictures;
using Umlauf.Formats.Reading;

namespace Umlauf.Intake;

/// <summary>Reads in this process, on a few threads of its own whose stacks are large enough for deeply nested messages.</summary>
public sealed class InProcessReading : IItemReading, IDisposable
{
    private const int StackSize = 16 << 20;

    private readonly Channel<Order> orders = System.Threading.Channels.Channel.CreateUnbounded<Order>();

    public InProcessReading()
    {
        for (var i = 0; i < Environment.ProcessorCount; i++)
            new Thread(Work, StackSize) { IsBackground = true, Name = "item reader" }.Start();
    }

    public static ReadLimits Limits { get; } = new() { Bytes = 100 << 20, Milliseconds = 10_000 };

    public Task<ReadItem> Read(ReadOnlyMemory<byte> bytes, string? fileName, string? contentType, CancellationToken ct) =>
        Do(() => ItemReader.Read(bytes, fileName, contentType, Limits, ct), ct);

    public Task<ReadItem> Draw(ReadOnlyMemory<byte> tiff, int page, CancellationToken ct) =>
        Do(() => TiffPages.Draw(tiff, page, Limits, ct), ct);

    private async Task<ReadItem> Do(Func<ReadItem> work, CancellationToken ct)
    {
        var order = new Order(work);
        await orders.Writer.WriteAsync(order, ct);
        return await order.Done.Task;
    }

    public void Dispose() => orders.Writer.TryComplete();

    private void Work()
    {
        foreach (var order in Orders())
        {
            try
            {
                order.Done.SetResult(order.Work());
            }
            catch (Exception bug)
            {
                order.Done.SetException(bug);
            }
        }
    }

    private IEnumerable<Order> Orders() => orders.Reader.ReadAllAsync().ToBlockingEnumerable();

    private sealed record Order(Func<ReadItem> Work)
    {
        public TaskCompletionSource<ReadItem> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
