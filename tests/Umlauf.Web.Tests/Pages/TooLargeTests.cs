using System.Net;
using System.Net.Sockets;
using System.Text;
using Umlauf.Intake;
using Umlauf.Web.Pages.Intake;
using Umlauf.Web.Tests.Kit;

namespace Umlauf.Web.Tests.Pages;

public sealed class TooLargeTests(TownHall town, Browser browser)
{
    private const string Boundary = "----grenze";

    private static string Limit => Moments.Bytes(UploadModel.Largest);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_upload_that_lies_about_its_length_is_cut_off_while_it_streams_and_told_why()
    {
        var name = $"riesig-{Guid.CreateVersion7():N}.bin";
        using var visitor = await town.SignedIn("poststelle");
        var page = await visitor.Open("/eingang/hochladen");
        var token = page["main form input[name=_form]"].GetAttribute("value")!;

        var (answer, sent) = await Stream(visitor, token, name, UploadModel.Largest * 3);

        Assert.StartsWith("HTTP/1.1 413", answer, StringComparison.Ordinal);
        var words = WebUtility.HtmlDecode(answer);
        Assert.Contains($"Auf einmal werden höchstens {Limit} angenommen. Es wurde nichts gespeichert.", words, StringComparison.Ordinal);
        Assert.Contains("senden Sie weniger oder kleinere Dateien", words, StringComparison.Ordinal);
        Assert.True(sent < UploadModel.Largest * 2, $"{sent} bytes were taken before the answer");
        var newest = await town.Get<ListArrivals>().Run(town["poststelle"], new ArrivalFilter { Limit = 50 }, Ct);
        Assert.DoesNotContain(newest.Value.Arrivals, arrival => arrival.FileName == name);
    }

    [Fact]
    public async Task A_browser_that_sends_too_much_shows_the_page_that_says_so()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("umlauf-large-").FullName, "gross.bin");
        await using (var stream = File.Create(file))
            stream.SetLength(UploadModel.Largest + 1);
        using var visitor = await town.SignedIn("poststelle");
        await using var window = await browser.Open(town.Host.Address, script: false);
        await window.Use(visitor);

        await window.Go("/eingang/hochladen");
        await window.Page.SetInputFilesAsync("#Files", file);
        await window.Page.ClickAsync("main form button");
        var said = await window.Page.InnerTextAsync("main");

        Assert.Contains("Das ist zu groß", said, StringComparison.Ordinal);
        Assert.Contains($"höchstens {Limit}", said, StringComparison.Ordinal);
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
    }

    [Fact]
    public async Task A_form_without_files_that_is_too_long_is_told_its_own_limit()
    {
        using var visitor = await town.SignedIn("sommer");
        var page = await visitor.Open("/konto");

        var refused = await visitor.Send(page, "form[action$='handler=Password']", null, ("Present", new string('x', 5 << 20)));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, refused.Status);
        Assert.Contains("höchstens 4,2 MB", refused.Words, StringComparison.Ordinal);
    }

    /// <summary>Sends a form in chunks that says it were short; stops when an answer comes or the connection is closed.</summary>
    private async Task<(string Answer, long Sent)> Stream(Visitor visitor, string token, string name, long most)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(town.Host.Address.Host, town.Host.Address.Port, Ct);
        await using var line = socket.GetStream();
        await line.WriteAsync(
            Encoding.ASCII.GetBytes(
                $"POST /eingang/hochladen HTTP/1.1\r\nHost: {town.Host.Address.Authority}\r\nUser-Agent: {Visitor.UserAgent}\r\n"
                    + $"Cookie: {visitor.Cookies.GetCookieHeader(town.Host.Address)}\r\nContent-Type: multipart/form-data; boundary={Boundary}\r\n"
                    + "Content-Length: 100\r\nTransfer-Encoding: chunked\r\n\r\n"
            ),
            Ct
        );
        await Chunk(
            Encoding.ASCII.GetBytes(
                $"--{Boundary}\r\nContent-Disposition: form-data; name=\"_form\"\r\n\r\n{token}\r\n--{Boundary}\r\n"
                    + $"Content-Disposition: form-data; name=\"Files\"; filename=\"{name}\"\r\nContent-Type: application/octet-stream\r\n\r\n"
            )
        );
        var (piece, sent) = (new byte[1 << 20], 0L);
        try
        {
            for (; sent < most && !line.DataAvailable; sent += piece.Length)
                await Chunk(piece);
        }
        catch (IOException)
        {
            // Cut off: what was answered before can still be read.
        }
        var answer = new MemoryStream();
        try
        {
            await line.CopyToAsync(answer, Ct);
        }
        catch (IOException)
        {
            // The server closed without waiting for the rest.
        }
        return (Encoding.UTF8.GetString(answer.ToArray()), sent);

        async Task Chunk(byte[] bytes)
        {
            await line.WriteAsync(Encoding.ASCII.GetBytes($"{bytes.Length:x}\r\n"), Ct);
            await line.WriteAsync(bytes, Ct);
            await line.WriteAsync("\r\n"u8.ToArray(), Ct);
        }
    }
}
