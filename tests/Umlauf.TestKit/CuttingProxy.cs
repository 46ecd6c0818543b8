using System.Net;
using System.Net.Sockets;

namespace Umlauf.TestKit;

/// <summary>Stands before a server and cuts a connection after so many bytes from it: a network that fails in the middle of a fetch.</summary>
public sealed class CuttingProxy : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly int target;
    private readonly Task accepting;
    private long remaining;

    /// <param name="target">The server's port on loopback.</param>
    /// <param name="cutAfter">Bytes from the server until the next cut; see <see cref="CutAfter"/>.</param>
    public CuttingProxy(int target, long cutAfter)
    {
        (this.target, remaining) = (target, cutAfter);
        listener.Start();
        accepting = Accept();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public int Cuts { get; private set; }

    /// <summary>Sets when the next cut happens; <see cref="long.MaxValue"/> = the network is well again.</summary>
    public void CutAfter(long bytes) => Interlocked.Exchange(ref remaining, bytes);

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        await accepting;
        stop.Dispose();
    }

    private async Task Accept()
    {
        var open = new List<Task>();
        try
        {
            while (true)
                open.Add(Relay(await listener.AcceptTcpClientAsync(stop.Token)));
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(open);
        }
    }

    private async Task Relay(TcpClient client)
    {
        using var server = new TcpClient();
        using (client)
        {
            try
            {
                await server.ConnectAsync(IPAddress.Loopback, target, stop.Token);
                var up = client.GetStream().CopyToAsync(server.GetStream(), stop.Token);
                var buffer = new byte[16 * 1024];
                int count;
                while ((count = await server.GetStream().ReadAsync(buffer, stop.Token)) > 0)
                {
                    if (Interlocked.Add(ref remaining, -count) < 0)
                    {
                        Cuts++;
                        return;
                    }
                    await client.GetStream().WriteAsync(buffer.AsMemory(0, count), stop.Token);
                }
                await up;
            }
            catch (Exception end) when (end is IOException or SocketException or OperationCanceledException) { }
        }
    }
}
