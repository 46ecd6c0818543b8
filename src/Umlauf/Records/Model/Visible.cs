using Umlauf.Identity;
using Umlauf.Platform;

namespace Umlauf.Records.Model;

/// <summary>The rights function applied to the tables of this capability.</summary>
internal static class Visible
{
    private const string NamedForMatter = """
        (m.responsible_id = @rightsStaff OR EXISTS (
            SELECT 1 FROM records_grant g WHERE g.tenant_id = @tenant AND g.matter_id = m.id AND g.staff_id = @rightsStaff))
        """;

    private const string NamedForDocument = $"""
        EXISTS (SELECT 1 FROM records_matter m WHERE m.tenant_id = @tenant AND m.id = d.matter_id AND {NamedForMatter})
        """;

    /// <summary>For <c>records_matter m</c>.</summary>
    public static RightsFilter Matters(Caller by) =>
        Rights.Of(by).Filter("m.office_id", "m.confidentiality", unfiled: null, NamedForMatter);

    /// <summary>For <c>records_matter m</c> of one office, which the statement names itself.</summary>
    public static RightsFilter MattersIn(Caller by, OfficeId office) =>
        Rights.Of(by).FilterIn(office, "m.confidentiality", unfiled: null, NamedForMatter);

    /// <summary>For <c>records_document d</c>.</summary>
    public static RightsFilter Documents(Caller by) =>
        Rights.Of(by).Filter("d.office_id", "d.confidentiality", "d.matter_id IS NULL", NamedForDocument);

    /// <summary>Whether the caller sees a matter, and may look at what hangs on it.</summary>
    public static async Task<bool> Matter(Unit unit, Caller by, MatterId id)
    {
        var rights = Matters(by);
        var found = await unit.Scalar<long>(
            $"SELECT count(*) FROM records_matter m WHERE m.tenant_id = @tenant AND m.id = @id AND {rights.Sql}",
            rights.With(new { id })
        );
        return found == 1;
    }
}
