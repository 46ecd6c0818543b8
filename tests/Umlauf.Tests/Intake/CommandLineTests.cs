using Microsoft.Extensions.DependencyInjection;
using Umlauf.Identity;
using Umlauf.Journal;
using Umlauf.Platform;
using Umlauf.TestKit;
using Xunit;
using static Umlauf.Tests.Intake.IntakeHouse;

namespace Umlauf.Tests.Intake;

/// <summary>What mail transfer agents and scripts rely on: exit codes, one JSON object, nothing else on standard output.</summary>
public sealed class CommandLineTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("umlauf-cli-").FullName;

    private string Data => Path.Combine(folder, "data");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Staff_come_from_a_file_with_start_passwords_and_only_once()
    {
        await UmlaufProgram.CreateTown(Data);
        await using (var services = UmlaufProgram.Services(Data))
        {
            var town = (await services.GetRequiredService<ListJournals>().Run(Ct)).Single(one => one != TenantId.Installation);
            var program = Caller.Program(town);
            var top = (await services.GetRequiredService<ListOffices>().Run(program, Ct))[0];
            Assert.True((await services.GetRequiredService<AddOffice>().Run(program, top.Office.Id, "50", "Sozialamt", Ct)).Ok);
        }
        var file = Path.Combine(folder, "personal.csv");
        await File.WriteAllTextAsync(file, "anmeldename;name;amt;leitung\nkaya;Derya Kaya;50;ja\nsommer;Jürgen Sommer;50;\n", Ct);
        var wrong = Path.Combine(folder, "falsch.csv");
        await File.WriteAllTextAsync(wrong, "anmeldename;name;amt\nneu;Neu;99\n", Ct);

        var tried = await UmlaufProgram.Call(null, "import", file, "--data", Data, "--dry-run");
        var added = await UmlaufProgram.Call(null, "import", file, "--data", Data);
        var again = await UmlaufProgram.Call(null, "import", file, "--data", Data);
        var refused = await UmlaufProgram.Call(null, "import", wrong, "--data", Data);

        Assert.Equal((0, "kaya\nsommer\n"), (tried.Code, tried.Output));
        Assert.Contains("would be added 2, already there 0", tried.Errors, StringComparison.Ordinal);
        Assert.Equal(0, added.Code);
        Assert.Matches("^kaya\t\\S{8,}\nsommer\t\\S{8,}\n$", added.Output);
        Assert.Contains("added 2, already there 0", added.Errors, StringComparison.Ordinal);
        Assert.Equal((0, ""), (again.Code, again.Output));
        Assert.Equal(1, refused.Code);
        Assert.Contains("Zeile 2: Amt 99", refused.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_piped_message_is_taken_once()
    {
        var first = await UmlaufProgram.Json(Mail("Über den Zaun"), "intake", "-", "--data", Data, "--json");
        var again = await UmlaufProgram.Json(Mail("Über den Zaun"), "intake", "-", "--data", Data, "--json");

        Assert.Equal((1, 1, 0), Counts(first));
        Assert.Equal((1, 0, 1), Counts(again));
        Assert.Equal("read", (string)first["items"]![0]!["state"]!);
        Assert.Equal(ContentHash.Of(Mail("Über den Zaun")).Hex, (string)first["items"]![0]!["sha256"]!);
        Assert.Equal((string)first["items"]![0]!["id"]!, (string)again["items"]![0]!["id"]!);
    }

    [Theory]
    [InlineData("umlauf [command]", "--help")]
    [InlineData("umlauf intake", "intake", "--help")]
    public async Task Help_calls_the_program_by_its_name(string usage, params string[] arguments)
    {
        var (code, output, _) = await UmlaufProgram.Call(null, arguments);

        Assert.Equal(0, code);
        Assert.Contains($"  {usage}", output, StringComparison.Ordinal);
        Assert.DoesNotContain("Umlauf.Cli", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Folders_are_taken_with_everything_in_them_and_mailboxes_message_by_message()
    {
        var post = Directory.CreateDirectory(Path.Combine(folder, "post", "unten")).FullName;
        await File.WriteAllBytesAsync(Path.Combine(post, "eins.eml"), Mail("eins"), Ct);
        await File.WriteAllBytesAsync(Path.Combine(post, "leer"), [], Ct);
        var box = "From a@b Mon Nov 23 08:00:00 2026\n"u8.ToArray().Concat(Mail("zwei")).Concat("\n"u8.ToArray()).ToArray();
        await File.WriteAllBytesAsync(Path.Combine(post, "..", "kasten.mbox"), [.. box, .. box], Ct);
        // Begins like a mailbox, but is one message: it keeps its line.
        await File.WriteAllBytesAsync(Path.Combine(post, "einzeln.mbox"), box, Ct);

        var report = await UmlaufProgram.Json(null, "intake", Path.Combine(folder, "post"), "--data", Data, "--json");
        Assert.Equal((5, 5, 0), Counts(report));
        Assert.Equal(1, (int)report["exceptions"]!);
        Assert.Contains(report["items"]!.AsArray(), item => (string)item!["sha256"]! == ContentHash.Of(box).Hex);
        Assert.Equal(
            2,
            report["items"]!.AsArray().Count(item => ((string)item!["source"]!).Contains("kasten.mbox#", StringComparison.Ordinal))
        );

        var again = await UmlaufProgram.Json(null, "intake", Path.Combine(folder, "post"), "--data", Data, "--json");
        Assert.Equal((5, 0, 5), Counts(again));
        Assert.Equal(0, (await UmlaufProgram.Call(null, "verify", "--data", Data)).Code);
    }

    [Fact]
    public async Task Where_another_program_holds_the_folder_nothing_is_taken_and_the_sender_keeps_it()
    {
        using var other = new DataFolder(Data).TryLock();

        var (code, output, errors) = await UmlaufProgram.Call(Mail("später"), "intake", "-", "--data", Data);

        Assert.Equal((75, ""), (code, output));
        Assert.Contains("Another program", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_path_is_a_temporary_failure_and_no_path_a_usage_error()
    {
        Assert.Equal(75, (await UmlaufProgram.Call(null, "intake", Path.Combine(folder, "nirgends"), "--data", Data)).Code);
        Assert.Equal(2, (await UmlaufProgram.Call(null, "intake", "--data", Data)).Code);
    }

    [Fact]
    public async Task While_the_program_runs_the_command_hands_post_to_it()
    {
        var post = Directory.CreateDirectory(Path.Combine(folder, "post")).FullName;
        await File.WriteAllBytesAsync(Path.Combine(post, "Grüße & Küsse.eml"), Mail("eins"), Ct);
        await File.WriteAllBytesAsync(Path.Combine(post, "leer"), [], Ct);
        await UmlaufProgram.CreateTown(Data);
        // Taken without the program first: through the program it is the same delivery.
        await UmlaufProgram.Json(null, "intake", Path.Combine(post, "leer"), "--data", Data, "--json");

        await using var program = await UmlaufProgram.Serve(Data);
        var report = await UmlaufProgram.Json(null, "intake", post, "--data", Data, "--json");
        var piped = await UmlaufProgram.Json(Mail("zwei"), "intake", "-", "--data", Data, "--json");

        Assert.Equal((2, 1, 1), Counts(report));
        Assert.Equal(
            ["exception", "read"],
            report["items"]!.AsArray().Select(item => (string)item!["state"]!).Order(StringComparer.Ordinal)
        );
        Assert.Equal((1, 1, 0), Counts(piped));
    }

    [Fact]
    public async Task A_path_that_cannot_be_read_does_not_stop_the_others()
    {
        var post = Directory.CreateDirectory(Path.Combine(folder, "post")).FullName;
        await File.WriteAllBytesAsync(Path.Combine(post, "eins.eml"), Mail("eins"), Ct);
        File.CreateSymbolicLink(Path.Combine(post, "abgerissen"), Path.Combine(folder, "nirgends"));
        File.CreateSymbolicLink(Path.Combine(post, "im-kreis"), post);

        var (code, output, errors) = await UmlaufProgram.Call(
            null,
            "intake",
            post,
            Path.Combine(folder, "fehlt.mbox"),
            "--data",
            Data,
            "--json"
        );

        Assert.Equal(1, code);
        Assert.Equal((1, 1, 0), Counts(System.Text.Json.Nodes.JsonNode.Parse(output)!.AsObject()));
        Assert.Contains("not taken: " + Path.Combine(post, "abgerissen"), errors, StringComparison.Ordinal);
        Assert.Contains("not taken: " + Path.Combine(folder, "fehlt.mbox"), errors, StringComparison.Ordinal);
    }

    [Fact(Timeout = 300_000)]
    public async Task What_is_no_file_is_passed_by_in_a_folder_and_refused_by_its_name()
    {
        var post = Directory.CreateDirectory(Path.Combine(folder, "post")).FullName;
        await File.WriteAllBytesAsync(Path.Combine(post, "eins.eml"), Mail("eins"), TestContext.Current.CancellationToken);
        SpecialFiles.Make(post, "pipe.eml", "steckdose");
        var pipe = Path.Combine(post, "pipe.eml");
        File.CreateSymbolicLink(Path.Combine(post, "endlos"), "/dev/zero");

        var inFolder = await UmlaufProgram.Call(null, "intake", post, "--data", Data, "--json");
        var named = await UmlaufProgram.Call(null, "intake", pipe, Path.Combine(post, "endlos"), post, "--data", Data, "--json");
        await UmlaufProgram.CreateTown(Data);
        await using var program = await UmlaufProgram.Serve(Data);
        var handedOver = await UmlaufProgram.Call(null, "intake", pipe, post, "--data", Data, "--json");

        Assert.True(inFolder.Code == 0, inFolder.Errors);
        Assert.Equal((1, 1, 0), Counts(System.Text.Json.Nodes.JsonNode.Parse(inFolder.Output)!.AsObject()));
        foreach (var (code, output, errors) in new[] { named, handedOver })
        {
            Assert.Equal(1, code);
            Assert.Equal((1, 0, 1), Counts(System.Text.Json.Nodes.JsonNode.Parse(output)!.AsObject()));
            Assert.Contains($"not taken: {pipe}: This is a pipe, a socket or a device", errors, StringComparison.Ordinal);
        }
    }

    [Fact(Timeout = 300_000)]
    public async Task Links_that_lead_in_a_circle_are_followed_once()
    {
        var post = Directory.CreateDirectory(Path.Combine(folder, "post")).FullName;
        var other = Directory.CreateDirectory(Path.Combine(folder, "anderes", "unten")).FullName;
        await File.WriteAllBytesAsync(Path.Combine(other, "eins.eml"), Mail("eins"), TestContext.Current.CancellationToken);
        Directory.CreateSymbolicLink(Path.Combine(other, "hinauf"), "..");
        Directory.CreateSymbolicLink(Path.Combine(post, "verweis"), Path.Combine("..", "anderes"));
        File.CreateSymbolicLink(Path.Combine(post, "a"), "b");
        File.CreateSymbolicLink(Path.Combine(post, "b"), "a");

        var (code, output, errors) = await UmlaufProgram.Call(null, "intake", post, "--data", Data, "--json");

        Assert.Equal(1, code);
        Assert.Equal((1, 1, 0), Counts(System.Text.Json.Nodes.JsonNode.Parse(output)!.AsObject()));
        Assert.Contains("not taken: " + Path.Combine(post, "a"), errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ \"intake\": ", "umlauf.json")]
    [InlineData("{ \"intake\": { \"maxBytes\": \"viel\" } }", "maxBytes")]
    [InlineData("{ \"database\": \"quatsch\" }", "database")]
    public async Task A_wrong_setting_is_named_and_the_sender_keeps_the_message(string settings, string named)
    {
        Directory.CreateDirectory(Data);
        await File.WriteAllTextAsync(Path.Combine(Data, "umlauf.json"), settings, Ct);

        var (code, output, errors) = await UmlaufProgram.Call(Mail("später"), "intake", "-", "--data", Data);

        Assert.Equal((75, ""), (code, output));
        Assert.StartsWith("umlauf: a setting is wrong: ", errors, StringComparison.Ordinal);
        Assert.Contains(named, errors, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_that_is_too_large_goes_back_to_its_sender()
    {
        Directory.CreateDirectory(Data);
        await File.WriteAllTextAsync(Path.Combine(Data, "umlauf.json"), "{ \"intake\": { \"maxBytes\": 100 } }", Ct);

        var alone = await UmlaufProgram.Call(Mail("zu lang"), "intake", "-", "--data", Data);
        await UmlaufProgram.CreateTown(Data);
        await using var program = await UmlaufProgram.Serve(Data);
        var handedOver = await UmlaufProgram.Call(Mail("zu lang"), "intake", "-", "--data", Data);

        foreach (var (code, output, errors) in new[] { alone, handedOver })
        {
            Assert.Equal((1, ""), (code, output));
            Assert.StartsWith("not taken: -: ", errors, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Post_for_an_administration_that_does_not_exist_is_not_taken()
    {
        await UmlaufProgram.CreateTown(Data);

        var (code, _, errors) = await UmlaufProgram.Call(Mail("verirrt"), "intake", "-", "--data", Data, "--tenant", "99");

        Assert.Equal(75, code);
        Assert.Contains("There is no administration 99 here", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("verify")]
    [InlineData("search", "Wohngeld")]
    public async Task Looking_into_a_folder_without_an_installation_says_so_and_makes_none(params string[] verb)
    {
        var (code, output, errors) = await UmlaufProgram.Call(null, [.. verb, "--data", Data]);

        Assert.Equal((2, ""), (code, output));
        Assert.Contains("There is no installation in", errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Data));
    }

    private static (int Received, int New, int Repeated) Counts(System.Text.Json.Nodes.JsonObject report) =>
        ((int)report["received"]!, (int)report["new"]!, (int)report["repeated"]!);
}
