using System.Security.Cryptography;
using Microsoft.AspNetCore.Diagnostics;
using Umlauf.Platform;

namespace Umlauf.Web.Hosting;

/// <summary>Turns what went wrong into a page that people can read, with a reference number that stands in the log too.</summary>
internal static partial class ErrorPages
{
    // Without letters and digits that are mistaken for one another on the telephone.
    private const string Alphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

    public static void UseErrorPages(this WebApplication app)
    {
        app.UseWhen(
            context => !context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal),
            pages =>
            {
                pages.UseExceptionHandler(
                    new ExceptionHandlerOptions
                    {
                        ExceptionHandlingPath = "/fehler",
                        AllowStatusCode404Response = true,
                        // A sign-in that failed with the database is remembered as failed in the scope of the request.
                        CreateScopeForErrors = true,
                        SuppressDiagnosticsCallback = _ => true,
                        StatusCodeSelector = failure =>
                            IsOutage(app.Services, failure)
                                ? StatusCodes.Status503ServiceUnavailable
                                : StatusCodes.Status500InternalServerError,
                    }
                );
                pages.UseStatusCodePagesWithReExecute("/fehler/{0}");
            }
        );
    }

    /// <summary>Nothing is wrong with the request: the disk is full, or the database is not reached.</summary>
    public static bool IsOutage(HttpContext context, Exception failure) => IsOutage(context.RequestServices, failure);

    private static bool IsOutage(IServiceProvider services, Exception failure) =>
        // Missing files have types of their own: a plain one is a disk, or a group of writers that failed together.
        failure.GetType() == typeof(IOException)
        || services.GetRequiredService<Db>().IsOutage(failure);

    /// <summary>Names the failure for the telephone and writes it to the log under that name.</summary>
    public static string Refer(HttpContext context, ILogger logger)
    {
        var reference = $"{RandomNumberGenerator.GetString(Alphabet, 4)}-{RandomNumberGenerator.GetString(Alphabet, 4)}";
        if (context.Features.Get<IExceptionHandlerPathFeature>() is { } failure)
            Failed(logger, reference, failure.Endpoint?.DisplayName, failure.Error);
        return reference;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Request failed, reference {Reference}, at {Endpoint}")]
    private static partial void Failed(ILogger logger, string reference, string? endpoint, Exception failure);
}
