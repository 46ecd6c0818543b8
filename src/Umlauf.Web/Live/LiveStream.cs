using Umlauf.Identity;
using Umlauf.Platform;

namespace Umlauf.Web.Live;

/// <summary>One open stream (laufender Zähler): whose it is, and when it ends.</summary>
public sealed class LiveStream(
    LiveStreams all,
    TenantId tenant,
    StaffMemberId staff,
    string stamp,
    string browser,
    DateTimeOffset? sessionEnds
) : IDisposable
{
    private readonly CancellationTokenSource ended = new();

    public TenantId Tenant => tenant;

    public StaffMemberId Staff => staff;

    /// <summary>What the session carries; when the person's own is another one, the session is over.</summary>
    public string Stamp => stamp;

    /// <summary>The browser that the session is pinned to.</summary>
    public string Browser => browser;

    public DateTimeOffset? SessionEnds => sessionEnds;

    public CancellationToken Ended => ended.Token;

    public void End() => ended.Cancel();

    public void Dispose() => all.Leave(this);
}
