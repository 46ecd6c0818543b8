using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Umlauf.TestKit;

/// <summary>Stands before a server on loopback and decides of each piece whether it gets through: the network, with its failures.</summary>
public abstract class ServerProxy : IAsyncDisposable
{
    /// <summary>So much of what came before is looked at again, because a word may arrive in two pieces.</summary>
    private const int Overlap = 10;

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly int target;
    private readonly Task accepting;

    /// <param name="target">The server's port on loopback.</param>
    protected ServerProxy(int target)
    {
        this.target = target;
        listener.Start();
        accepting = Accept();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <param name="upwards">To the server.</param>
    /// <param name="count">Bytes that have arrived.</param>
    /// <param name="text">They as Latin 1, with the end of what came before.</param>
    /// <param name="ct">The proxy stops.</param>
    /// <returns>False: they are lost, and the connection with them.</returns>
    protected abstract Task<bool> Passes(bool upwards, int count, string text, CancellationToken ct);

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        await accepting;
        stop.Dispose();
        GC.SuppressFinalize(this);
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
        using (client)
        using (var server = new TcpClient())
        using (var cut = CancellationTokenSource.CreateLinkedTokenSource(stop.Token))
        {
            try
            {
                await server.ConnectAsync(IPAddress.Loopback, target, stop.Token);
                var up = Pump(client, server, upwards: true, cut.Token);
                var down = Pump(server, client, upwards: false, cut.Token);
                await Task.WhenAny(up, down);
                await cut.CancelAsync();
                await Task.WhenAll(up, down);
            }
            catch (Exception end) when (end is IOException or SocketException or OperationCanceledException) { }
        }
    }

    private async Task Pump(TcpClient from, TcpClient to, bool upwards, CancellationToken ct)
    {
        var buffer = new byte[16 * 1024];
        var tail = "";
        int count;
        while ((count = await from.GetStream().ReadAsync(buffer, ct)) > 0)
        {
            var text = tail + Encoding.Latin1.GetString(buffer, 0, count);
            tail = text[Math.Max(0, text.Length - Overlap)..];
            if (!await Passes(upwards, count, text, ct))
                return;
            await to.GetStream().WriteAsync(buffer.AsMemory(0, count), ct);
        }
    }
}
