using System.Collections.Concurrent;
using Umlauf.Intake.Model;
using Umlauf.Journal;
using Umlauf.Platform;

namespace Umlauf.Intake;

/// <summary>
/// Puts deliveries on the ledger (Eingang buchen). The bytes must be durable in the blob store before; when this returns, the rows are
/// durable too, and only then may the source be told "taken". The same delivery again is counted, never doubled.
/// </summary>
public sealed class TakeIn(Db db, JournalWriter journal, Jobs jobs, OpenChannel openChannel)
{
    public static readonly Refusal NameReused = new(
        "intake.delivery-name-reused",
        "Unter dieser Kennung wurde schon ein anderer Inhalt eingeliefert. Der erste liegt vor, dieser wurde nicht angenommen.",
        "Under this delivery id another content was delivered before. The first is kept, this one was not taken.",
        409
    );

    private readonly ConcurrentDictionary<TenantId, Gathering<Handed>> gatherings = [];

    /// <summary>Whoever hands over waits for the answer; reading can wait until a burst of post is in.</summary>
    internal Precedence BeforeReading { get; } = new(patience: TimeSpan.FromSeconds(15));

    /// <summary>Takes one delivery. Those that come while others are being written share the next transaction.</summary>
    public Task<Result<Taken>> Run(Actor by, ChannelName channel, Delivery delivery, CancellationToken ct)
    {
        var handed = new Handed(by, channel, delivery);
        gatherings.GetOrAdd(by.Tenant, _ => new Gathering<Handed>(TakeTogether)).Add(handed);
        return handed.Taken.Task.WaitAsync(ct);
    }

    /// <summary>Takes many in one transaction: all or none.</summary>
    public async Task<IReadOnlyList<Taken>> Run(Actor by, Channel channel, IReadOnlyList<Delivery> deliveries, CancellationToken ct)
    {
        using var way = BeforeReading.Take();
        await using var unit = await db.Write(by, ct);
        var taken = await Take(unit, channel, deliveries, mayDiffer: true);
        await unit.Commit();
        return taken;
    }

    private async Task TakeTogether(IReadOnlyList<Handed> waiting)
    {
        using var way = BeforeReading.Take();
        // In the order of their names, so that no two groups wait for each other.
        foreach (var source in waiting.OrderBy(one => one.Delivery.Key, StringComparer.Ordinal).GroupBy(one => (one.By, one.Channel)))
            await TakeTogether(source.Key.By, source.Key.Channel, [.. source]);
    }

    private async Task TakeTogether(Actor by, ChannelName named, Handed[] handed)
    {
        try
        {
            await using var unit = await db.Write(by, CancellationToken.None);
            var channel = await openChannel.Within(unit, named);
            var taken = await Take(unit, channel, [.. handed.Select(one => one.Delivery)], mayDiffer: false);
            await unit.Commit();
            foreach (var (one, now) in handed.Zip(taken))
                one.Taken.SetResult(now.Hash == one.Delivery.Blob.Hash ? now : NameReused);
        }
        catch (Exception failure) when (handed.Length == 1 || db.IsOutage(failure))
        {
            foreach (var one in handed)
                one.Taken.TrySetException(failure);
        }
        catch (Exception)
        {
            // Each alone: what ails one must not befall the others, and that one hears its failure then.
            foreach (var one in handed)
                await TakeTogether(by, named, [one]);
        }
    }

    /// <summary>The names decide what is new; the new ones are written together, the others one by one after them.</summary>
    private async Task<Taken[]> Take(Unit unit, Channel channel, IReadOnlyList<Delivery> given, bool mayDiffer)
    {
        var named = given.Select(one => new Named(Clean(one), Ids.New<ArrivalId>(unit.Now))).ToList();
        var isNew = await unit.InsertNew(
            """
            INSERT INTO intake_delivery (tenant_id, channel_id, scope, key, family, arrival_id, delivered_at)
            VALUES (@tenant, @Channel, @Scope, @Key, @Family, @Id, @Now)
            ON CONFLICT (tenant_id, channel_id, scope, key) DO NOTHING
            RETURNING arrival_id
            """,
            named.ConvertAll(one => new
            {
                Channel = channel.Id,
                one.Delivery.Scope,
                one.Delivery.Key,
                one.Delivery.Family,
                one.Id,
                unit.Now,
            }),
            row => row.Id
        );
        var taken = new Taken[named.Count];
        var added = new List<Named>(named.Count);
        for (var i = 0; i < named.Count; i++)
        {
            if (!isNew.Contains(named[i].Id))
                continue;
            if (named[i].Delivery.Family.Length > 0 && await UnderOlderName(unit, channel, named[i].Delivery) is { } known)
            {
                taken[i] = await Rename(unit, channel, named[i].Delivery, known);
                continue;
            }
            added.Add(named[i]);
            taken[i] = new Taken(named[i].Id, named[i].Delivery.Blob.Hash, ArrivalState.Stored, Repeated: false, Reason: null);
        }
        await Add(unit, channel, added);
        for (var i = 0; i < named.Count; i++)
            taken[i] ??= await Repeat(unit, channel, named[i].Delivery, mayDiffer);
        return taken;
    }

    private async Task Add(Unit unit, Channel channel, List<Named> named)
    {
        var rows = named.ConvertAll(one => NewRow(channel, one, unit.Now));
        await unit.QueueAll(
            $"""
            INSERT INTO intake_arrival (tenant_id, {ArrivalRow.Columns})
            VALUES (@tenant, @Id, @ChannelId, @Hash, @Size, @ReceivedAt, @FileName, @ContentType, @Source, @OfficeId, @State, NULL, NULL, 0, NULL)
            """,
            rows
        );
        await unit.QueueAll(
            "INSERT INTO intake_waiting (tenant_id, arrival_id, step, due_at, attempts) VALUES (@tenant, @Id, 0, @Now, 0)",
            rows.Select(row => new { row.Id, unit.Now })
        );
        foreach (var (row, one) in rows.Zip(named))
            journal.Append(
                unit,
                "arrival-stored",
                row.Id.Value,
                new
                {
                    channel = channel.Id.Value,
                    hash = row.Hash.Hex,
                    size = row.Size,
                    seal = row.Sealed(),
                    delivery = DeliverySeal(channel, one.Delivery, row.Id, unit.Now),
                }
            );
        if (rows.Count > 0)
            unit.AfterCommit(jobs.Wake);
    }

    private static ArrivalRow NewRow(Channel channel, Named named, DateTimeOffset now) =>
        new()
        {
            Id = named.Id,
            ChannelId = channel.Id,
            Hash = named.Delivery.Blob.Hash,
            Size = named.Delivery.Blob.Length,
            ReceivedAt = Received(named.Delivery, now),
            FileName = SqlText.Line(named.Delivery.FileName),
            ContentType = SqlText.Line(named.Delivery.ContentType),
            Source = SqlText.Line(named.Delivery.Source),
            OfficeId = channel.OfficeId,
            State = nameof(ArrivalState.Stored),
            Repeats = 0,
        };

    /// <summary>Counts the delivery at the arrival of its name. Other bytes under the name are counted only where they may differ.</summary>
    private async Task<Taken> Repeat(Unit unit, Channel channel, Delivery delivery, bool mayDiffer)
    {
        const string OfName = """
            tenant_id = @tenant AND id =
                (SELECT arrival_id FROM intake_delivery WHERE tenant_id = @tenant AND channel_id = @channel AND scope = @Scope AND key = @Key)
            """;
        var args = new
        {
            channel = channel.Id,
            delivery.Scope,
            delivery.Key,
            delivery.Blob.Hash,
            mayDiffer,
            now = unit.Now,
        };
        var row = await unit.One<ArrivalRow>(
            $"""
            UPDATE intake_arrival SET repeats = repeats + 1, repeated_at = @now
            WHERE {OfName} AND (@mayDiffer OR hash = @Hash) RETURNING {ArrivalRow.Columns}
            """,
            args
        );
        if (row is null)
            row = await unit.One<ArrivalRow>($"SELECT {ArrivalRow.Columns} FROM intake_arrival WHERE {OfName}", args);
        else
            journal.Append(unit, "arrival-repeated", row.Id.Value, new { seal = row.Sealed() });
        return new Taken(row!.Id, row.Hash, row.At, Repeated: true, row.Reason);
    }

    /// <summary>After a mailbox was rebuilt all its messages have new names: as many of the same bytes as were taken under the old ones are no new arrivals.</summary>
    private static Task<ArrivalId?> UnderOlderName(Unit unit, Channel channel, Delivery delivery) =>
        unit.One<ArrivalId?>(
            """
            SELECT a.id FROM intake_arrival a
            JOIN intake_delivery d ON d.tenant_id = a.tenant_id AND d.arrival_id = a.id
            WHERE a.tenant_id = @tenant AND a.hash = @Hash AND d.channel_id = @channel AND d.family = @Family AND d.scope <> @Scope
              AND NOT EXISTS (
                SELECT 1 FROM intake_delivery n
                WHERE n.tenant_id = @tenant AND n.arrival_id = a.id AND n.channel_id = @channel AND n.scope = @Scope)
            ORDER BY a.received_at, a.id LIMIT 1
            """,
            new
            {
                channel = channel.Id,
                delivery.Blob.Hash,
                delivery.Family,
                delivery.Scope,
            }
        );

    private async Task<Taken> Rename(Unit unit, Channel channel, Delivery delivery, ArrivalId known)
    {
        await unit.Exec(
            """
            UPDATE intake_delivery SET arrival_id = @known
            WHERE tenant_id = @tenant AND channel_id = @channel AND scope = @Scope AND key = @Key
            """,
            new
            {
                known,
                channel = channel.Id,
                delivery.Scope,
                delivery.Key,
            }
        );
        var row = await unit.One<ArrivalRow>(
            $"SELECT {ArrivalRow.Columns} FROM intake_arrival WHERE tenant_id = @tenant AND id = @known",
            new { known }
        );
        journal.Append(
            unit,
            "arrival-renamed",
            known.Value,
            new { seal = row!.Sealed(), delivery = DeliverySeal(channel, delivery, known, unit.Now) }
        );
        return new Taken(known, row.Hash, row.At, Repeated: true, row.Reason);
    }

    private static Delivery Clean(Delivery given) =>
        given with
        {
            Scope = SqlText.Key(given.Scope),
            Key = SqlText.Key(given.Key),
            Family = SqlText.Key(given.Family),
        };

    private static string DeliverySeal(Channel channel, Delivery delivery, ArrivalId arrival, DateTimeOffset at) =>
        Seal.Of(channel.Id.Value, delivery.Scope, delivery.Key, delivery.Family, arrival.Value, at);

    /// <summary>A source whose clock is ahead cannot receive anything in the future.</summary>
    private static DateTimeOffset Received(Delivery delivery, DateTimeOffset now)
    {
        if (delivery.ReceivedAt is not { } stamp || stamp > now)
            return now;
        return DateTimeOffset.FromUnixTimeMilliseconds(stamp.ToUnixTimeMilliseconds());
    }

    private sealed record Named(Delivery Delivery, ArrivalId Id);

    private sealed record Handed(Actor By, ChannelName Channel, Delivery Delivery)
    {
        public TaskCompletionSource<Result<Taken>> Taken { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
