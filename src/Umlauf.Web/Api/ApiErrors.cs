using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Diagnostics;
using Umlauf.Platform;
using Umlauf.Web.Hosting;

namespace Umlauf.Web.Api;

/// <summary>What programs are told when a call itself is wrong, or when we fail: always problem details, never a page.</summary>
internal static partial class ApiErrors
{
    public static readonly Refusal BadRequest = new(
        "api.bad-request",
        "Die Anfrage ist nicht lesbar. Es wurde nichts geändert.",
        "The request cannot be read. Nothing was changed.",
        400
    );

    public static readonly Refusal UnknownField = new(
        "api.unknown-field",
        "Die Anfrage enthält ein unbekanntes Feld. Es wurde nichts geändert.",
        "The request has an unknown field. Nothing was changed.",
        400
    );

    public static readonly Refusal NotFound = new(
        "api.not-found",
        "Diesen Aufruf gibt es nicht; alle stehen unter /api/openapi.json.",
        "There is no such call; all of them are listed at /api/openapi.json.",
        404
    );

    public static readonly Refusal WrongMethod = new(
        "api.wrong-method",
        "Diese Adresse kennt die Methode nicht; die Kopfzeile Allow nennt die richtigen.",
        "This address does not know the method; the header Allow names the right ones.",
        405
    );

    public static readonly Refusal WrongType = new(
        "api.wrong-type",
        "Der Inhalt muss als application/json gesendet werden. Es wurde nichts geändert.",
        "The body must be sent as application/json. Nothing was changed.",
        415
    );

    public static readonly Refusal Failed = new(
        "api.failed",
        "Das hat nicht geklappt; der Fehler liegt bei uns. Bitte nennen Sie dem Betrieb die Kennung.",
        "This went wrong, and it is our fault. Please tell the operator the reference.",
        500
    );

    public static readonly Refusal Unavailable = new(
        "api.unavailable",
        "Der Speicher oder die Datenbank nimmt gerade nichts an. Es wurde nichts gespeichert; bitte senden Sie es später noch einmal.",
        "The storage or the database does not take anything just now. Nothing was stored; please send it again later.",
        503
    );

    public static void UseApiErrors(this WebApplication app) =>
        app.UseWhen(
            context => context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal),
            api =>
            {
                api.UseExceptionHandler(
                    new ExceptionHandlerOptions { ExceptionHandler = Explain, SuppressDiagnosticsCallback = _ => true }
                );
                api.UseStatusCodePages(pages => Explain(pages.HttpContext, pages.HttpContext.Response.StatusCode));
            }
        );

    private static Task Explain(HttpContext context, int status) =>
        status switch
        {
            StatusCodes.Status404NotFound => Answers.Problem(NotFound).ExecuteAsync(context),
            StatusCodes.Status405MethodNotAllowed => Answers.Problem(WrongMethod).ExecuteAsync(context),
            StatusCodes.Status415UnsupportedMediaType => Answers.Problem(WrongType).ExecuteAsync(context),
            _ => Results.Problem(statusCode: status).ExecuteAsync(context),
        };

    private static Task Explain(HttpContext context)
    {
        var failure = context.Features.Get<IExceptionHandlerFeature>()!.Error;
        var refusal = failure switch
        {
            BadHttpRequestException { InnerException: JsonException json }
                when UnmappedField().Match(json.Message) is { Success: true } field => UnknownField.With(field.Groups["name"].Value),
            BadHttpRequestException { InnerException: null } bad when Parameter().Match(bad.Message) is { Success: true } wrong =>
                BadRequest.With($"{wrong.Groups["name"].Value}: {wrong.Groups["value"].Value}"),
            BadHttpRequestException { InnerException: null } bad when bad.Message.StartsWith("Implicit body", StringComparison.Ordinal) =>
                BadRequest.With(Language.T("Der Inhalt (JSON) fehlt.", "The body (JSON) is missing.")),
            BadHttpRequestException bad => BadRequest.With(bad.InnerException?.Message ?? bad.Message) with { Status = bad.StatusCode },
            // A log entry under a reference as well: the operator must see it.
            _ when ErrorPages.IsOutage(context, failure) => Unavailable.With(
                ErrorPages.Refer(context, context.RequestServices.GetRequiredService<ILogger<WebApplication>>())
            ),
            _ => Failed.With(ErrorPages.Refer(context, context.RequestServices.GetRequiredService<ILogger<WebApplication>>())),
        };
        if (refusal.Status == StatusCodes.Status503ServiceUnavailable)
            context.Response.Headers.RetryAfter = "60";
        return Answers.Problem(refusal).ExecuteAsync(context);
    }

    // Framework words for a value that does not fit its parameter.
    [GeneratedRegex("^Failed to bind parameter \"[^ ]+ (?<name>[^\"]+)\" from \"(?<value>.*)\"\\.$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Parameter();

    // The message of System.Text.Json is the only place that names the field.
    [GeneratedRegex("^The JSON property '(?<name>[^']*)' could not be mapped", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex UnmappedField();
}
