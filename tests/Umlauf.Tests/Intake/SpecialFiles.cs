using System.Diagnostics;
using System.Net.Sockets;

namespace Umlauf.Tests.Intake;

/// <summary>What lies in folders and is no file.</summary>
internal static class SpecialFiles
{
    /// <summary>A pipe that nobody writes into, and a socket.</summary>
    public static void Make(string folder, string pipe, string socket)
    {
        using var made = Process.Start("mkfifo", [Path.Combine(folder, pipe)]);
        made.WaitForExit();
        using var bound = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        bound.Bind(new UnixDomainSocketEndPoint(Path.Combine(folder, socket)));
    }
}
