using System.Globalization;
using System.Text.Json;
using Umlauf.Intake.Model;
using Umlauf.Platform;

namespace Umlauf.Intake;

/// <summary>
/// Proves that every row of the ledger still says what the journal recorded, that none is missing or slipped in,
/// and that every original is there (Posteingangsbuch prüfen).
/// </summary>
public sealed class VerifyLedger(Db db, IBlobStore blobs) : IIntegrityCheck
{
    private const int MostListed = 100;

    public async Task<IntegrityReport> Check(TenantId tenant, CancellationToken ct)
    {
        var problems = new List<IntegrityProblem>();
        await using var unit = await db.Read(Actor.System(tenant), ct);
        var recorded = await Recorded(unit);
        // Listed after the snapshot of the database was opened: bytes are stored before their row, so none can seem missing.
        var stored = await Stored(tenant, ct);

        await foreach (var channel in unit.Stream<Channel>($"SELECT {Channel.Columns} FROM intake_channel WHERE tenant_id = @tenant"))
            Compare("intake_channel", channel.Id.Value, channel.Sealed(), recorded.Channels);
        long count = 0;
        await foreach (
            var row in unit.Stream<ArrivalRow>($"SELECT {ArrivalRow.Columns} FROM intake_arrival WHERE tenant_id = @tenant ORDER BY id")
        )
        {
            count++;
            Compare("intake_arrival", row.Id.Value, row.Sealed(), recorded.Arrivals);
            if (!stored.Contains(Short(row.Hash)))
                Report("intake.original-missing", $"blob {row.Hash}", $"The original of arrival {row.Id.Value} is not in the blob store.");
        }
        await foreach (
            var row in unit.Stream<DeliveryRow>(
                "SELECT channel_id, scope, key, family, arrival_id, delivered_at FROM intake_delivery WHERE tenant_id = @tenant"
            )
        )
        {
            if (!recorded.Deliveries.Remove(row.Sealed()))
                Report(
                    "intake.delivery-changed",
                    $"intake_delivery {row.ArrivalId} {row.Key}",
                    "The row is not the one that the journal recorded."
                );
        }
        await foreach (
            var row in unit.Stream<EnvelopeRow>(
                "SELECT arrival_id, sender, message_id, answers, nature, seal FROM intake_envelope WHERE tenant_id = @tenant"
            )
        )
        {
            if (row.Seal != row.Sealed())
                Report("intake.envelope-changed", $"intake_envelope {row.ArrivalId.Value}", "The row was changed after it was written.");
        }
        await foreach (var row in unit.Stream<SourceRow>($"SELECT {SourceRow.Columns} FROM intake_source WHERE tenant_id = @tenant"))
        {
            if (row.Seal != row.Sealed())
                Report("intake.source-changed", $"intake_source {row.Place}", "The row was changed after it was written.");
        }
        foreach (var missing in recorded.Channels.Keys)
            Report("intake.row-missing", $"intake_channel {missing}", "The journal knows this channel, the table does not.");
        foreach (var missing in recorded.Arrivals.Keys)
            Report("intake.row-missing", $"intake_arrival {missing}", "The journal knows this arrival, the ledger does not.");
        if (recorded.Deliveries.Count > 0)
            Report("intake.row-missing", "intake_delivery", $"{recorded.Deliveries.Count} recorded deliveries are missing or changed.");
        return new IntegrityReport("ledger", count, problems);

        void Compare(string table, Guid id, string seal, Dictionary<Guid, string> seals)
        {
            if (!seals.Remove(id, out var expected))
                Report("intake.row-inserted", $"{table} {id}", "The journal knows nothing of this row.");
            else if (expected != seal)
                Report("intake.row-changed", $"{table} {id}", "The row is not the one that the journal recorded.");
        }

        void Report(string code, string where, string what)
        {
            if (problems.Count < MostListed)
                problems.Add(new IntegrityProblem(code, where, what));
        }
    }

    /// <summary>What the blob store holds; 64 bits of each hash, so that a million of them stay small. Their bytes are checked by <see cref="VerifyBlobs"/>.</summary>
    private async Task<HashSet<ulong>> Stored(TenantId tenant, CancellationToken ct)
    {
        var stored = new HashSet<ulong>();
        await foreach (var (owner, blob) in blobs.List(ct))
        {
            if (owner == tenant)
                stored.Add(Short(blob.Hash));
        }
        return stored;
    }

    private static ulong Short(ContentHash hash) =>
        ulong.TryParse(
            hash.Hex.AsSpan(0, Math.Min(16, hash.Hex.Length)),
            NumberStyles.HexNumber,
            CultureInfo.InvariantCulture,
            out var prefix
        )
            ? prefix
            : 0;

    /// <summary>The newest digest of each row, as the journal has it.</summary>
    private static async Task<Seals> Recorded(Unit unit)
    {
        var seals = new Seals();
        await foreach (
            var entry in unit.Stream<Carrier>(
                """
                SELECT kind, subject, data FROM journal_pub_entry
                WHERE tenant_id = @tenant AND (kind LIKE 'arrival-%' OR kind LIKE 'channel-%') ORDER BY position
                """
            )
        )
        {
            if (!TryRead(entry.Data, out var data))
                continue;
            if (data.Seal is { } seal)
                (entry.Kind.StartsWith("arrival-", StringComparison.Ordinal) ? seals.Arrivals : seals.Channels)[entry.Subject] = seal;
            if (data.Delivery is { } delivery)
                seals.Deliveries.Add(delivery);
        }
        return seals;
    }

    /// <summary>A damaged entry is the journal's own finding; here its row will show as changed.</summary>
    private static bool TryRead(string json, out SealData data)
    {
        try
        {
            data = JsonSerializer.Deserialize<SealData>(json, JsonSerializerOptions.Web) ?? new SealData();
            return true;
        }
        catch (JsonException)
        {
            data = new SealData();
            return false;
        }
    }

    private sealed class Seals
    {
        public Dictionary<Guid, string> Channels { get; } = [];
        public Dictionary<Guid, string> Arrivals { get; } = [];
        public HashSet<string> Deliveries { get; } = new(StringComparer.Ordinal);
    }

    private sealed record Carrier
    {
        public required string Kind { get; init; }
        public required Guid Subject { get; init; }
        public required string Data { get; init; }
    }

    private sealed record SealData
    {
        public string? Seal { get; init; }
        public string? Delivery { get; init; }
    }

    private sealed record DeliveryRow
    {
        public required Guid ChannelId { get; init; }
        public required string Scope { get; init; }
        public required string Key { get; init; }
        public required string Family { get; init; }
        public required Guid ArrivalId { get; init; }
        public required DateTimeOffset DeliveredAt { get; init; }

        public string Sealed() => Model.Seal.Of(ChannelId, Scope, Key, Family, ArrivalId, DeliveredAt);
    }
}
