using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Umlauf.Identity;
using Umlauf.Intake;
using Umlauf.Journal;
using Umlauf.Platform;
using Umlauf.Web.SignIn;

namespace Umlauf.Web.Pages.Operations;

/// <summary>The operator's page (Betrieb): health, ledger and reconciliation, jobs, disk, journal.</summary>
[Needs(Right.Operate)]
public sealed class OverviewModel(
    Caller caller,
    ReadJournal readJournal,
    ListSources listSources,
    Jobs jobs,
    Platform.Settings settings,
    TimeProvider clock
) : PageModel
{
    public long Position { get; private set; }

    public Checkpoint? Sealed { get; private set; }

    public IReadOnlyList<Backlog> Jobs { get; private set; } = [];

    public IReadOnlyList<SourceState> Sources { get; private set; } = [];

    public DiskSpace Disk { get; private set; } = new(0, 0);

    /// <summary>Null when none was made yet.</summary>
    public LastBackup? Backup { get; private set; }

    public DateOnly Today => Moments.DayOf(clock.GetUtcNow());

    public bool BackupTooOld => Backup is null || clock.GetUtcNow() - Backup.At > LastBackup.TooOld;

    /// <summary>What the check found; null before it was asked for.</summary>
    public IReadOnlyList<IntegrityReport>? Reports { get; private set; }

    public async Task OnGetAsync(CancellationToken ct)
    {
        Position = await readJournal.Position(caller.Tenant, ct);
        Sealed = await readJournal.Checkpoints(caller.Tenant, 1, ct) is [var newest, ..] ? newest : null;
        Sources = await listSources.Run(caller.Tenant, ct);
        Jobs = await jobs.Waiting(ct);
        Backup = settings.Data.LastBackup();
        var drive = new DriveInfo(settings.Data.Root);
        Disk = new DiskSpace(drive.TotalSize, drive.AvailableFreeSpace);
    }

    public async Task OnPostAsync([FromServices] VerifyAdministration verify, CancellationToken ct)
    {
        Reports = await verify.Run(caller.Tenant, ct);
        await OnGetAsync(ct);
    }
}

/// <summary>Space on the disk that holds the data folder.</summary>
public sealed record DiskSpace(long Total, long Free)
{
    public long Used => Total - Free;
}
