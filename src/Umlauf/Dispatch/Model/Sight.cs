using Umlauf.Identity;
using Umlauf.Platform;

namespace Umlauf.Dispatch.Model;

/// <summary>The rights function applied to outgoing items: an item is seen by whoever sees its matter; a test mail by whoever sent it.</summary>
internal static class Sight
{
    /// <summary>Follows <c>FROM dispatch_item i</c>.</summary>
    public const string Matter = "LEFT JOIN records_pub_matter m ON m.tenant_id = i.tenant_id AND m.id = i.matter_id";

    private const string Named = """
        (m.responsible_id = @rightsStaff OR (i.matter_id IS NULL AND i.created_staff = @rightsStaff) OR EXISTS (
            SELECT 1 FROM records_pub_grant g WHERE g.tenant_id = @tenant AND g.matter_id = m.id AND g.staff_id = @rightsStaff))
        """;

    public static RightsFilter Of(Caller by) => Rights.Of(by).Filter("m.office_id", "m.confidentiality", unfiled: null, Named);

    /// <summary>The row, held for a change until the commit; refused when there is none, it is out of sight, or the caller may not change records.</summary>
    public static async Task<Result<ItemRow>> Take(Unit unit, Caller by, DispatchId id)
    {
        if (!Rights.Of(by).May(Right.ChangeRecords))
            return DispatchRefusals.NotAllowed;
        var rights = Of(by);
        var seen = await unit.Scalar<long>(
            $"SELECT count(*) FROM dispatch_item i {Matter} WHERE i.tenant_id = @tenant AND i.id = @id AND {rights.Sql}",
            rights.With(new { id })
        );
        return seen == 1 && await ItemRow.Take(unit, id) is { } item ? item : DispatchRefusals.NoSuchItem;
    }

    /// <summary>Whether the caller may write from this matter.</summary>
    public static async Task<Refusal?> MayWriteFrom(Unit unit, Caller by, Records.MatterId matter)
    {
        if (!Rights.Of(by).May(Right.ChangeRecords))
            return DispatchRefusals.NotAllowed;
        var rights = Rights
            .Of(by)
            .Filter(
                "m.office_id",
                "m.confidentiality",
                unfiled: null,
                """
                (m.responsible_id = @rightsStaff OR EXISTS (
                    SELECT 1 FROM records_pub_grant g WHERE g.tenant_id = @tenant AND g.matter_id = m.id AND g.staff_id = @rightsStaff))
                """
            );
        var seen = await unit.Scalar<long>(
            $"SELECT count(*) FROM records_pub_matter m WHERE m.tenant_id = @tenant AND m.id = @matter AND {rights.Sql}",
            rights.With(new { matter })
        );
        return seen == 1 ? null : Records.RecordsRefusals.NoSuchMatter;
    }
}
