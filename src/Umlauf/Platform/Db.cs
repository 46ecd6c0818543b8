using System.Data.Common;

namespace Umlauf.Platform;

/// <summary>The database. All SQL runs inside a <see cref="Unit"/>, in the name of an <see cref="Actor"/>.</summary>
public sealed class Db(Dialect dialect, TimeProvider clock)
{
    static Db() => SqlTypes.Register();

    public Dialect Dialect { get; } = dialect;

    /// <summary>Now, in UTC and whole milliseconds: what both databases store without loss.</summary>
    public DateTimeOffset Now
    {
        get
        {
            var now = clock.GetUtcNow();
            return new DateTimeOffset(now.Ticks - now.Ticks % TimeSpan.TicksPerMillisecond, TimeSpan.Zero);
        }
    }

    /// <summary>ENOSPC: no room on the disk.</summary>
    public const int NoRoom = 28;

    /// <summary>EIO, ENOSPC, EROFS and EDQUOT: what a failing or full disk says.</summary>
    private static readonly int[] disk = [5, NoRoom, 30, 122];

    /// <summary>The disk, the object store or the database cannot take anything just now: nothing was stored, and the same may succeed later.</summary>
    public bool IsOutage(Exception failure) =>
        failure is BlobStoreAwayException
        || failure is IOException && disk.Contains(failure.HResult)
        || failure is DbException database && Dialect.IsOutage(database);

    /// <summary>Begins reading. Nothing can be committed.</summary>
    public async Task<Unit> Read(Actor by, CancellationToken ct) => new(await Dialect.OpenRead(ct), Dialect, by, Now, ct);

    /// <summary>
    /// Begins writing. Without <see cref="Unit.Commit"/> everything is rolled back.
    /// On SQLite only one unit writes at a time: no network, no waiting for people and no second writing unit inside.
    /// </summary>
    public async Task<Unit> Write(Actor by, CancellationToken ct) => new(await Dialect.OpenWrite(ct), Dialect, by, Now, ct);
}
