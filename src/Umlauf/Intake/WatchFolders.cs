using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Umlauf.Platform;

namespace Umlauf.Intake;

/// <summary>
/// Takes files from watched folders (überwachte Ordner): a file is taken when its size and time have not changed for a while and nobody holds it,
/// and moved to <c>.taken</c> beside it when it is durable on the ledger. A crash between the two delivers it again, which is a counted no-op.
/// </summary>
public sealed partial class WatchFolders(
    Db db,
    TakeInFiles takeIn,
    ListLedgers ledgers,
    ListChannels channels,
    ReconcileSource reconcile,
    ILogger<WatchFolders> log
) : BackgroundService
{
    private const string TakenFolder = ".taken";
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(0.5);

    private static readonly TimeSpan Comparison = TimeSpan.FromMinutes(1);

    private readonly Dictionary<ChannelId, (SourceCount Count, DateTimeOffset At)> compared = [];
    private readonly Dictionary<string, Seen> seen = new(StringComparer.Ordinal);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var clock = new PeriodicTimer(Look);
        do
        {
            try
            {
                foreach (var tenant in await ledgers.Run(stoppingToken))
                {
                    foreach (var channel in (await channels.Run(tenant, stoppingToken)).Where(IsWatched))
                        await StepOrSay(tenant, channel, stoppingToken);
                }
            }
            catch (Exception outage) when (outage is not OperationCanceledException)
            {
                LookFailed(outage);
            }
        } while (await clock.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>A folder that cannot be listed is a difference on the operator's page and delays no other.</summary>
    private async Task StepOrSay(TenantId tenant, Channel channel, CancellationToken ct)
    {
        try
        {
            await Step(tenant, channel, ct);
        }
        catch (Exception closed) when (closed is IOException or UnauthorizedAccessException)
        {
            await Compare(tenant, channel, new SourceCount(channel.Settings.Folder!, "", 0, 0, closed.Message), ct);
        }
    }

    /// <summary>Looks into one folder once and takes what is ready.</summary>
    public async Task Step(TenantId tenant, Channel channel, CancellationToken ct)
    {
        var by = Actor.System(tenant);
        var settings = channel.Settings;
        var root = settings.Folder!;
        if (!Directory.Exists(root))
        {
            await Compare(tenant, channel, new SourceCount(root, "", 0, 0, "The folder is missing."), ct);
            return;
        }
        var there = Files(root).ToList();
        var ready = there.Where(file => IsStable(file, TimeSpan.FromSeconds(settings.StableSeconds))).ToList();
        foreach (
            var gone in seen
                .Keys.Where(path => path.StartsWith(root, StringComparison.Ordinal))
                .Except(there, StringComparer.Ordinal)
                .ToList()
        )
            seen.Remove(gone);
        var taken = 0;
        foreach (var file in ready)
            taken += await Take(by, channel, root, file, ct) ? 1 : 0;
        // What lies there and is not yet stable is owed to the ledger for a moment only; what stays is a difference worth an alarm.
        await Compare(tenant, channel, new SourceCount(root, "", ready.Count, taken), ct);
    }

    private static bool IsWatched(Channel channel) => channel is { Active: true, Way: ChannelKind.Folder };

    /// <summary>Written when it changes, and every minute: looking often must not keep the disk busy.</summary>
    private async Task Compare(TenantId tenant, Channel channel, SourceCount count, CancellationToken ct)
    {
        var now = db.Now;
        if (compared.TryGetValue(channel.Id, out var last) && last.Count == count && now - last.At < Comparison)
            return;
        await reconcile.Run(tenant, channel.Id, count, ct);
        compared[channel.Id] = (count, now);
    }

    private async Task<bool> Take(Actor by, Channel channel, string root, string file, CancellationToken ct)
    {
        try
        {
            // Whoever still writes holds the file; then it waits.
            await using (File.Open(file, FileMode.Open, FileAccess.Read, FileShare.None)) { }
            var problems = 0;
            await takeIn.Run(by, channel, FileItem.Of(file, ct), told => problems += told.Problem is null ? 0 : 1, ct);
            if (problems > 0)
                return false;
            PutAside(root, file);
            seen.Remove(file);
            return true;
        }
        catch (Exception busy) when (busy is IOException or UnauthorizedAccessException)
        {
            FileNotTaken(busy);
            return false;
        }
    }

    /// <summary>Under its own name, or with a number where that name is taken.</summary>
    private static void PutAside(string root, string file)
    {
        var target = Path.Combine(root, TakenFolder, Path.GetRelativePath(root, file));
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        for (var number = 2; File.Exists(target); number++)
            target = Path.Combine(root, TakenFolder, $"{Path.GetRelativePath(root, file)}.{number}");
        File.Move(file, target);
    }

    private static IEnumerable<string> Files(string root) =>
        FileItem
            .Files(root, [], nameClosed: false)
            .Where(file =>
                !Path.GetRelativePath(root, file).Split(Path.DirectorySeparatorChar).Contains(TakenFolder, StringComparer.Ordinal)
            )
            .Where(file => !IsShadow(file))
            .Order(StringComparer.Ordinal);

    /// <summary>AppleDouble files that macOS leaves on file servers hold no post; told by their content, so that nothing else with such a name stays behind.</summary>
    private static bool IsShadow(string path)
    {
        if (!Path.GetFileName(path).StartsWith("._", StringComparison.Ordinal))
            return false;
        Span<byte> begin = stackalloc byte[4];
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return file.ReadAtLeast(begin, begin.Length, throwOnEndOfStream: false) == begin.Length
            && begin.SequenceEqual((ReadOnlySpan<byte>)[0x00, 0x05, 0x16, 0x07]);
    }

    private bool IsStable(string path, TimeSpan wanted)
    {
        var file = new FileInfo(path);
        if (!file.Exists)
            return false;
        var now = db.Now;
        if (!seen.TryGetValue(path, out var before) || before.Length != file.Length || before.Written != file.LastWriteTimeUtc)
        {
            seen[path] = new Seen(file.Length, file.LastWriteTimeUtc, now);
            return wanted == TimeSpan.Zero;
        }
        return now - before.Since >= wanted;
    }

    private sealed record Seen(long Length, DateTime Written, DateTimeOffset Since);

    [LoggerMessage(LogLevel.Error, "Looking into the watched folders failed and goes on.")]
    private partial void LookFailed(Exception outage);

    [LoggerMessage(LogLevel.Warning, "A file of a watched folder could not be taken yet and waits.")]
    private partial void FileNotTaken(Exception busy);
}
