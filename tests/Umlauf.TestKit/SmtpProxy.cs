using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Umlauf.TestKit;

/// <summary>What goes wrong on the way to the mail server.</summary>
public enum SmtpFault
{
    None,

    /// <summary>The server takes the mail, its answer is lost.</summary>
    LoseAnswer,

    /// <summary>The end of the mail never reaches the server, so it takes nothing.</summary>
    LoseEnd,
}

/// <summary>Stands before a mail server: a slow network, or one that fails at the worst moment.</summary>
public sealed class SmtpProxy : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly int target;
    private readonly Task accepting;
    private int fault;

    /// <param name="target">The server's port on loopback.</param>
    public SmtpProxy(int target)
    {
        this.target = target;
        listener.Start();
        accepting = Accept();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Happens once, at the next mail.</summary>
    public SmtpFault Fault
    {
        get => (SmtpFault)Volatile.Read(ref fault);
        set => Volatile.Write(ref fault, (int)value);
    }

    /// <summary>Each answer of the server takes so long to arrive.</summary>
    public TimeSpan Delay { get; set; }

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
        using (client)
        using (var server = new TcpClient())
        using (var cut = CancellationTokenSource.CreateLinkedTokenSource(stop.Token))
        {
            try
            {
                await server.ConnectAsync(IPAddress.Loopback, target, stop.Token);
                var up = Pump(client, server, upwards: true, cut);
                var down = Pump(server, client, upwards: false, cut);
                await Task.WhenAny(up, down);
                await cut.CancelAsync();
                await Task.WhenAll(up, down);
            }
            catch (Exception end) when (end is IOException or SocketException or OperationCanceledException) { }
        }
    }

    private async Task Pump(TcpClient from, TcpClient to, bool upwards, CancellationTokenSource cut)
    {
        var buffer = new byte[64 * 1024];
        var tail = "";
        int count;
        while ((count = await from.GetStream().ReadAsync(buffer, cut.Token)) > 0)
        {
            var text = tail + Encoding.Latin1.GetString(buffer, 0, count);
            tail = text[Math.Max(0, text.Length - 8)..];
            if (upwards && text.EndsWith("\r\n.\r\n", StringComparison.Ordinal) && Happens(SmtpFault.LoseEnd))
                return;
            if (!upwards && text.Contains(" queued as ", StringComparison.Ordinal) && Happens(SmtpFault.LoseAnswer))
                return;
            if (!upwards && Delay > TimeSpan.Zero)
                await Task.Delay(Delay, cut.Token);
            await to.GetStream().WriteAsync(buffer.AsMemory(0, count), cut.Token);
        }
    }

    private bool Happens(SmtpFault what) => Interlocked.CompareExchange(ref fault, (int)SmtpFault.None, (int)what) == (int)what;
}
