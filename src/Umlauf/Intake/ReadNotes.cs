using System.Collections.Frozen;
using Umlauf.Formats.Reading;

namespace Umlauf.Intake;

/// <summary>Which of the reader's notes make an arrival an exception, and the sentences for their codes (Gründe für Klärfälle).</summary>
public static class ReadNotes
{
    /// <summary>Reading failed by no fault that the bytes explain; the original is at hand.</summary>
    public static readonly ReadNote Failed = new(
        "intake.read-failed",
        "Das Lesen ist mehrmals gescheitert; das Original liegt vor und kann erneut gelesen werden.",
        "Reading failed several times; the original is kept and can be read again."
    );

    /// <summary>The child process that read the item ended without an answer.</summary>
    public static readonly ReadNote Crashed = new(
        "intake.reader-crashed",
        "Das Leseprogramm ist an diesem Eingang gescheitert; das Original liegt vor.",
        "The reading program failed on this item; the original is kept."
    );

    private static readonly FrozenDictionary<string, ReadNote> all = typeof(ReadNote)
        .GetFields()
        .Where(field => field is { IsStatic: true } && field.FieldType == typeof(ReadNote))
        .Select(field => (ReadNote)field.GetValue(null)!)
        .Append(Failed)
        .Append(Crashed)
        .ToFrozenDictionary(note => note.Code, StringComparer.Ordinal);

    /// <summary>Something is missing that only text recognition can add; a person can read it all the same.</summary>
    private static readonly FrozenSet<string> readable = new[]
    {
        ReadNote.Picture.Code,
        ReadNote.PdfNoText.Code,
        ReadNote.PdfPagesLost.Code,
        ReadNote.PdfPagesCut.Code,
        ReadNote.TextCut.Code,
        ReadNote.EntriesCut.Code,
        ReadNote.SignedNotChecked.Code,
    }.ToFrozenSet(StringComparer.Ordinal);

    public static bool NeedsHand(ReadNote note) => !readable.Contains(note.Code);

    /// <summary>The note behind a stored code; null for one that this version does not know.</summary>
    public static ReadNote? Find(string code) => all.GetValueOrDefault(code);
}
