using Umlauf.Circulation.Model;
using Umlauf.Identity;
using Umlauf.Platform;

namespace Umlauf.Circulation;

/// <summary>A version of a template in its list (Fassung).</summary>
public sealed record TemplateVersionRow
{
    public required int Version { get; init; }
    public required DateTimeOffset SavedAt { get; init; }
    public StaffMemberId? SavedBy { get; init; }
}

/// <summary>One version of a route template, with the list of all (Vorlage ansehen).</summary>
public sealed record TemplateView(TemplateRow Template, int Version, TemplatePlan Plan, IReadOnlyList<TemplateVersionRow> Versions);

/// <summary>Shows any version of a route template, also of a retired one (Vorlage ansehen).</summary>
public sealed class ShowTemplate(Db db)
{
    /// <param name="by">Who looks.</param>
    /// <param name="id">The template.</param>
    /// <param name="version">Null: the newest.</param>
    /// <param name="ct">Ends the reading.</param>
    public async Task<Result<TemplateView>> Run(Caller by, Guid id, int? version, CancellationToken ct)
    {
        if (!Rights.Of(by).May(Right.SeeTemplates))
            return SaveTemplate.NotAllowed;
        await using var unit = await db.Read(by.Actor, ct);
        var seen = Templates.Seen(by);
        var row = await unit.One<TemplateRow>(
            $"""
            SELECT t.id, t.name, t.office_id, t.version, t.retired, v.saved_at, v.saved_by
            FROM circulation_template t
            JOIN circulation_template_version v ON v.tenant_id = t.tenant_id AND v.template_id = t.id AND v.version = t.version
            WHERE t.tenant_id = @tenant AND t.id = @id AND {seen.Sql}
            """,
            seen.With(new { id })
        );
        if (row is null)
            return SaveTemplate.NoSuchTemplate;
        var shown = version ?? row.Version;
        var plan = await unit.Scalar<string?>(
            "SELECT plan FROM circulation_template_version WHERE tenant_id = @tenant AND template_id = @id AND version = @shown",
            new { id, shown }
        );
        if (plan is null)
            return SaveTemplate.NoSuchTemplate;
        var versions = await unit.Query<TemplateVersionRow>(
            """
            SELECT version, saved_at, saved_by FROM circulation_template_version
            WHERE tenant_id = @tenant AND template_id = @id ORDER BY version DESC LIMIT 500
            """,
            new { id }
        );
        var keepers = await TemplateKeepers.Of(unit, by);
        return new TemplateView(row with { MayChange = keepers.May(row.OfficeId) }, shown, TemplateJson.Read(plan), versions);
    }
}
