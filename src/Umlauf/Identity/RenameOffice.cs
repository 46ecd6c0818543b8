using Umlauf.Journal;
using Umlauf.Platform;

namespace Umlauf.Identity;

/// <summary>Gives an office another code or name (Amt umbenennen).</summary>
public sealed class RenameOffice(Db db, JournalWriter journal)
{
    public async Task<Result<Done>> Run(Caller by, OfficeId office, string code, string name, CancellationToken ct)
    {
        if (!Rights.Of(by).May(Right.Administrate))
            return Rights.NotAllowed;
        await using var unit = await db.Write(by.Actor, ct);
        if (await AddOffice.Wrong(unit, code, name, except: office) is { } refusal)
            return refusal;
        var changed = await unit.Exec(
            "UPDATE identity_office SET code = @code, name = @name WHERE tenant_id = @tenant AND id = @office AND closed_at IS NULL",
            new
            {
                office,
                code = code.Trim(),
                name = name.Trim(),
            }
        );
        if (changed == 0)
            return AddOffice.NoSuchOffice;
        journal.Append(unit, "office-renamed", office.Value);
        await unit.Commit();
        return default(Done);
    }
}
