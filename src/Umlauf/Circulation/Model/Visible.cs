using Umlauf.Circulation.Engine;
using Umlauf.Identity;
using Umlauf.Platform;

namespace Umlauf.Circulation.Model;

/// <summary>Who sees a folder: whoever has or had a part in it, and whoever may see its office and level anyway.</summary>
internal static class Visible
{
    /// <summary>For <c>circulation_folder f</c>.</summary>
    public static RightsFilter Folders(Caller by, Acting acting)
    {
        var rights = Rights.Of(by).Filter("f.office_id", "f.confidentiality", unfiled: null, named: null);
        if (Rights.Of(by).SeesAll)
            return rights;
        var values = new Dictionary<string, object?>(rights.Values, StringComparer.Ordinal);
        var keys = Keys(acting, values);
        return new RightsFilter(
            $"""
            ({rights.Sql} OR EXISTS (
                SELECT 1 FROM circulation_participant p WHERE p.tenant_id = @tenant AND p.folder_id = f.id AND p.addressee IN ({keys})))
            """,
            values
        );
    }

    /// <summary>Whether the caller sees this folder.</summary>
    public static async Task<bool> Sees(Unit unit, Caller by, Acting acting, CirculationFolderId id)
    {
        var rights = Folders(by, acting);
        return await unit.Scalar<long>(
                $"SELECT count(*) FROM circulation_folder f WHERE f.tenant_id = @tenant AND f.id = @id AND {rights.Sql}",
                rights.With(new { id })
            ) == 1;
    }

    /// <summary>The keys under which something may wait for the person, as parameters of an IN list.</summary>
    public static string Keys(Acting acting, Dictionary<string, object?> values)
    {
        var names = new List<string>();
        foreach (var key in acting.Keys.Append("-"))
        {
            var name = $"key{names.Count}";
            values[name] = key;
            names.Add("@" + name);
        }
        return string.Join(", ", names);
    }
}
