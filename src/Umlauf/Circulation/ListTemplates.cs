using Umlauf.Circulation.Model;
using Umlauf.Identity;
using Umlauf.Platform;

namespace Umlauf.Circulation;

/// <summary>A route template in a list (Vorlage in einer Liste).</summary>
public sealed record TemplateRow
{
    public required Guid Id { get; init; }
    public required string Name { get; init; }

    /// <summary>Null: of the whole house.</summary>
    public OfficeId? OfficeId { get; init; }
    public required int Version { get; init; }
    public required bool Retired { get; init; }
    public required DateTimeOffset SavedAt { get; init; }
    public StaffMemberId? SavedBy { get; init; }
    public bool MayChange { get; init; }
}

/// <summary>The templates in sight, and whether the caller may make new ones.</summary>
public sealed record TemplateList(IReadOnlyList<TemplateRow> Rows, bool MaySave);

/// <summary>Lists the route templates of the caller's offices and of the whole house (Vorlagen auflisten), by name.</summary>
public sealed class ListTemplates(Db db)
{
    private const int Most = 1_000;

    public async Task<Result<TemplateList>> Run(Caller by, bool retired, CancellationToken ct)
    {
        if (!Rights.Of(by).May(Right.SeeTemplates))
            return SaveTemplate.NotAllowed;
        await using var unit = await db.Read(by.Actor, ct);
        var keepers = await TemplateKeepers.Of(unit, by);
        var seen = Templates.Seen(by);
        var rows = await unit.Query<TemplateRow>(
            $"""
            SELECT t.id, t.name, t.office_id, t.version, t.retired, v.saved_at, v.saved_by
            FROM circulation_template t
            JOIN circulation_template_version v ON v.tenant_id = t.tenant_id AND v.template_id = t.id AND v.version = t.version
            WHERE t.tenant_id = @tenant AND t.retired IN (false, @retired) AND {seen.Sql} ORDER BY t.retired, t.name, t.id LIMIT @most
            """,
            seen.With(new { retired, most = Most })
        );
        return new TemplateList([.. rows.Select(row => row with { MayChange = keepers.May(row.OfficeId) })], keepers.Any);
    }
}
