using System.Collections.Concurrent;
using System.Threading.RateLimiting;

namespace Umlauf.Web.SignIn;

/// <summary>Slows down guessing: counts failures for each address and each login, and lets a code of the authenticator app count only once.</summary>
public sealed class SignInLimits(SignInSettings settings, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(5);
    private readonly PartitionedRateLimiter<string> addresses = Limiter(settings.FailuresPerAddress);
    private readonly PartitionedRateLimiter<string> logins = Limiter(settings.FailuresPerLogin);
    private readonly ConcurrentDictionary<(string Account, string Code), long> used = new();

    /// <summary>Whether another attempt may be made.</summary>
    public bool Allow(string address, string login)
    {
        using var byAddress = addresses.AttemptAcquire(address, 0);
        using var byLogin = logins.AttemptAcquire(login, 0);
        return byAddress.IsAcquired && byLogin.IsAcquired;
    }

    public void Failed(string address, string login)
    {
        addresses.AttemptAcquire(address).Dispose();
        logins.AttemptAcquire(login).Dispose();
    }

    /// <summary>False when the code was used before: whoever looks over a shoulder comes too late (ASVS 5.0, 6.5.1).</summary>
    public bool UseOnce(string account, string code)
    {
        foreach (var old in used.Where(one => clock.GetElapsedTime(one.Value) > Window))
            used.TryRemove(old);
        return used.TryAdd((account, code), clock.GetTimestamp());
    }

    public void Dispose()
    {
        addresses.Dispose();
        logins.Dispose();
    }

    private static PartitionedRateLimiter<string> Limiter(int failures) =>
        PartitionedRateLimiter.Create<string, string>(key =>
            RateLimitPartition.GetSlidingWindowLimiter(
                key,
                _ => new SlidingWindowRateLimiterOptions
                {
                    PermitLimit = failures,
                    Window = Window,
                    SegmentsPerWindow = 5,
                    QueueLimit = 0,
                }
            )
        );
}
