using Umlauf.Identity;
using Umlauf.Journal;
using Umlauf.Platform;
using Umlauf.Records.Model;

namespace Umlauf.Records;

/// <summary>A matter to be opened: in a case file, or in a new case file of a filing plan unit (neuer Vorgang).</summary>
public sealed record NewMatter
{
    /// <summary>The case file that it belongs to; null opens one in <see cref="PlanUnit"/>.</summary>
    public CaseFileId? CaseFile { get; init; }
    public FilingPlanUnitId? PlanUnit { get; init; }
    public required string Subject { get; init; }
    public required OfficeId Office { get; init; }
    public StaffMemberId? Responsible { get; init; }
    public Confidentiality Confidentiality { get; init; }
    public DateOnly? DueOn { get; init; }
}

/// <summary>A matter and its number (Vorgang und Geschäftszeichen).</summary>
public sealed record OpenedMatter(MatterId Id, string Number, CaseFileId CaseFile);

/// <summary>Opens a matter with the next number (Vorgang anlegen).</summary>
public sealed class OpenMatter(Db db, JournalWriter journal)
{
    public static readonly Refusal NoSubject = new(
        "records.no-subject",
        "Der Betreff fehlt oder ist länger als 300 Zeichen.",
        "The subject is missing or has more than 300 characters."
    );

    public static readonly Refusal NoSuchPlanUnit = new(
        "records.no-such-plan-unit",
        "Diese Einheit gibt es im Aktenplan nicht, oder sie ist stillgelegt.",
        "The filing plan has no such unit, or it is retired."
    );

    public static readonly Refusal NoSuchCaseFile = new(
        "records.no-such-case-file",
        "Diese Akte gibt es nicht, oder Sie dürfen sie nicht sehen.",
        "There is no such case file, or you may not see it.",
        404
    );

    public async Task<Result<OpenedMatter>> Run(Caller by, NewMatter matter, CancellationToken ct)
    {
        await using var unit = await db.Write(by.Actor, ct);
        var opened = await Within(unit, by, matter);
        if (opened.Ok)
            await unit.Commit();
        return opened;
    }

    /// <summary>Inside a transaction that does more, e.g. files the letter with which the matter begins.</summary>
    public async Task<Result<OpenedMatter>> Within(Unit unit, Caller by, NewMatter matter)
    {
        if (!Rights.Of(by).May(Right.ChangeRecords))
            return RecordsRefusals.NotAllowed;
        var subject = DocumentText.Line(matter.Subject, 301);
        if (subject.Length is 0 or > 300)
            return NoSubject;
        var file = matter.CaseFile is { } id ? await Existing(unit, by, id) : await OpenCaseFile(unit, matter, subject);
        if (!file.Ok)
            return file.Refusal!;

        var running = await Numbers.Next(unit, file.Value.Id.Value, 0);
        var pattern = await Numbers.Pattern(unit, forMatter: true);
        var opened = new OpenedMatter(Ids.New<MatterId>(unit.Now), pattern.Write(file.Value.Number, 0, running), file.Value.Id);
        await unit.Exec(
            """
            INSERT INTO records_matter
                (tenant_id, id, case_file_id, running, number, subject, office_id, responsible_id, confidentiality, state, due_on, opened_at)
            VALUES (@tenant, @Id, @CaseFile, @running, @Number, @subject, @Office, @Responsible, @Confidentiality, 'Open', @due, @now)
            """,
            new
            {
                opened.Id,
                opened.CaseFile,
                running,
                opened.Number,
                subject,
                matter.Office,
                matter.Responsible,
                matter.Confidentiality,
                due = matter.DueOn ?? DateOnly.MaxValue,
                now = unit.Now,
            }
        );
        journal.Append(
            unit,
            "matter-opened",
            opened.Id.Value,
            new
            {
                number = opened.Number,
                caseFile = opened.CaseFile.Value,
                office = matter.Office.Value,
                responsible = matter.Responsible?.Value,
                confidentiality = (int)matter.Confidentiality,
            }
        );
        return opened;
    }

    /// <summary>Whoever sees one matter of a case file may add another.</summary>
    private static async Task<Result<CaseFile>> Existing(Unit unit, Caller by, CaseFileId id)
    {
        var rights = Visible.Matters(by);
        var file = await unit.One<CaseFile>(
            $"""
            SELECT f.id, f.number FROM records_case_file f WHERE f.tenant_id = @tenant AND f.id = @id AND EXISTS (
                SELECT 1 FROM records_matter m WHERE m.tenant_id = f.tenant_id AND m.case_file_id = f.id AND {rights.Sql})
            """,
            rights.With(new { id })
        );
        return file is null ? NoSuchCaseFile : file;
    }

    private async Task<Result<CaseFile>> OpenCaseFile(Unit unit, NewMatter matter, string subject)
    {
        var planUnit = matter.PlanUnit;
        var code = await unit.Scalar<string>(
            "SELECT code FROM records_filing_plan_unit WHERE tenant_id = @tenant AND id = @planUnit AND retired = false",
            new { planUnit }
        );
        if (code is null)
            return NoSuchPlanUnit;
        var year = Numbers.Year(unit.Now);
        var running = await Numbers.Next(unit, planUnit!.Value.Value, year);
        var number = (await Numbers.Pattern(unit, forMatter: false)).Write(code, year, running);
        var file = new CaseFile { Id = Ids.New<CaseFileId>(unit.Now), Number = number };
        await unit.Exec(
            """
            INSERT INTO records_case_file (tenant_id, id, plan_unit_id, number, year, running, subject, office_id, opened_at)
            VALUES (@tenant, @Id, @planUnit, @number, @year, @running, @subject, @Office, @now)
            """,
            new
            {
                file.Id,
                planUnit,
                number,
                year,
                running,
                subject,
                matter.Office,
                now = unit.Now,
            }
        );
        journal.Append(unit, "case-file-opened", file.Id.Value, new { number, planUnit = planUnit.Value.Value });
        return file;
    }

    private sealed record CaseFile
    {
        public required CaseFileId Id { get; init; }
        public required string Number { get; init; }
    }
}
