using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Umlauf.Web.Tests.Kit;

namespace Umlauf.Web.Tests.Common;

public sealed class FrameTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pages_are_german_until_the_visitor_chooses_english_and_stay_so()
    {
        await using var host = await WebHost.Start();
        using var visitor = host.Visitor();

        var german = await visitor.Open("/tastatur");
        var english = await visitor.Send(german, "form[action='/einstellung/sprache']", "button[value=en]");
        var later = await visitor.Open("/barrierefreiheit");

        Assert.Equal("Tastaturkürzel", german.Title);
        Assert.Equal("de", german["html"].GetAttribute("lang"));
        Assert.Equal("Keyboard shortcuts", english.Title);
        Assert.Equal("/tastatur", english.Address.AbsolutePath);
        Assert.Equal("Accessibility", later.Title);
        Assert.Equal("en", later["html"].GetAttribute("lang"));
    }

    [Fact]
    public async Task The_chosen_appearance_is_in_the_first_byte_of_the_next_page()
    {
        await using var host = await WebHost.Start();
        using var visitor = host.Visitor();

        var page = await visitor.Open("/tastatur");
        var dark = await visitor.Send(page, "form[action='/einstellung/darstellung']", "button[value=dark]");
        var auto = await visitor.Send(dark, "form[action='/einstellung/darstellung']", "button[value=auto]");

        Assert.Equal("auto", page["html"].GetAttribute("data-kern-theme"));
        Assert.Equal("dark", dark["html"].GetAttribute("data-kern-theme"));
        Assert.Equal("auto", auto["html"].GetAttribute("data-kern-theme"));
    }

    [Fact]
    public async Task A_preference_never_leads_to_another_site_and_needs_the_form()
    {
        await using var host = await WebHost.Start();
        using var visitor = host.Visitor();

        var page = await visitor.Open("/tastatur");
        var elsewhere = await visitor.Send(page, "form[action='/einstellung/sprache']", "button[value=en]", ("back", "//evil.example/"));
        using var bare = new FormUrlEncodedContent([new("value", "en"), new("back", "/")]);
        var forged = await visitor.Http.PostAsync(new Uri("/einstellung/sprache", UriKind.Relative), bare, Ct);

        Assert.Equal(host.Address.Host, elsewhere.Address.Host);
        Assert.Equal(HttpStatusCode.BadRequest, forged.StatusCode);
    }

    [Fact]
    public async Task Every_answer_forbids_inline_script_framing_and_caching()
    {
        await using var host = await WebHost.Start();
        using var visitor = host.Visitor();

        foreach (var path in new[] { "/tastatur", "/gibt-es-nicht" })
        {
            var page = await visitor.Open(path);
            var policy = page.Answer.Headers.GetValues("Content-Security-Policy").Single();

            Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
            Assert.Equal("DENY", page.Answer.Headers.GetValues("X-Frame-Options").Single());
            Assert.Equal("nosniff", page.Answer.Headers.GetValues("X-Content-Type-Options").Single());
            Assert.True(page.Answer.Headers.CacheControl!.NoStore);
            Assert.False(page.Answer.Headers.Contains("Server"));
            Assert.Empty(page.Html.QuerySelectorAll("script:not([src]), style, [style], [onclick]"));
        }
    }

    [Fact]
    public async Task A_page_that_does_not_exist_says_so_in_the_frame()
    {
        await using var host = await WebHost.Start();
        using var visitor = host.Visitor();

        var page = await visitor.Open("/gibt-es-nicht");

        Assert.Equal(HttpStatusCode.NotFound, page.Status);
        Assert.Equal("Diese Seite gibt es nicht", page.Title);
    }

    [Fact]
    public async Task A_failure_shows_a_reference_number_and_nothing_of_the_failure()
    {
        await using var host = await WebHost.Start(map: app =>
            app.MapGet("/bricht", IResult () => throw new InvalidOperationException("geheim 4711")).AllowAnonymous()
        );
        using var visitor = host.Visitor();

        var page = await visitor.Open("/bricht");

        Assert.Equal(HttpStatusCode.InternalServerError, page.Status);
        Assert.Matches("^[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}$", page[".u-code"].TextContent);
        Assert.DoesNotContain("4711", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_without_its_token_is_refused()
    {
        await using var host = await WebHost.Start();
        using var visitor = host.Visitor();
        using var body = new FormUrlEncodedContent([new("Subject", "x")]);

        var answer = await visitor.Http.PostAsync(new Uri("/bausteine", UriKind.Relative), body, Ct);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task A_refused_field_keeps_what_was_typed_and_names_the_reason_beside_it()
    {
        await using var host = await WebHost.Start();
        using var visitor = host.Visitor();

        var page = await visitor.Send(await visitor.Open("/bausteine"), "main form", null, ("Subject", "Hund <Bello>"), ("Number", "63-1"));

        Assert.Equal("Hund <Bello>", page["#Subject"].GetAttribute("value"));
        Assert.Equal("true", page["#Number"].GetAttribute("aria-invalid"));
        Assert.Equal("Number-error", page["#Number"].GetAttribute("aria-describedby"));
        Assert.Contains("Dieses Aktenzeichen gibt es nicht.", page["#Number-error"].TextContent, StringComparison.Ordinal);
    }
}
