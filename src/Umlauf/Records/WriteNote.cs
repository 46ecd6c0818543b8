using Umlauf.Identity;
using Umlauf.Journal;
using Umlauf.Platform;
using Umlauf.Records.Model;

namespace Umlauf.Records;

/// <summary>Writes a note on a matter (Vermerk schreiben). Notes are not changed afterwards; a later one corrects an earlier one.</summary>
public sealed class WriteNote(Db db, JournalWriter journal)
{
    public const int Longest = 20_000;

    public static readonly Refusal NoText = new(
        "records.note-without-text",
        "Der Vermerk ist leer oder länger als 20.000 Zeichen.",
        "The note is empty or has more than 20,000 characters."
    );

    public async Task<Result<NoteId>> Run(Caller by, MatterId matter, string text, CancellationToken ct)
    {
        var body = DocumentText.Clean(text, Longest + 1).Trim();
        if (body.Length is 0 or > Longest)
            return NoText;
        await using var unit = await db.Write(by.Actor, ct);
        var taken = await MatterAtWork.Take(unit, by, matter);
        if (!taken.Ok)
            return taken.Refusal!;
        var id = Ids.New<NoteId>(unit.Now);
        await unit.Exec(
            "INSERT INTO records_note (tenant_id, id, matter_id, body, written_by, written_at) VALUES (@tenant, @id, @matter, @body, @Staff, @now)",
            new
            {
                id,
                matter,
                body,
                by.Staff,
                now = unit.Now,
            }
        );
        journal.Append(
            unit,
            "note-written",
            id.Value,
            new { matter = matter.Value, hash = ContentHash.Of(System.Text.Encoding.UTF8.GetBytes(body)).Hex }
        );
        await unit.Commit();
        return id;
    }
}
