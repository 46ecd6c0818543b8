using Umlauf.Circulation.Engine;
using Umlauf.Identity;
using Umlauf.Platform;

namespace Umlauf.Circulation.Model;

/// <summary>Route templates as the rest of the room asks for them (Laufweg-Vorlagen).</summary>
internal static class Templates
{
    /// <summary>For <c>circulation_template t</c>: those of the whole house and of the caller's offices; who keeps all sees all.</summary>
    public static RightsFilter Seen(Caller by)
    {
        var values = new Dictionary<string, object?>(StringComparer.Ordinal);
        var rights = Rights.Of(by);
        if (rights.SeesAll || rights.May(Right.Administrate))
            return new RightsFilter("1 = 1", values);
        foreach (var office in by.Sight.Keys)
            values[$"sight{values.Count}"] = office.Value;
        var mine = values.Count == 0 ? "" : $" OR t.office_id IN ({string.Join(", ", values.Keys.Select(name => "@" + name))})";
        return new RightsFilter($"(t.office_id IS NULL{mine})", values);
    }

    /// <summary>The version that a new folder keeps (rule 18): the named one if there is such a one, else the newest; null when there is no such template.</summary>
    public static async Task<int?> Pinned(Unit unit, Caller by, Guid template, int? version)
    {
        var seen = Seen(by);
        return await unit.Scalar<int?>(
            $"""
            SELECT v.version FROM circulation_template t
            JOIN circulation_template_version v ON v.tenant_id = t.tenant_id AND v.template_id = t.id
            WHERE t.tenant_id = @tenant AND t.id = @template AND v.version = COALESCE(@version, t.version) AND {seen.Sql}
            """,
            seen.With(new { template, version = (long?)version })
        );
    }

    /// <summary>Whether the templates that orders at the end name are there.</summary>
    public static async Task<bool> Know(Unit unit, Caller by, IEnumerable<Directive> directives)
    {
        // At most one of a kind makes sense, and a folder has few: no set is worth it.
        foreach (var order in directives.Where(order => order.Kind == DirectiveKind.FollowUp))
        {
            if (order.Target is not { } target || await Pinned(unit, by, target, null) is null)
                return false;
        }
        return true;
    }
}
