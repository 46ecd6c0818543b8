using Umlauf.Identity;
using Umlauf.Platform;

namespace Umlauf.Intake.Model;

/// <summary>The rights function applied to the ledger: an arrival has the confidentiality of its document, and is open to the mailroom until it is filed.</summary>
internal static class Sight
{
    /// <summary>Follows <c>FROM intake_arrival a</c>.</summary>
    public const string Document = "LEFT JOIN records_pub_document d ON d.tenant_id = a.tenant_id AND d.id = a.document_id";

    private const string Level = "COALESCE(d.confidentiality, 0)";
    private const string Unfiled = "a.state <> 'Filed'";

    public static RightsFilter Of(Caller by) => Rights.Of(by).Filter("a.office_id", Level, Unfiled, named: null);

    /// <summary>The same for rows of one office, which the statement names itself.</summary>
    public static RightsFilter In(Caller by, OfficeId office) => Rights.Of(by).FilterIn(office, Level, Unfiled, named: null);

    /// <summary>The row, locked for a change; null when there is none or it is out of sight.</summary>
    public static async Task<ArrivalRow?> Take(Unit unit, Caller by, ArrivalId id)
    {
        var rights = Of(by);
        var seen = await unit.Scalar<long>(
            $"SELECT count(*) FROM intake_arrival a {Document} WHERE a.tenant_id = @tenant AND a.id = @id AND {rights.Sql}",
            rights.With(new { id })
        );
        return seen == 0
            ? null
            : await unit.One<ArrivalRow>(
                $"SELECT {ArrivalRow.Columns} FROM intake_arrival WHERE tenant_id = @tenant AND id = @id {unit.Dialect.ForUpdate}",
                new { id }
            );
    }
}
