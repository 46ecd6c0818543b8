using System.Diagnostics;
using System.Net.Sockets;

namespace Umlauf.TestKit;

/// <summary>
/// A real mail server of one test on loopback: own configuration and queue in a temporary folder, it delivers <c>erika</c>, <c>stadt</c> and <c>archiv</c> at <c>example.org</c> into
/// the maildirs of a <see cref="Dovecot"/>. It refuses <c>nie@</c> for good and <c>spaeter@</c> for now.
/// </summary>
public sealed class Postfix : IAsyncDisposable
{
    private static readonly string[] users = ["erika", "stadt", "archiv"];
    private readonly string folder = Directory.CreateTempSubdirectory("umlauf-postfix-").FullName;
    private readonly Dovecot mailboxes;

    private Postfix(Dovecot mailboxes) => this.mailboxes = mailboxes;

    /// <summary>Null when Postfix can run here, else what to do about it.</summary>
    public static string? Missing { get; } =
        Component.Find("postfix") is null ? "Postfix is not installed: apt-get install postfix (without configuration)."
        : Environment.IsPrivilegedProcess ? null
        : "Postfix starts only as root.";

    public int Port { get; } = Dovecot.FreePort();

    public static async Task<Postfix> Start(Dovecot mailboxes)
    {
        Component.Require(Missing);
        var server = new Postfix(mailboxes);
        await server.Configure();
        await server.Run();
        return server;
    }

    /// <summary>The server goes away, with everything that it has not delivered kept in its queue.</summary>
    public Task Stop() => Call("stop");

    public async Task Run()
    {
        await Call("start");
        await Wait.Until(Answers, $"Postfix does not answer: {folder}/log");
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        Directory.Delete(folder, recursive: true);
    }

    private async Task Configure()
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder, File.GetUnixFileMode(folder) | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        Directory.CreateDirectory(Path.Combine(folder, "queue"));
        Directory.CreateDirectory(Path.Combine(folder, "data"));
        using (var chown = Process.Start("chown", ["postfix", Path.Combine(folder, "data")]))
            await chown.WaitForExitAsync();
        var mail = await Output("id", "-u", "mail");
        var group = await Output("id", "-g", "mail");
        await File.WriteAllTextAsync(
            Path.Combine(folder, "main.cf"),
            $"""
            compatibility_level = 3.6
            queue_directory = {folder}/queue
            data_directory = {folder}/data
            maillog_file = {folder}/log
            maillog_file_prefixes = {folder}
            myhostname = mail.example.org
            mydestination =
            alias_maps =
            alias_database =
            inet_interfaces = loopback-only
            inet_protocols = ipv4
            mynetworks = 127.0.0.0/8
            virtual_mailbox_domains = example.org
            virtual_mailbox_base = {mailboxes.MailFolder}
            virtual_mailbox_maps = texthash:{folder}/mailboxes
            virtual_mailbox_limit = 0
            message_size_limit = 30000000
            virtual_minimum_uid = 1
            virtual_uid_maps = static:{mail}
            virtual_gid_maps = static:{group}
            smtpd_recipient_restrictions = check_recipient_access regexp:{folder}/refused, permit_mynetworks, reject
            smtpd_client_connection_count_limit = 0
            in_flow_delay = 0
            """
        );
        await File.WriteAllTextAsync(
            Path.Combine(folder, "mailboxes"),
            string.Concat(users.Select(user => $"{user}@example.org {user}/\n"))
        );
        await File.WriteAllTextAsync(
            Path.Combine(folder, "refused"),
            "/^nie@/ 550 5.1.1 Kein solches Postfach bei uns\n/^spaeter@/ 450 4.2.0 Gerade nicht, bitte spaeter\n"
        );
        await File.WriteAllTextAsync(
            Path.Combine(folder, "master.cf"),
            $"""
            127.0.0.1:{Port} inet n - n - - smtpd
            cleanup unix n - n - 0 cleanup
            qmgr unix n - n 300 1 qmgr
            rewrite unix - - n - - trivial-rewrite
            bounce unix - - n - 0 bounce
            defer unix - - n - 0 bounce
            trace unix - - n - 0 bounce
            proxymap unix - - n - - proxymap
            anvil unix - - n - 1 anvil
            error unix - - n - - error
            retry unix - - n - - error
            virtual unix - n n - - virtual
            postlog unix-dgram n - n - 1 postlogd

            """
        );
    }

    private async Task<bool> Answers()
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync("127.0.0.1", Port);
            using var reader = new StreamReader(client.GetStream());
            return (await reader.ReadLineAsync())?.StartsWith("220", StringComparison.Ordinal) == true;
        }
        catch (Exception notYet) when (notYet is SocketException or IOException)
        {
            return false;
        }
    }

    private Task<string> Call(string command) => Output(Component.Find("postfix")!, "-c", folder, command);

    private static async Task<string> Output(string program, params string[] arguments)
    {
        // The daemon keeps the pipes that it inherits: its starter must not wait for their end.
        var pipe = program == "id";
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = pipe })!;
        var output = pipe ? await process.StandardOutput.ReadToEndAsync() : "";
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
        return output.Trim();
    }
}
