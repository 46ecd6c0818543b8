using Umlauf.Platform;

namespace Umlauf.Identity.Model;

/// <summary>All offices of an administration and how they stand to one another; some hundred at most.</summary>
internal sealed class OfficeTree
{
    private readonly Dictionary<OfficeId, Office> offices;
    private readonly ILookup<OfficeId, Office> below;

    private OfficeTree(IReadOnlyList<Office> all)
    {
        offices = all.ToDictionary(office => office.Id);
        below = all.Where(office => office.ParentId is not null).ToLookup(office => office.ParentId!.Value);
    }

    /// <param name="unit">The transaction.</param>
    /// <param name="alone">The tree is about to be changed: nobody else changes it until the commit.</param>
    public static async Task<OfficeTree> Load(Unit unit, bool alone)
    {
        if (alone)
            await unit.Scalar<int>("SELECT tenant_id FROM identity_administration WHERE tenant_id = @tenant " + unit.Dialect.ForUpdate);
        return new OfficeTree(
            await unit.Query<Office>(
                "SELECT id, parent_id, code, name, closed_at FROM identity_office WHERE tenant_id = @tenant ORDER BY code"
            )
        );
    }

    public IEnumerable<OfficeId> All => offices.Keys;

    public bool IsOpen(OfficeId office) => offices.TryGetValue(office, out var found) && found.ClosedAt is null;

    public bool IsTop(OfficeId office) => offices[office].ParentId is null;

    public IEnumerable<OfficeId> Tops => offices.Values.Where(office => office.ParentId is null).Select(office => office.Id);

    public IEnumerable<OfficeId> Below(OfficeId office) => below[office].Select(one => one.Id);

    public IReadOnlySet<OfficeId> WithBelow(OfficeId office)
    {
        var found = new HashSet<OfficeId>();
        var waiting = new Stack<OfficeId>([office]);
        while (waiting.TryPop(out var one))
        {
            if (!found.Add(one))
                continue;
            foreach (var under in Below(one))
                waiting.Push(under);
        }
        return found;
    }

    public IReadOnlyList<OfficeInTree> TopDown()
    {
        var list = new List<OfficeInTree>(offices.Count);
        foreach (var top in offices.Values.Where(office => office.ParentId is null))
            Add(top, 0);
        return list;

        void Add(Office office, int depth)
        {
            list.Add(new OfficeInTree(office, depth));
            foreach (var under in below[office.Id])
                Add(under, depth + 1);
        }
    }
}
