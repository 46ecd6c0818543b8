using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Umlauf.Journal;
using Umlauf.Platform;

namespace Umlauf.Circulation;

/// <summary>Looks every few minutes at what is due in circulation folders (Fristen überwachen).</summary>
public sealed partial class RemindRegularly(
    RemindStations remind,
    SendDigests digests,
    ListJournals journals,
    Settings settings,
    TimeProvider clock,
    ILogger<RemindRegularly> log
) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(settings.Part<CirculationSettings>("circulation").RemindMinutes), clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                foreach (var tenant in await journals.Run(stoppingToken))
                {
                    await remind.Run(tenant, stoppingToken);
                    await digests.Run(tenant, stoppingToken);
                }
            }
            catch (Exception outage) when (outage is System.Data.Common.DbException or IOException)
            {
                NotReminded(outage);
            }
        }
    }

    [LoggerMessage(LogLevel.Error, "Nobody could be reminded; it is tried again at the next turn.")]
    private partial void NotReminded(Exception outage);
}

/// <summary>Settings under <c>circulation</c>.</summary>
public sealed class CirculationSettings
{
    /// <summary>How often the program looks whom to remind and what is overdue, in minutes.</summary>
    public int RemindMinutes { get; init; } = 5;

    /// <summary>From which hour on the daily digest goes out.</summary>
    public int DigestHour { get; init; } = 7;

    /// <summary>Whether the digest names the subjects of folders; else it holds numbers alone, because mails leave the house.</summary>
    public bool DigestSubjects { get; init; }

    /// <summary>The address of Umlauf as staff type it, e.g. <c>https://umlauf.example</c>, for the link in the digest.</summary>
    public string Address { get; init; } = "";

    /// <summary>The colour of the mayor's remarks: <c>Green</c>, <c>Red</c>, <c>Blue</c>, <c>Brown</c>, <c>Violet</c> or <c>Black</c>.</summary>
    public RankColour MayorColour { get; init; } = RankColour.Green;

    /// <summary>The colour of a deputy mayor's remarks.</summary>
    public RankColour DeputyMayorColour { get; init; } = RankColour.Red;

    /// <summary>The colour of the remarks of heads.</summary>
    public RankColour HeadColour { get; init; } = RankColour.Blue;

    /// <summary>The colour of everybody else's remarks.</summary>
    public RankColour CaseOfficerColour { get; init; } = RankColour.Black;
}

/// <summary>Colours in which remarks can stand (Farbstifte).</summary>
public enum RankColour
{
    Black,
    Green,
    Red,
    Blue,
    Brown,
    Violet,
}
