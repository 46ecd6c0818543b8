using Umlauf.Identity.Model;
using Umlauf.Journal;
using Umlauf.Platform;

namespace Umlauf.Identity;

/// <summary>Closes an office (Amt auflösen). Its records stay, in sight of those who head an office above it.</summary>
public sealed class CloseOffice(Db db, JournalWriter journal)
{
    public static readonly Refusal InUse = new(
        "identity.office-in-use",
        "Hier arbeiten noch Menschen, oder darunter stehen noch Organisationseinheiten. Versetzen Sie diese zuerst.",
        "People still work here, or offices still stand below it. Move those first.",
        409
    );

    public async Task<Result<Done>> Run(Caller by, OfficeId office, CancellationToken ct)
    {
        if (!Rights.Of(by).May(Right.Administrate))
            return Rights.NotAllowed;
        await using var unit = await db.Write(by.Actor, ct);
        var tree = await OfficeTree.Load(unit, alone: true);
        if (!tree.IsOpen(office))
            return AddOffice.NoSuchOffice;
        if (tree.IsTop(office) || tree.WithBelow(office).Any(below => below != office && tree.IsOpen(below)) || await Staffed(unit, office))
            return InUse;
        await unit.Exec(
            "UPDATE identity_office SET closed_at = @now WHERE tenant_id = @tenant AND id = @office",
            new { office, now = unit.Now }
        );
        journal.Append(unit, "office-closed", office.Value);
        await unit.Commit();
        return default(Done);
    }

    private static async Task<bool> Staffed(Unit unit, OfficeId office) =>
        await unit.Scalar<long>(
            """
            SELECT count(*) FROM identity_post p
            JOIN identity_staff s ON s.tenant_id = p.tenant_id AND s.id = p.staff_id
            WHERE p.tenant_id = @tenant AND p.office_id = @office AND s.active = true
            """,
            new { office }
        ) > 0;
}
