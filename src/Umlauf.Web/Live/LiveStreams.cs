using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Umlauf.Identity;
using Umlauf.Journal;
using Umlauf.Platform;

namespace Umlauf.Web.Live;

/// <summary>
/// The open streams of counters (laufende Zähler). A stream looks again only after an act in its administration, at most every two seconds, and all
/// streams of a person share one look. It ends with the session, at sign-out, with the program, and after a quarter of an hour, when the browser asks again.
/// </summary>
public sealed class LiveStreams(
    CountWaiting countWaiting,
    LoadCaller loadCaller,
    JournalWriter journal,
    Db db,
    TimeProvider clock,
    IHostApplicationLifetime program
)
{
    public const int MostPerPerson = 12;
    public const int MostPerNode = 5000;

    private static readonly TimeSpan gap = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan heartbeat = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan longest = TimeSpan.FromMinutes(15);
    private static readonly WaitingCounts nothing = new(new Dictionary<string, string>(StringComparer.Ordinal));

    private readonly ConcurrentDictionary<LiveStream, Done> open = [];
    private readonly ConcurrentDictionary<(TenantId, StaffMemberId, string Language), Look> looks = [];

    /// <summary>Administrations in which somebody listens.</summary>
    public IEnumerable<TenantId> Tenants => open.Keys.Select(stream => stream.Tenant).Distinct();

    public int Count => open.Count;

    public int CountOf(Caller person) => open.Keys.Count(one => one.Staff == person.Staff && one.Tenant == person.Tenant);

    /// <summary>Null when the person, or everybody together, has too many open already.</summary>
    public LiveStream? Enter(Caller by, string stamp, string browser, DateTimeOffset? sessionEnds)
    {
        if (open.Count >= MostPerNode || CountOf(by) >= MostPerPerson)
            return null;
        var stream = new LiveStream(this, by.Tenant, by.Staff!.Value, stamp, browser, sessionEnds);
        open[stream] = default;
        return stream;
    }

    /// <summary>Ends the streams of a person in one browser; null = in all.</summary>
    public void End(Caller by, string? browser)
    {
        foreach (
            var stream in open.Keys.Where(one =>
                one.Staff == by.Staff && one.Tenant == by.Tenant && (browser ?? one.Browser) == one.Browser
            )
        )
            stream.End();
    }

    internal void Leave(LiveStream stream)
    {
        open.TryRemove(stream, out _);
        if (!open.Keys.Any(one => one.Staff == stream.Staff && one.Tenant == stream.Tenant))
        {
            foreach (var key in looks.Keys.Where(key => key.Item1 == stream.Tenant && key.Item2 == stream.Staff))
                looks.TryRemove(key, out _);
        }
    }

    /// <summary><c>counts</c> with what has changed for the person, <c>still</c> as a sign of life, <c>end</c> when the session is over.</summary>
    public async IAsyncEnumerable<SseItem<IReadOnlyDictionary<string, string>>> Follow(
        LiveStream stream,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(ct, stream.Ended, program.ApplicationStopping);
        ends.CancelAfter(stream.SessionEnds is { } end && end - clock.GetUtcNow() < longest ? Positive(end - clock.GetUtcNow()) : longest);
        WaitingCounts? shown = null;
        var again = TimeSpan.FromSeconds(3 + 5 * Random.Shared.NextDouble());
        while (!ends.IsCancellationRequested)
        {
            var tip = journal.News.Of(stream.Tenant);
            var begun = Stopwatch.GetTimestamp();
            var seen = await LookAt(stream, tip.Number);
            if (seen is { Stamp: { } stamp } && stamp != stream.Stamp)
                stream.End();
            else if (seen is not null && !seen.Counts.Same(shown))
            {
                shown = seen.Counts;
                yield return new(shown.Texts, "counts") { ReconnectionInterval = again };
            }
            while (!await Heard(tip.Next, heartbeat, ends.Token))
                yield return new(nothing.Texts, "still");
            await Task.Delay(Positive(gap - Stopwatch.GetElapsedTime(begun)), ends.Token)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        if (stream.Ended.IsCancellationRequested || stream.SessionEnds <= clock.GetUtcNow())
            yield return new(nothing.Texts, "end");
    }

    /// <summary>Null while the database does not answer.</summary>
    private async Task<Seen?> LookAt(LiveStream stream, long number)
    {
        var key = (stream.Tenant, stream.Staff, Language.Code);
        var look = looks.AddOrUpdate(key, _ => new Look(number), (_, last) => last.Number >= number ? last : new Look(number));
        try
        {
            return await look.Once(() => See(stream));
        }
        catch (Exception outage) when (db.IsOutage(outage) || outage is OperationCanceledException)
        {
            looks.TryRemove(KeyValuePair.Create(key, look));
            return null;
        }
    }

    private async Task<Seen> See(LiveStream stream)
    {
        var known = await loadCaller.Run(stream.Tenant, stream.Staff, program.ApplicationStopping);
        return known is null
            ? new Seen("", nothing)
            : new Seen(known.SecurityStamp, await countWaiting.Run(known.Caller, program.ApplicationStopping));
    }

    /// <summary>False when the time is over and nothing was heard; true also when everything ends.</summary>
    private static async Task<bool> Heard(Task news, TimeSpan atMost, CancellationToken ends)
    {
        using var rest = CancellationTokenSource.CreateLinkedTokenSource(ends);
        var pause = Task.Delay(atMost, rest.Token);
        var first = await Task.WhenAny(news, pause);
        await rest.CancelAsync();
        return first == news || ends.IsCancellationRequested;
    }

    private static TimeSpan Positive(TimeSpan time) => time > TimeSpan.Zero ? time : TimeSpan.Zero;

    /// <summary>Whoever comes first looks, and all who came for the same act take what was seen.</summary>
    private sealed class Look(long number)
    {
        private readonly Lock gate = new();
        private Task<Seen>? seen;

        public long Number => number;

        public Task<Seen> Once(Func<Task<Seen>> see)
        {
            lock (gate)
                return seen ??= see();
        }
    }

    private sealed record Seen(string Stamp, WaitingCounts Counts);
}
