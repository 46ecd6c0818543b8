using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Umlauf.Identity;
using Umlauf.Intake;
using Umlauf.Web.SignIn;
using static Umlauf.Web.Language;

namespace Umlauf.Web.Live;

/// <summary>What <c>live.js</c> asks for: the stream of counters, and how many arrivals are new in a view of the tray.</summary>
public static class LiveEndpoints
{
    /// <summary>The stream; it never prolongs a session.</summary>
    public const string Stream = "/neuigkeiten";

    public const string NewInTray = "/eingang/neu";

    public static void AddLive(this IServiceCollection services)
    {
        services.AddSingleton<CountWaiting>();
        services.AddSingleton<LiveStreams>();
        services.AddHostedService<LivePulse>();
    }

    public static void MapLive(this WebApplication app)
    {
        app.MapGet(Stream, Follow).Needs(Right.OwnAccount);
        app.MapGet(NewInTray, CountNew).Needs(Right.SeeTray);
    }

    private static async Task<IResult> Follow(HttpContext http, Caller caller, LiveStreams streams)
    {
        var session = await http.AuthenticateAsync(IdentityConstants.ApplicationScheme);
        var stamp = session.Principal?.FindFirstValue(SessionClaims.Stamp) ?? "";
        if (streams.Enter(caller, stamp, SessionClaims.BrowserOf(http), session.Properties?.ExpiresUtc) is not { } stream)
            return Results.StatusCode(StatusCodes.Status429TooManyRequests);
        http.Response.RegisterForDispose(stream);
        // nginx and others would keep the events back until a page full of them is there.
        http.Response.Headers["X-Accel-Buffering"] = "no";
        return TypedResults.ServerSentEvents(streams.Follow(stream, http.RequestAborted));
    }

    private static async Task<IResult> CountNew(
        Caller caller,
        ListTray listTray,
        long seit,
        string? ansicht,
        Guid? kanal,
        Guid? amt,
        CancellationToken ct
    )
    {
        var filter = new TrayFilter
        {
            View = ansicht == "klaerfaelle" ? TrayView.Exceptions : TrayView.Waiting,
            Channel = kanal is { } channel ? new ChannelId(channel) : null,
            Office = amt is { } office ? new OfficeId(office) : null,
        };
        var count = await listTray.CountSince(caller, filter, seit, ct);
        return Results.Text(
            count switch
            {
                0 => "",
                1 => T("1 neuer Eingang – Liste neu laden", "1 new arrival – reload the list"),
                _ => T(
                    $"{Show.Count(count, ListTray.MostCounted)} neue Eingänge – Liste neu laden",
                    $"{Show.Count(count, ListTray.MostCounted)} new arrivals – reload the list"
                ),
            }
        );
    }
}
