using System.Data;
using System.Text.Json;
using Umlauf.Platform;

namespace Umlauf.Journal;

/// <summary>Every check on one administration (Verwaltung prüfen): the journal, the rows it vouches for, the ledger, the documents and all stored bytes.</summary>
public sealed class VerifyAdministration(IEnumerable<IIntegrityCheck> checks)
{
    public async Task<IReadOnlyList<IntegrityReport>> Run(TenantId tenant, CancellationToken ct)
    {
        var reports = new List<IntegrityReport>();
        foreach (var check in checks)
        {
            try
            {
                reports.Add(await check.Check(tenant, ct));
            }
            catch (Exception damaged) when (damaged is DataException or FormatException or InvalidCastException or JsonException)
            {
                // A value that is none of its column's type any more, e.g. a day that is no day.
                reports.Add(new IntegrityReport("damage", 0, [new("journal.unreadable", check.GetType().Name, damaged.Message)]));
            }
        }
        return reports;
    }
}
