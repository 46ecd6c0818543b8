using Microsoft.Extensions.DependencyInjection;
using Umlauf.Cli.Demo;
using Umlauf.Identity;
using Umlauf.Intake;
using Umlauf.Platform;
using Umlauf.Records;

namespace Umlauf.Bench;

/// <summary>
/// A town with very many matters and as many arrivals: the first two thousand matters by the use case, in their case files the others as rows.
/// A tenth of all belongs to the housing benefit office; of the arrivals a tenth waits in trays. It is made once and found again in a kept folder.
/// </summary>
internal sealed class SeedRegister(IServiceProvider house)
{
    private const int ByUseCase = 2_000;
    private readonly Db db = house.GetRequiredService<Db>();

    /// <summary>What the lists are asked for.</summary>
    public sealed record Register(IReadOnlyDictionary<string, OfficeId> Offices, IReadOnlyDictionary<string, Caller> People);

    public async Task<Register> Run(int count)
    {
        if (await Find(new TenantId(1), count) is { } there)
            return there;
        var town = await ActivatorUtilities.CreateInstance<SeedTown>(house).Run(Musterstadt.Name, Musterstadt.Ags, default);
        await ActivatorUtilities.CreateInstance<SeedMatters>(house).Run(town, 1, Math.Min(count, ByUseCase), new Progress<int>(), default);
        var files = await Query<(Guid Id, string Number, string Subject)>(
            town.Tenant,
            "SELECT f.id, f.number, f.subject FROM records_case_file f WHERE f.tenant_id = @tenant ORDER BY f.number"
        );
        await Matters(town, files, count - ByUseCase);
        await Arrivals(town, files, count);
        await Exec(town.Tenant, "ANALYZE -- all tables");
        await SeedDocuments.Settle(db);
        return new Register(town.Offices, town.People);
    }

    private async Task<Register?> Find(TenantId tenant, int count)
    {
        var there = await Query<long>(tenant, "SELECT count(*) FROM intake_arrival WHERE tenant_id = @tenant");
        if (there[0] == 0)
            return null;
        if (there[0] != count)
            throw new InvalidOperationException($"The kept register has {there[0]} arrivals, not {count}: remove it and seed again.");
        var offices = await Query<(string Code, Guid Id)>(tenant, "SELECT code, id FROM identity_pub_office WHERE tenant_id = @tenant");
        var people = new Dictionary<string, Caller>(StringComparer.Ordinal);
        foreach (var person in Musterstadt.People)
            people[person.Login] = (await house.GetRequiredService<LoadCaller>().Of(tenant, person.Login, default))!;
        return new Register(offices.ToDictionary(o => o.Code, o => new OfficeId(o.Id), StringComparer.Ordinal), people);
    }

    private async Task Matters(Town town, IReadOnlyList<(Guid Id, string Number, string Subject)> files, int count)
    {
        var today = DateOnly.FromDateTime(db.Now.Date);
        var named = new List<object?[]>();
        var everyone = town.People.Values.Select(caller => caller.Staff!.Value.Value).ToArray();
        await BulkRows.Write(
            db,
            "records_matter",
            [
                "tenant_id",
                "id",
                "case_file_id",
                "running",
                "number",
                "subject",
                "office_id",
                "responsible_id",
                "confidentiality",
                "state",
                "due_on",
                "opened_at",
            ],
            Enumerable.Range(0, Math.Max(0, count)).Select(Matter)
        );
        await BulkRows.Write(db, "records_grant", ["tenant_id", "matter_id", "staff_id", "reason", "granted_at"], named);

        object?[] Matter(int i)
        {
            var dice = new Dice(2, i);
            var (theme, worker) = Belongs(town, dice, i);
            var file = files[i % files.Count];
            var running = 2 + i / files.Count;
            var at = db.Now.AddMinutes(-dice.Below(500_000));
            var id = Guid.CreateVersion7(at);
            if (dice.Chance(3))
                named.Add([town.Tenant.Value, id, dice.Pick(everyone), "Vertretung", at]);
            return
            [
                town.Tenant.Value,
                id,
                file.Id,
                running,
                $"{file.Number}-{running}",
                file.Subject,
                town.Offices[theme.Office].Value,
                worker,
                dice.Chance(97) ? 0
                : dice.Chance(70) ? 1
                : 2,
                nameof(MatterState.Open),
                dice.Chance(60) ? today.AddDays(dice.Between(-20, 90)) : DateOnly.MaxValue,
                at,
            ];
        }
    }

    private async Task Arrivals(Town town, IReadOnlyList<(Guid Id, string Number, string Subject)> files, int count)
    {
        var channel = await house.GetRequiredService<OpenChannel>().Run(town.Program.Actor, null, ChannelKind.Pipe, default);
        var rows = Enumerable.Range(0, count).Select(Arrival);
        foreach (var chunk in rows.Chunk(50_000))
        {
            await MailRows.Write(db, chunk.Select(row => row.Document));
            await BulkRows.Write(
                db,
                "intake_arrival",
                [
                    "tenant_id",
                    "id",
                    "channel_id",
                    "hash",
                    "size",
                    "received_at",
                    "file_name",
                    "content_type",
                    "source",
                    "office_id",
                    "state",
                    "reason",
                    "document_id",
                    "repeats",
                ],
                chunk.Select(row => row.Arrival)
            );
        }

        (object?[] Document, object?[] Arrival) Arrival(int i)
        {
            var dice = new Dice(3, i);
            var (theme, _) = Belongs(town, dice, i);
            var office = town.Offices[theme.Office].Value;
            var at = db.Now.AddMinutes(-dice.Below(500_000));
            var (arrival, document) = (Guid.CreateVersion7(at), Guid.CreateVersion7(at));
            var exception = dice.Chance(1);
            var state =
                exception ? ArrivalState.Exception
                : dice.Chance(10) ? ArrivalState.Read
                : ArrivalState.Filed;
            var hash = ContentHash.Of(arrival.ToByteArray()).Hex;
            var subject = files[i % files.Count].Subject;
            return (
                MailRows.Row(town.Tenant, document, office, dice.Chance(97) ? 0 : 1, subject, $"buerger{i % 9_973}@example.org", at),
                [
                    town.Tenant.Value,
                    arrival,
                    channel.Id.Value,
                    hash,
                    36_000L,
                    at,
                    $"{i}.eml",
                    "message/rfc822",
                    "bench",
                    office,
                    state.ToString(),
                    exception ? "no-text" : null,
                    exception ? null : document,
                    0,
                ]
            );
        }
    }

    /// <summary>As <see cref="SeedMatters"/> spreads them.</summary>
    private static (Theme Theme, Guid Worker) Belongs(Town town, Dice dice, int i)
    {
        var theme = i % 10 == 0 ? Theme.All[0] : Theme.All[1 + dice.Below(Theme.All.Count - 1)];
        return (theme, town.People[dice.Pick(Musterstadt.WorkersOf(theme.Office)).Login].Staff!.Value.Value);
    }

    private async Task<IReadOnlyList<T>> Query<T>(TenantId tenant, string sql)
    {
        await using var unit = await db.Read(Actor.System(tenant), default);
        return await unit.Query<T>(sql);
    }

    private async Task Exec(TenantId tenant, string sql)
    {
        await using var unit = await db.Write(Actor.System(tenant), default);
        await unit.Exec(sql);
        await unit.Commit();
    }
}
