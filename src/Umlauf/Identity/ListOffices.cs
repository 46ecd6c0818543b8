using Umlauf.Identity.Model;
using Umlauf.Platform;

namespace Umlauf.Identity;

/// <summary>An office and how deep it stands in the tree; 0 is the top.</summary>
public sealed record OfficeInTree(Office Office, int Depth);

/// <summary>The tree of offices from the top down, those of one level by their code (Gliederung). Everybody of the house may know it.</summary>
public sealed class ListOffices(Db db)
{
    public async Task<IReadOnlyList<OfficeInTree>> Run(Caller by, CancellationToken ct)
    {
        await using var unit = await db.Read(by.Actor, ct);
        return (await OfficeTree.Load(unit, alone: false)).TopDown();
    }
}
