using Umlauf.Circulation.Engine;
using Umlauf.Circulation.Model;
using Umlauf.Identity;
using Umlauf.Journal;
using Umlauf.Platform;

namespace Umlauf.Circulation;

/// <summary>A route template to be saved (Laufweg-Vorlage).</summary>
public sealed record NewTemplate
{
    /// <summary>Null: a new one; else this one gets its next version.</summary>
    public Guid? Id { get; init; }

    public required string Name { get; init; }

    /// <summary>Whose it is; null: of the whole house.</summary>
    public OfficeId? Office { get; init; }

    public required TemplatePlan Plan { get; init; }
}

/// <summary>One version of a template (Fassung einer Vorlage).</summary>
public sealed record SavedTemplate(Guid Id, int Version);

/// <summary>Saves a route template (Laufweg-Vorlage speichern): each time as a new version, so that running folders keep theirs (rule 18).</summary>
public sealed class SaveTemplate(Db db, JournalWriter journal)
{
    public const int LongestName = 200;

    public const int MostFields = 20;

    public static readonly Refusal NotAllowed = new(
        "circulation.template-not-allowed",
        "Vorlagen eines Amts pflegt, wer es leitet; Vorlagen des ganzen Hauses die Administration oder die Verwaltungsleitung.",
        "Templates of an office are kept by its head; templates of the whole house by the administrators or the head of the house.",
        403
    );

    public static readonly Refusal NoSuchTemplate = new(
        "circulation.no-such-template",
        "Diese Vorlage oder diese Fassung gibt es nicht, oder sie gehört einem anderen Amt.",
        "There is no such template or version, or it belongs to another office.",
        404
    );

    public static readonly Refusal NoName = new(
        "circulation.template-without-name",
        "Die Vorlage braucht einen Namen von höchstens 200 Zeichen.",
        "The template needs a name of at most 200 characters."
    );

    public static readonly Refusal BadDirective = new(
        "circulation.template-directive",
        "Eine Vorlage kann anordnen: zahlen, zu den Akten, Folge-Umlauf. Ein Datum oder ein bestimmtes Schreiben gehört in die einzelne Mappe.",
        "A template can order: pay, put away, follow-up. A date or a certain letter belongs into the single folder."
    );

    public async Task<Result<SavedTemplate>> Run(Caller by, NewTemplate wanted, CancellationToken ct)
    {
        if (!Rights.Of(by).May(Right.SeeTemplates))
            return NotAllowed;
        if (wanted.Name.Trim() is not { Length: > 0 and <= LongestName } name)
            return NoName;
        await using var unit = await db.Write(by.Actor, ct);
        var keepers = await TemplateKeepers.Of(unit, by);
        if (!keepers.May(wanted.Office))
            return NotAllowed;
        if (await Unusable(unit, by, wanted) is { } refusal)
            return refusal;
        var plan = TemplateJson.Write(wanted.Plan);
        var row = new
        {
            id = wanted.Id ?? Guid.CreateVersion7(unit.Now),
            office = wanted.Office,
            name,
            plan,
            now = unit.Now,
            by = by.Staff,
        };
        if (wanted.Id is null)
            await unit.Exec(
                "INSERT INTO circulation_template (tenant_id, id, office_id, name, version, retired) VALUES (@tenant, @id, @office, @name, 0, false)",
                row
            );
        else if (await Held(unit, row.id) is not { } held || !keepers.May(held.OfficeId))
            return NoSuchTemplate;
        await unit.Exec(
            "UPDATE circulation_template SET office_id = @office, name = @name, version = version + 1, retired = false WHERE tenant_id = @tenant AND id = @id",
            row
        );
        await unit.Exec(
            """
            INSERT INTO circulation_template_version (tenant_id, template_id, version, plan, saved_at, saved_by)
            SELECT tenant_id, id, version, @plan, @now, @by FROM circulation_template WHERE tenant_id = @tenant AND id = @id
            """,
            row
        );
        var version = (await Held(unit, row.id))!.Version;
        journal.Append(unit, "template-saved", row.id, new { version, plan = FolderFacts.Hash(plan) });
        await unit.Commit();
        return new SavedTemplate(row.id, version);
    }

    /// <summary>The template, and until the commit nobody else changes it.</summary>
    internal static Task<Stored?> Held(Unit unit, Guid id) =>
        unit.One<Stored>(
            "SELECT office_id, version, retired FROM circulation_template WHERE tenant_id = @tenant AND id = @id " + unit.Dialect.ForUpdate,
            new { id }
        );

    private static async Task<Refusal?> Unusable(Unit unit, Caller by, NewTemplate wanted)
    {
        var plan = wanted.Plan;
        if (plan.Fields.Count > MostFields)
            return CirculationRefusals.BadRoute.With($"höchstens {MostFields} Zahlenfelder / at most {MostFields} number fields");
        if (
            plan.Directives.Length > Orders.Most
            || plan.Directives.Any(order =>
                order.Kind is not (DirectiveKind.Pay or DirectiveKind.PutAway or DirectiveKind.FollowUp)
                || order.On is not null
                || order.Target is null == (order.Kind == DirectiveKind.FollowUp)
            )
            || !await Templates.Know(unit, by, plan.Directives)
        )
            return BadDirective;
        if (RouteChecks.Check(plan.Route, plan.FourEyes, plan.Fields) is { } impossible)
            return impossible;
        if (wanted.Office is { } office && await Addressees.Check(unit, [Addressee.Of(office)]) is { } noOffice)
            return noOffice;
        return await Addressees.Check(unit, plan.Route);
    }

    internal sealed record Stored
    {
        public OfficeId? OfficeId { get; init; }
        public required int Version { get; init; }
        public required bool Retired { get; init; }
    }
}
