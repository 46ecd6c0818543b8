using System.Globalization;
using System.Text;
using Umlauf.Circulation.Model;
using Umlauf.Dispatch;
using Umlauf.Identity;
using Umlauf.Journal;
using Umlauf.Platform;

namespace Umlauf.Circulation;

/// <summary>
/// Tells everybody who wants it once a working day what waits on the desk (Sammelerinnerung, rule 10): overdue, due today and new. Without a mail
/// server nothing is marked as told; what waits lies on the desk in any case.
/// </summary>
public sealed class SendDigests(Db db, JournalWriter journal, OfficeCalendars calendars, SendInternal send, Settings settings)
{
    private const int MostSubjects = 30;

    private readonly CirculationSettings chosen = settings.Part<CirculationSettings>("circulation");

    /// <returns>How many mails went into the outbox.</returns>
    public async Task<int> Run(TenantId tenant, CancellationToken ct)
    {
        var today = LocalDays.Of(db.Now);
        // By the clock on the wall: also on the days on which it changes.
        if (db.Now < LocalDays.Start(today).AddHours(chosen.DigestHour))
            return 0;
        var sent = 0;
        foreach (var person in await Wanting(tenant, today, ct))
            sent += await Tell(tenant, person, today, ct) ? 1 : 0;
        return sent;
    }

    /// <summary>Everybody who is at work, wants a digest and has had none today.</summary>
    private async Task<IReadOnlyList<PersonRow>> Wanting(TenantId tenant, DateOnly today, CancellationToken ct)
    {
        await using var unit = await db.Read(Actor.System(tenant), ct);
        return await unit.Query<PersonRow>(
            """
            SELECT m.staff_id, m.address, p.office_id FROM identity_pub_mail_choice m
            JOIN identity_pub_staff s ON s.tenant_id = m.tenant_id AND s.id = m.staff_id AND s.active = true
            LEFT JOIN identity_pub_post p ON p.tenant_id = m.tenant_id AND p.staff_id = m.staff_id AND p.place = 0
            WHERE m.tenant_id = @tenant AND m.digest = true
            AND NOT EXISTS (SELECT 1 FROM circulation_digest d WHERE d.tenant_id = m.tenant_id AND d.staff_id = m.staff_id AND d.day = @today)
            AND NOT EXISTS (
                SELECT 1 FROM identity_pub_absence a WHERE a.tenant_id = m.tenant_id AND a.staff_id = m.staff_id
                AND a.from_on <= @today AND (a.back_on IS NULL OR a.back_on > @today))
            ORDER BY m.staff_id
            """,
            new { today }
        );
    }

    /// <summary>The mark and the mail in one transaction: of two nodes one comes first, and the other finds the mark.</summary>
    private async Task<bool> Tell(TenantId tenant, PersonRow person, DateOnly today, CancellationToken ct)
    {
        await using var unit = await db.Write(Actor.System(tenant), ct);
        var days = await calendars.Of(unit, person.OfficeId);
        if (
            !days.IsWorkingDay(today)
            || await unit.Exec(
                "INSERT INTO circulation_digest (tenant_id, staff_id, day) VALUES (@tenant, @StaffId, @today) ON CONFLICT DO NOTHING",
                new { person.StaffId, today }
            ) == 0
        )
            return false;
        var since = LocalDays.Start(days.Previous(today)).AddHours(chosen.DigestHour);
        var waiting = await Waiting(unit, tenant, person.StaffId, since, LocalDays.End(today));
        if (waiting.Count > 0)
        {
            var program = Caller.Program(tenant);
            var told = await send.Run(unit, program, person.Address, Subject(waiting.Count), Body(waiting, unit.Now, LocalDays.End(today)));
            // No mail server yet: tomorrow's attempt, or a later one today, begins anew.
            if (!told.Ok)
                return false;
            journal.Append(unit, "digest-sent", person.StaffId.Value, new { waiting = waiting.Count });
        }
        await unit.Commit();
        return waiting.Count > 0;
    }

    private static async Task<IReadOnlyList<WaitingRow>> Waiting(
        Unit unit,
        TenantId tenant,
        StaffMemberId person,
        DateTimeOffset since,
        DateTimeOffset until
    )
    {
        var acting = await Hats.Of(unit, new Caller { Actor = Actor.System(tenant), Staff = person });
        var values = new Dictionary<string, object?>(StringComparer.Ordinal) { ["since"] = since, ["until"] = until };
        return await unit.Query<WaitingRow>(
            $"""
            SELECT f.subject, d.due_at FROM circulation_desk d
            JOIN circulation_folder f ON f.tenant_id = d.tenant_id AND f.id = d.folder_id
            WHERE d.tenant_id = @tenant AND d.addressee IN ({Visible.Keys(acting, values)}) AND (d.due_at <= @until OR d.since > @since)
            ORDER BY d.due_at, d.since, d.folder_id, d.place
            """,
            values
        );
    }

    private static string Subject(int count) =>
        count == 1
            ? "Umlauf: 1 Eintrag wartet auf Sie"
            : string.Create(CultureInfo.InvariantCulture, $"Umlauf: {count} Einträge warten auf Sie");

    private string Body(IReadOnlyList<WaitingRow> waiting, DateTimeOffset now, DateTimeOffset endOfDay)
    {
        var overdue = waiting.Count(row => row.DueAt < now);
        var today = waiting.Count(row => row.DueAt >= now && row.DueAt <= endOfDay);
        var body = new StringBuilder("Guten Tag,\n\nauf Ihrem Schreibtisch in Umlauf:\n");
        Line("überfällig", overdue);
        Line("heute fällig", today);
        Line("neu", waiting.Count - overdue - today);
        if (chosen.DigestSubjects)
        {
            body.Append('\n');
            foreach (var row in waiting.Take(MostSubjects))
                body.Append("- ").Append(row.Subject).Append('\n');
            if (waiting.Count > MostSubjects)
                body.Append("- …\n");
        }
        if (chosen.Address.Length > 0)
            body.Append('\n').Append(chosen.Address.TrimEnd('/')).Append("/schreibtisch\n");
        return body.Append("\nDiese Nachricht kommt höchstens einmal am Tag. Abbestellen können Sie sie unter „Mein Konto“.\n").ToString();

        void Line(string what, int count)
        {
            if (count > 0)
                body.Append(CultureInfo.InvariantCulture, $"  {what}: {count}\n");
        }
    }

    private sealed record PersonRow
    {
        public required StaffMemberId StaffId { get; init; }
        public required string Address { get; init; }
        public OfficeId? OfficeId { get; init; }
    }

    private sealed record WaitingRow
    {
        public required string Subject { get; init; }
        public required DateTimeOffset DueAt { get; init; }
    }
}
