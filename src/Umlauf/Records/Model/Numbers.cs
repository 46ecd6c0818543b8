using Umlauf.Platform;

namespace Umlauf.Records.Model;

/// <summary>Running numbers without gaps: the counter row is taken in the transaction that uses the number, so a rollback gives it back.</summary>
internal static class Numbers
{
    private static readonly TimeZoneInfo German = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    /// <summary>The next number of a filing plan unit in a year, or of a case file (year 0).</summary>
    public static async Task<int> Next(Unit unit, Guid scope, int year) =>
        await unit.Scalar<int>(
            """
            INSERT INTO records_number (tenant_id, scope_id, year, last) VALUES (@tenant, @scope, @year, 1)
            ON CONFLICT (tenant_id, scope_id, year) DO UPDATE SET last = records_number.last + 1
            RETURNING last
            """,
            new { scope, year }
        );

    public static async Task<NumberPattern> Pattern(Unit unit, bool forMatter)
    {
        var text = await unit.Scalar<string>(
            "SELECT pattern FROM records_number_pattern WHERE tenant_id = @tenant AND kind = @kind",
            new { kind = forMatter ? "matter" : "case_file" }
        );
        if (text is null)
            return forMatter ? NumberPattern.Matter : NumberPattern.CaseFile;
        return NumberPattern.Parse(text, forMatter).Value;
    }

    /// <summary>The year that the calendar in the office shows.</summary>
    public static int Year(DateTimeOffset now) => Local(now).Year;

    /// <summary>What the clock in the office shows.</summary>
    public static DateTimeOffset Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, German);
}
