using Umlauf.Identity.Model;
using Umlauf.Journal;
using Umlauf.Platform;

namespace Umlauf.Identity;

/// <summary>Puts an office with everything below it under another one (Amt umhängen). Who heads the new one sees its records from now on.</summary>
public sealed class MoveOffice(Db db, JournalWriter journal)
{
    public static readonly Refusal IntoItself = new(
        "identity.office-into-itself",
        "Eine Organisationseinheit kann nicht unter sich selbst stehen, und die oberste bleibt oben.",
        "An office cannot stand below itself, and the topmost one stays at the top."
    );

    public async Task<Result<Done>> Run(Caller by, OfficeId office, OfficeId parent, CancellationToken ct)
    {
        if (!Rights.Of(by).May(Right.Administrate))
            return Rights.NotAllowed;
        await using var unit = await db.Write(by.Actor, ct);
        var tree = await OfficeTree.Load(unit, alone: true);
        if (!tree.IsOpen(office) || !tree.IsOpen(parent))
            return AddOffice.NoSuchOffice;
        if (tree.IsTop(office) || tree.WithBelow(office).Contains(parent))
            return IntoItself;
        await unit.Exec(
            "UPDATE identity_office SET parent_id = @parent WHERE tenant_id = @tenant AND id = @office",
            new { office, parent }
        );
        await CalendarState.Renew(unit);
        journal.Append(unit, "office-moved", office.Value, new { parent = parent.Value });
        await unit.Commit();
        return default(Done);
    }
}
