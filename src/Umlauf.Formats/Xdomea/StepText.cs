using System.Collections.Frozen;
using System.Text;

namespace Umlauf.Formats.Xdomea;

/// <summary>What a step asks for (Aufgabe). The last two are directives on completion (Schlussverfügungen), the others tasks of a station.</summary>
public enum StepTask
{
    /// <summary>zur Mitzeichnung.</summary>
    CoSign,

    /// <summary>zur Schlusszeichnung.</summary>
    FinalSign,

    /// <summary>zur Kenntnisnahme.</summary>
    Acknowledge,

    /// <summary>zur weiteren Veranlassung.</summary>
    Act,

    /// <summary>zur Entscheidung.</summary>
    Decide,

    /// <summary>sachlich richtig.</summary>
    CheckFacts,

    /// <summary>rechnerisch richtig.</summary>
    CheckSums,

    /// <summary>Anordnung.</summary>
    OrderPayment,

    /// <summary>zu den Akten.</summary>
    FileAway,

    /// <summary>Wiedervorlage.</summary>
    BringForward,
}

/// <summary>
/// The words of a step (Verfügungstext). xdomea has no field for the kind of a step, only this text; the usual ones are known here,
/// every other one is kept word for word and has no task.
/// </summary>
/// <param name="Task">The task, if the words are known.</param>
/// <param name="Original">The words as they were written.</param>
public readonly record struct StepText(StepTask? Task, string Original)
{
    private const int LongestKnown = 60;

    /// <summary>The controlled list: first the words we write, then what others write for the same.</summary>
    private static readonly (StepTask Task, string[] Words)[] words =
    [
        (StepTask.CoSign, ["zur Mitzeichnung", "Mitzeichnung", "z.Mz.", "Mz", "zMZ", "z. Mitz.", "bitte mitzeichnen", "mitzeichnen"]),
        (
            StepTask.FinalSign,
            ["zur Schlusszeichnung", "Schlusszeichnung", "zur Schlußzeichnung", "Schlußzeichnung", "z.Sz.", "zur Unterschrift", "z.U."]
        ),
        (
            StepTask.Acknowledge,
            ["zur Kenntnisnahme", "Kenntnisnahme", "zur Kenntnis", "zK", "z.K.", "z.Kts.", "z.Ktn.", "zKn", "z.Kn.", "z.Kenntnis", "n.z.K."]
        ),
        (
            StepTask.Act,
            [
                "zur weiteren Veranlassung",
                "z.w.V.",
                "zwV",
                "weitere Veranlassung",
                "zur weiteren Verwendung",
                "zur weiteren Verfügung",
                "zur Bearbeitung",
                "z.Bearb.",
                "zur weiteren Bearbeitung",
                "z.w.B.",
                "zur Erledigung",
                "z.Erl.",
            ]
        ),
        (StepTask.Decide, ["zur Entscheidung", "Entscheidung", "z.E.", "z.Entsch.", "m.d.B.u. Entscheidung"]),
        (
            StepTask.CheckFacts,
            [
                "sachlich richtig",
                "zur sachlichen Prüfung",
                "sachliche Richtigkeit",
                "sachl. richtig",
                "Feststellung der sachlichen Richtigkeit",
            ]
        ),
        (
            StepTask.CheckSums,
            [
                "rechnerisch richtig",
                "zur rechnerischen Prüfung",
                "rechnerische Richtigkeit",
                "rechn. richtig",
                "Feststellung der rechnerischen Richtigkeit",
            ]
        ),
        (StepTask.OrderPayment, ["Anordnung", "zur Anordnung", "Zahlungsanordnung", "zur Zahlungsanordnung", "Kassenanordnung"]),
        (StepTask.FileAway, ["z.d.A.", "zdA", "zu den Akten", "z.A.", "zum Akt", "zur Akte"]),
        (StepTask.BringForward, ["Wiedervorlage", "Wv", "Wv.", "WV", "zur Wiedervorlage"]),
    ];

    private static readonly FrozenDictionary<string, StepTask> tasks = words
        .SelectMany(row => row.Words.Select(word => (Key: Key(word), row.Task)))
        .DistinctBy(pair => pair.Key)
        .ToFrozenDictionary(pair => pair.Key, pair => pair.Task, StringComparer.Ordinal);

    /// <summary>Finds the task behind the words; case, dots, blanks and hyphens do not matter.</summary>
    public static StepText Read(string? text) =>
        text is null or { Length: > LongestKnown } ? new(null, text ?? "")
        : tasks.TryGetValue(Key(text), out var task) ? new(task, text)
        : new(null, text);

    /// <summary>The words of the controlled list for a task.</summary>
    public static string Of(StepTask task) => Array.Find(words, row => row.Task == task).Words[0];

    /// <summary>All words that are known, for the documentation and the tests.</summary>
    public static IEnumerable<(StepTask Task, string Word)> Known => words.SelectMany(row => row.Words.Select(word => (row.Task, word)));

    private static string Key(string text)
    {
        var key = new StringBuilder(text.Length);
        foreach (var letter in text)
            if (letter is 'ß' or 'ẞ')
                key.Append("ss");
            else if (letter is not ('.' or ' ' or '-' or '\u00A0' or '\u2011' or '\t' or '\r' or '\n' or ':'))
                key.Append(char.ToLowerInvariant(letter));
        return key.ToString();
    }
}
