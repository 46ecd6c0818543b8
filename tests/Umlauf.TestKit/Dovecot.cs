using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Security;
using MimeKit;

namespace Umlauf.TestKit;

/// <summary>A real IMAP server of one test on loopback: own configuration and mail folders in a temporary folder, any password lets in.</summary>
public sealed class Dovecot : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("umlauf-dovecot-").FullName;
    private Process? process;

    private Dovecot() { }

    /// <summary>Null when Dovecot is installed, else what to do about it.</summary>
    public static string? Missing { get; } =
        Component.Find("dovecot") is null ? "Dovecot is not installed: apt-get install dovecot-imapd." : null;

    public int Port { get; } = FreePort();

    /// <summary>One maildir per user, which a mail server may deliver into.</summary>
    public string MailFolder => Path.Combine(folder, "mail");

    public static async Task<Dovecot> Start()
    {
        Component.Require(Missing);
        var server = new Dovecot();
        await server.Run();
        return server;
    }

    public async Task<ImapClient> Connect(string user = "post")
    {
        var client = new ImapClient();
        await client.ConnectAsync("127.0.0.1", Port, SecureSocketOptions.None);
        await client.AuthenticateAsync(user, "any");
        return client;
    }

    /// <summary>Puts messages into a mailbox, which is made when it is not there.</summary>
    public async Task Append(string mailbox, IEnumerable<byte[]> messages)
    {
        using var client = await Connect();
        var box = await Folder(client, mailbox);
        foreach (var message in messages)
        {
            using var content = new MemoryStream(message);
            await box.AppendAsync(new AppendRequest(await MimeMessage.LoadAsync(content)));
        }
    }

    /// <summary>The exact bytes of every message, as this server serves them.</summary>
    public async Task<IReadOnlyList<byte[]>> Content(string mailbox, string user = "post")
    {
        using var client = await Connect(user);
        var box = await Folder(client, mailbox);
        await box.OpenAsync(FolderAccess.ReadOnly);
        var all = new List<byte[]>();
        for (var index = 0; index < box.Count; index++)
        {
            await using var stream = await box.GetStreamAsync(index, "");
            using var copy = new MemoryStream();
            await stream.CopyToAsync(copy);
            all.Add(copy.ToArray());
        }
        return all;
    }

    /// <summary>Forgets what the server knows of a mailbox: the same messages get new UIDs under a new UIDVALIDITY, as after a move to another server.</summary>
    public async Task Rebuild(string mailbox)
    {
        await Stop();
        var place = Path.Combine(folder, "mail", "post", mailbox == "INBOX" ? "" : $".{mailbox}");
        foreach (var file in Directory.EnumerateFiles(place, "dovecot*"))
            File.Delete(file);
        await File.WriteAllTextAsync(
            Path.Combine(place, "dovecot-uidlist"),
            $"3 V{Random.Shared.Next(1_000_000, 2_000_000_000)} N1 G{Guid.CreateVersion7():N}\n"
        );
        GiveToMailUser(place);
        await Run();
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<IMailFolder> Folder(ImapClient client, string mailbox)
    {
        if (mailbox == "INBOX")
            return client.Inbox!;
        var root = client.GetFolder(client.PersonalNamespaces[0]);
        var known = (await root.GetSubfoldersAsync()).FirstOrDefault(one => one.Name == mailbox);
        return known ?? (await root.CreateAsync(mailbox, isMessageFolder: true))!;
    }

    private async Task Run()
    {
        var mail = Directory.CreateDirectory(MailFolder).FullName;
        GiveToMailUser(folder);
        var owner = Environment.IsPrivilegedProcess ? "mail" : Environment.UserName;
        var config = Path.Combine(folder, "dovecot.conf");
        await File.WriteAllTextAsync(
            config,
            $$"""
            protocols = imap
            base_dir = {{folder}}/run
            state_dir = {{folder}}/state
            log_path = {{folder}}/log
            listen = 127.0.0.1
            ssl = no
            disable_plaintext_auth = no
            first_valid_uid = 1
            mail_max_userip_connections = 100
            default_internal_user = {{(Environment.IsPrivilegedProcess ? "dovecot" : owner)}}
            default_login_user = {{(Environment.IsPrivilegedProcess ? "dovenull" : owner)}}
            mail_location = maildir:{{mail}}/%u
            mail_uid = {{owner}}
            mail_gid = mail
            passdb {
              driver = static
              args = nopassword=y
            }
            userdb {
              driver = static
              args = uid={{owner}} gid=mail home={{mail}}/%u
            }
            service imap-login {
              inet_listener imap {
                port = {{Port}}
              }
              inet_listener imaps {
                port = 0
              }
            }
            """
        );
        process = Process.Start(
            new ProcessStartInfo(Component.Find("dovecot")!, ["-F", "-c", config])
            {
                RedirectStandardOutput = false,
                RedirectStandardError = false,
            }
        )!;
        await Wait.Until(
            async () =>
            {
                try
                {
                    (await Connect()).Dispose();
                    return true;
                }
                catch (Exception notYet) when (notYet is SocketException or IOException or ProtocolException)
                {
                    return false;
                }
            },
            $"Dovecot does not answer: {folder}/log"
        );
    }

    private async Task Stop()
    {
        if (process is null)
            return;
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
        process = null;
    }

    private static void GiveToMailUser(string path)
    {
        if (OperatingSystem.IsWindows() || !Environment.IsPrivilegedProcess)
            return;
        File.SetUnixFileMode(path, File.GetUnixFileMode(path) | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        using var chown = Process.Start("chown", ["-R", "mail:mail", path]);
        chown.WaitForExit();
    }

    internal static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
