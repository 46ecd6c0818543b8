using Umlauf.Identity;
using Umlauf.Platform;

namespace Umlauf.Records.Model;

/// <summary>What changes with a matter: its documents have its office and at least its confidentiality.</summary>
internal static class DocumentsOf
{
    private const string Roots = "tenant_id = @tenant AND matter_id = @matter AND parent_id IS NULL";
    private const string Parts =
        $"tenant_id = @tenant AND parent_id IS NOT NULL AND root_id IN (SELECT id FROM records_document WHERE {Roots})";

    public static async Task MoveToOffice(Unit unit, MatterId matter, OfficeId office)
    {
        await unit.Exec($"UPDATE records_document SET office_id = @office WHERE {Parts}", new { matter, office });
        await unit.Exec($"UPDATE records_document SET office_id = @office WHERE {Roots}", new { matter, office });
    }

    public static async Task Reclassify(Unit unit, MatterId matter, Confidentiality level)
    {
        await unit.Exec($"UPDATE records_document SET confidentiality = @level WHERE {Parts}", new { matter, level });
        await unit.Exec($"UPDATE records_document SET confidentiality = @level WHERE {Roots}", new { matter, level });
    }
}
