using System.Globalization;
using System.Text;
using Umlauf.Circulation.Engine;
using Umlauf.Circulation.Model;
using Umlauf.Dispatch;
using Umlauf.Identity;
using Umlauf.Journal;
using Umlauf.Platform;
using Umlauf.Records;

namespace Umlauf.Circulation;

/// <summary>
/// Carries out the orders at the end of a folder (Verfügungen ausführen, rule 11): in their order, each in one transaction with the note that it was
/// done, and so exactly once. One that cannot be done stops the rest and lies on the owner's desk with its reason.
/// </summary>
public sealed class CarryOutDirectives(
    Db db,
    JournalWriter journal,
    OfficeCalendars calendars,
    FreezeRouteSheet freeze,
    ReleaseDispatch release,
    SetDueDate setDueDate,
    PutAwayMatter putAway,
    UploadDocument upload,
    IBlobStore blobs,
    LoadCaller loadCaller,
    ShowTemplate showTemplate,
    MakeFolder makeFolder,
    RecentFolders recent
) : IJobHandler
{
    public const string JobKind = "folder-directives";

    public string Kind => JobKind;

    public int Parallel => 4;

    public async Task Run(Job job, CancellationToken ct)
    {
        var id = new CirculationFolderId(job.Read<Guid>());
        var program = Caller.Program(job.TenantId);
        await freeze.Run(program, id, await MatterOf(program, id, ct), ct);
        while (await Next(program, id, ct)) { }
    }

    public async Task GiveUp(Job job, string error, CancellationToken ct)
    {
        var program = Caller.Program(job.TenantId);
        await using var unit = await db.Write(program.Actor, ct);
        if (
            await FolderStore.Load(unit, recent, new CirculationFolderId(job.Read<Guid>()), hold: true) is not { } stored
            || Due(stored.Folder) is not { } due
        )
            return;
        await Settle(unit, stored.Folder, due, done: false, error);
        await unit.Commit();
    }

    /// <returns>False when nothing is left to do, or nothing more can be done.</returns>
    private async Task<bool> Next(Caller program, CirculationFolderId id, CancellationToken ct)
    {
        var payment = await PaymentFile(program, id, ct);
        var follower = await Follower(program, id, ct);
        await using var unit = await db.Write(program.Actor, ct);
        if (await FolderStore.Load(unit, recent, id, hold: true) is not { } stored || Due(stored.Folder) is not { } due)
            return false;
        var refusal = await Do(unit, program, stored, due.Order, payment, follower);
        if (refusal is null)
        {
            await Settle(unit, stored.Folder, due, done: true, null);
            await unit.Commit();
            return true;
        }
        // What was begun for it is rolled back with its transaction; the note goes into one of its own.
        await unit.DisposeAsync();
        await using var note = await db.Write(program.Actor, ct);
        if (await FolderStore.Load(note, recent, id, hold: true) is { } again && Due(again.Folder)?.Number == due.Number)
        {
            await Settle(
                note,
                again.Folder,
                due,
                done: false,
                refusal.Detail is { } detail ? $"{refusal.German} ({detail})" : refusal.German
            );
            await note.Commit();
        }
        return false;
    }

    private static PlannedDirective? Due(Folder folder) =>
        folder.Directives.FirstOrDefault(one => one.State is DirectiveState.Due or DirectiveState.Failed);

    private async Task<Refusal?> Do(
        Unit unit,
        Caller program,
        StoredFolder stored,
        Directive order,
        StoredBlob? payment,
        (Caller By, NewFolder Folder)? follower
    )
    {
        var (row, folder) = stored;
        switch (order.Kind)
        {
            case DirectiveKind.Dispatch:
                var item = new DispatchId(order.Target!.Value);
                await HoldDispatch.Align(unit, item, [.. folder.Items.Select(one => (one.Document, one.Version, one.Hash))]);
                return (await release.Within(unit, item, folder.Id.Value)).Refusal;
            case DirectiveKind.BringForward:
                return (await setDueDate.Within(unit, program, row.MatterId!.Value, order.On)).Refusal;
            case DirectiveKind.PutAway:
                return (await putAway.Within(unit, program, row.MatterId!.Value)).Refusal;
            case DirectiveKind.Pay:
                return row.MatterId is { } matter
                    ? (await upload.Within(unit, program, matter, Payment(unit, row, payment!.Value))).Refusal
                    : RecordsRefusals.NoSuchMatter;
            default:
                return follower is var (owner, next)
                    ? (await makeFolder.Within(unit, owner, next, Guid.CreateVersion7(unit.Now))).Refusal
                    : SaveTemplate.NoSuchTemplate;
        }
    }

    private async Task Settle(Unit unit, Folder folder, PlannedDirective due, bool done, string? result)
    {
        var command = new SettleDirective(due.Number, done, result is { Length: > 300 } ? result[..300] : result)
        {
            Revision = folder.Revision,
        };
        var clocks = await Calendars.At(unit, calendars, folder);
        var decided = Circulate.Decide(folder, command, Acting.Program, clocks).Value;
        var facts = FolderStore.Append(unit, recent, folder, decided, Guid.CreateVersion7(unit.Now), clocks);
        journal.Append(unit, "folder-acted", folder.Id.Value, facts);
    }

    private static NewDocument Payment(Unit unit, FolderRow row, StoredBlob file) =>
        new()
        {
            Id = Ids.New<DocumentId>(unit.Now),
            Kind = DocumentKind.Form,
            Office = row.OfficeId,
            Title = $"Kassenanordnung: {row.Subject}",
            ReceivedAt = unit.Now,
            Content = new NewContent(file, "text/csv", "Kassenanordnung.csv"),
        };

    /// <summary>The file that the treasury takes over: one line per confirmed check, with who confirmed it and on what content.</summary>
    private async Task<StoredBlob?> PaymentFile(Caller program, CirculationFolderId id, CancellationToken ct)
    {
        await using var unit = await db.Read(program.Actor, ct);
        if (
            await FolderStore.Load(unit, recent, id) is not { } stored
            || Due(stored.Folder)?.Order is not { Kind: DirectiveKind.Pay } order
        )
            return null;
        var (row, folder) = stored;
        var people = await ListNames.People(unit, folder.Stations.Select(one => one.Effective?.ActedBy).OfType<StaffMemberId>());
        var csv = new StringBuilder("Mappe;Betreff;Betrag;Vermerk;Person;Zeitpunkt;SHA-256\r\n");
        var amount = folder.Fields.Count > 0 ? folder.Fields.Values.First().ToString("0.00", CultureInfo.GetCultureInfo("de-DE")) : "";
        var hash = folder
            .Items.FirstOrDefault(item => item.Document.Value == order.Target || order.Target is null && item.Decisive)
            ?.Hash.Hex;
        foreach (var station in folder.Stations.Where(one => one is { State: StationState.Completed, Effective.IsNegative: false }))
        {
            var outcome = station.Effective!;
            csv.AppendJoin(
                ';',
                folder.Id.Value,
                Quoted(row.Subject),
                amount,
                Words.OfTask(station.Task.ToString()),
                Quoted(people.GetValueOrDefault(outcome.ActedBy)?.Name ?? ""),
                Words.Local(outcome.At),
                hash
            );
            csv.Append("\r\n");
        }
        var bytes = Encoding.UTF8.GetBytes(csv.ToString());
        return new StoredBlob(await blobs.Put(program.Tenant, bytes, ct), bytes.Length);
    }

    /// <summary>A field of a table calculation is text, never a formula.</summary>
    private static string Quoted(string text)
    {
        var safe = text.Length > 0 && text[0] is '=' or '+' or '-' or '@' ? "'" + text : text;
        return $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    /// <summary>The follow-up folder, in the name of the owner: the template's route, the same matter and the documents as they were signed.</summary>
    private async Task<(Caller By, NewFolder Folder)?> Follower(Caller program, CirculationFolderId id, CancellationToken ct)
    {
        await using var unit = await db.Read(program.Actor, ct);
        if (
            await FolderStore.Load(unit, recent, id) is not { } stored
            || Due(stored.Folder)?.Order is not { Kind: DirectiveKind.FollowUp, Target: { } template }
        )
            return null;
        var (row, folder) = stored;
        if ((await loadCaller.Run(program.Tenant, folder.Owner, ct))?.Caller is not { } owner)
            return null;
        var shown = await showTemplate.Run(owner, template, null, ct);
        if (!shown.Ok)
            return null;
        var plan = shown.Value.Plan;
        var next = new NewFolder
        {
            Subject = row.Subject,
            Matter = row.MatterId,
            Items = [.. folder.Items.Select(item => new NewItem(item.Document, item.Version, item.Decisive))],
            Fields = folder.Fields.SetItems(plan.Fields.Where(field => !folder.Fields.ContainsKey(field.Key))),
            Route = plan.Route,
            Policy = plan.Policy,
            FourEyes = plan.FourEyes,
            Directives = plan.Directives,
            Template = template,
            TemplateVersion = shown.Value.Version,
            Follows = id,
            Start = true,
        };
        return (owner, next);
    }

    private async Task<MatterId?> MatterOf(Caller program, CirculationFolderId id, CancellationToken ct)
    {
        await using var unit = await db.Read(program.Actor, ct);
        return (await FolderStore.Load(unit, recent, id))?.Row.MatterId;
    }
}
