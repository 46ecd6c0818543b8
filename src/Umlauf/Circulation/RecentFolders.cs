using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;
using Umlauf.Circulation.Engine;
using Umlauf.Platform;

namespace Umlauf.Circulation;

/// <summary>
/// Folders that were read or written lately (zuletzt gelesene Mappen), so that not every look replays all acts. They are immutable, and the stored
/// revision decides whether one of them still is the folder: several nodes may each have their own.
/// </summary>
public sealed class RecentFolders : IDisposable
{
    /// <summary>How much is kept, counted in stations, of which a folder is mostly made; one of them is less than 1 kB.</summary>
    public const int MostStations = 100_000;

    private readonly MemoryCache folders = new(Options.Create(new MemoryCacheOptions { SizeLimit = MostStations }));

    /// <summary>The newest that is known of a folder; null when nothing is.</summary>
    internal Folder? Find(TenantId tenant, CirculationFolderId id) => folders.Get<Folder>((tenant, id));

    /// <summary>Keeps a folder as it is stored, unless it is known as new or newer.</summary>
    internal void Remember(TenantId tenant, Folder folder)
    {
        // Another folder object for the same revision would make every station look changed.
        if (Find(tenant, folder.Id)?.Revision >= folder.Revision)
            return;
        folders.Set((tenant, folder.Id), folder, new MemoryCacheEntryOptions { Size = 1 + folder.Stations.Length });
    }

    public void Dispose() => folders.Dispose();
}
