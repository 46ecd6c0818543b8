using System.Net;
using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Umlauf.Web.Tests.Kit;

/// <summary>Somebody with a browser that runs no script: opens pages, fills forms, follows redirects.</summary>
public sealed class Visitor : IDisposable
{
    private readonly HttpClient http;

    /// <summary>A session belongs to the browser in which it began; visitors and windows are the same one.</summary>
    public const string UserAgent = "Mozilla/5.0 (Umlauf tests)";

    public Visitor(Uri address)
    {
#pragma warning disable RS0030 // The visitor is a browser, not a client of the product.
        http = new HttpClient(
            new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                CookieContainer = Cookies,
                AutomaticDecompression = DecompressionMethods.All,
            }
        )
        {
            BaseAddress = address,
        };
#pragma warning restore RS0030
        http.DefaultRequestHeaders.UserAgent.ParseAdd(UserAgent);
    }

    public CookieContainer Cookies { get; } = new();

    public HttpClient Http => http;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async Task<Page> Open(string path) => await Follow(await http.GetAsync(new Uri(path, UriKind.Relative), Ct));

    /// <summary>Sends a form of the page with some of its fields filled in, as pressing its button would.</summary>
    /// <param name="page">The page that shows the form.</param>
    /// <param name="form">CSS selector of the form.</param>
    /// <param name="button">CSS selector of the button, where the form has several.</param>
    /// <param name="fields">Name and value of the fields that the person fills in.</param>
    public async Task<Page> Send(Page page, string form, string? button = null, params (string Name, string Value)[] fields)
    {
        var element =
            page.Html.QuerySelector(form) as IHtmlFormElement ?? throw new InvalidOperationException($"No form {form} on {page.Address}");
        var values = new List<KeyValuePair<string, string>>();
        foreach (var control in element.Elements)
        {
            var name = control.GetAttribute("name");
            if (string.IsNullOrEmpty(name) || fields.Any(field => field.Name == name))
                continue;
            switch (control)
            {
                case IHtmlInputElement { Type: "checkbox" or "radio", IsChecked: false }:
                case IHtmlInputElement { Type: "file" or "submit" }:
                case IHtmlButtonElement when button is null || !control.Matches(button):
                    break;
                case IHtmlInputElement input:
                    values.Add(new(name, input.Value));
                    break;
                case IHtmlSelectElement select:
                    values.Add(new(name, select.Value ?? ""));
                    break;
                case IHtmlTextAreaElement area:
                    values.Add(new(name, area.Value));
                    break;
                case IHtmlButtonElement pressed:
                    values.Add(new(name, pressed.Value));
                    break;
            }
        }
        values.AddRange(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        var pressedButton = button is null ? null : element.QuerySelector(button);
        var target = new Uri(
            page.Address,
            pressedButton?.GetAttribute("formaction") ?? element.GetAttribute("action") ?? page.Address.PathAndQuery
        );
        if (string.Equals(element.Method, "get", StringComparison.OrdinalIgnoreCase))
            return await Open(target.AbsolutePath + "?" + await new FormUrlEncodedContent(values).ReadAsStringAsync(Ct));
        using var body = new FormUrlEncodedContent(values);
        return await Follow(await http.PostAsync(target, body, Ct));
    }

    public void Dispose() => http.Dispose();

    private async Task<Page> Follow(HttpResponseMessage answer)
    {
        for (var hops = 0; hops < 5 && answer.Headers.Location is { } location; hops++)
            answer = await http.GetAsync(new Uri(answer.RequestMessage!.RequestUri!, location), Ct);
        var text = await answer.Content.ReadAsStringAsync(Ct);
        var html = await BrowsingContext.New(Configuration.Default).OpenAsync(request => request.Content(text), Ct);
        return new Page(answer, answer.RequestMessage!.RequestUri!, text, html);
    }
}

/// <summary>What the visitor sees after the last redirect.</summary>
public sealed record Page(HttpResponseMessage Answer, Uri Address, string Text, IDocument Html)
{
    public HttpStatusCode Status => Answer.StatusCode;

    public string? Title => Html.QuerySelector("h1")?.TextContent.Trim();

    public IElement this[string selector] =>
        Html.QuerySelector(selector) ?? throw new InvalidOperationException($"No {selector} on {Address}");

    public string Words => string.Join(' ', (Html.Body?.TextContent ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
