using Umlauf.Intake.Model;
using Umlauf.Journal;
using Umlauf.Platform;

namespace Umlauf.Intake;

/// <summary>What a look into a source found (Blick in die Quelle).</summary>
/// <param name="Place">The mailbox, folder or spool.</param>
/// <param name="Scope">The life of its names, e.g. with the UIDVALIDITY; empty where they live for ever.</param>
/// <param name="There">How many items the source holds.</param>
/// <param name="Taken">How many of them are on the ledger.</param>
/// <param name="Problem">Why the source could not be read to its end, for the operator; null when it could.</param>
public sealed record SourceCount(string Place, string Scope, long There, long Taken, string? Problem = null);

/// <summary>
/// Compares a source with the ledger after each look into it (Abgleich). A difference or an unreadable source is an alarm
/// on the operator's page and in the metrics until a later look finds everything taken; its beginning and end are in the journal.
/// </summary>
public sealed class ReconcileSource(Db db, JournalWriter journal)
{
    public async Task Run(TenantId tenant, ChannelId channel, SourceCount count, CancellationToken ct)
    {
        await using var unit = await db.Write(Actor.System(tenant), ct);
        var before = await unit.One<SourceRow>(
            $"SELECT {SourceRow.Columns} FROM intake_source WHERE tenant_id = @tenant AND channel_id = @channel AND place = @Place",
            new { channel, Place = SqlText.Key(count.Place) }
        );
        var problem =
            count.Problem is { } told ? SqlText.Line(told)
            : count.There != count.Taken ? $"{count.There - count.Taken} of {count.There} not taken"
            : null;
        var unsealed = new SourceRow
        {
            ChannelId = channel,
            Place = SqlText.Key(count.Place),
            Scope = SqlText.Key(count.Scope),
            There = count.There,
            Taken = count.Taken,
            CheckedAt = unit.Now,
            Problem = problem,
            ProblemSince = problem is null ? null : before?.ProblemSince ?? unit.Now,
            Seal = "",
        };
        await unit.Exec(
            $"""
            INSERT INTO intake_source (tenant_id, {SourceRow.Columns})
            VALUES (@tenant, @ChannelId, @Place, @Scope, @There, @Taken, @CheckedAt, @Problem, @ProblemSince, @Seal)
            ON CONFLICT (tenant_id, channel_id, place) DO UPDATE SET
                scope = excluded.scope, there = excluded.there, taken = excluded.taken, checked_at = excluded.checked_at,
                problem = excluded.problem, problem_since = excluded.problem_since, seal = excluded.seal
            """,
            unsealed with
            {
                Seal = unsealed.Sealed(),
            }
        );
        if (before?.Problem is null != problem is null)
            journal.Append(
                unit,
                problem is null ? "source-reconciled" : "source-differs",
                channel.Value,
                new { there = count.There, taken = count.Taken }
            );
        await unit.Commit();
    }
}
