using System.Globalization;

namespace Umlauf.Formats.Xdomea;

/// <summary>The text of a route line (Umlaufzeile): <c>Umlauf: </c>, then <c>key=value</c> pairs with <c>; </c> between them.</summary>
internal static class RouteLine
{
    private const string Start = "Umlauf: ";
    private const string Nothing = "-";
    private const int MostPlaces = 18;

    private static readonly (StepTask Value, string Word)[] tasks =
    [
        (StepTask.CoSign, "Mitzeichnung"),
        (StepTask.FinalSign, "Schlusszeichnung"),
        (StepTask.Acknowledge, "Kenntnisnahme"),
        (StepTask.Act, "Veranlassung"),
        (StepTask.Decide, "Entscheidung"),
        (StepTask.CheckFacts, "sachlich richtig"),
        (StepTask.CheckSums, "rechnerisch richtig"),
        (StepTask.OrderPayment, "Anordnung"),
        (StepTask.FileAway, "zu den Akten"),
        (StepTask.BringForward, "Wiedervorlage"),
    ];

    private static readonly (StationState Value, string Word)[] states =
    [
        (StationState.Suspended, "ausgesetzt"),
        (StationState.Recalled, "zurückgerufen"),
        (StationState.Stale, "überholt"),
        (StationState.Obsolete, "entfallen"),
    ];

    private static readonly (RefusalPolicy Value, string Word)[] refusals =
    [
        (RefusalPolicy.Return, "zurück"),
        (RefusalPolicy.Dissent, "Dissens"),
    ];

    private static readonly (ChangePolicy Value, string Word)[] changes =
    [
        (ChangePolicy.Restart, "Neustart"),
        (ChangePolicy.Reconfirm, "Bestätigung"),
        (ChangePolicy.Continue, "Fortsetzung"),
    ];

    /// <summary>The note, or null where the line is none.</summary>
    public static RouteNote? Read(string line)
    {
        line = line.TrimEnd('\r');
        if (!line.StartsWith(Start, StringComparison.Ordinal))
            return null;
        var body = line[Start.Length..];
        if (body == Nothing)
            return RouteNote.Empty;
        return RoutePairs.Split(body) is { Count: > 0 } pairs ? Take(pairs) : null;
    }

    public static string Write(RouteNote note)
    {
        var pairs = new List<RouteKey>();
        var terms = note.Terms;
        if (note.Place.Count > 0)
            pairs.Add(new("Platz", Dots(note.Place)));
        Step("", note.Rule, note.Condition);
        foreach (var outer in note.Outer)
            Step(" " + Dots(outer.Place), outer.Rule, outer.Condition);
        Word("Aufgabe", tasks, note.Task);
        if (terms.DueWorkingDays is { } days)
            pairs.Add(new("Frist", string.Create(CultureInfo.InvariantCulture, $"{days} AT")));
        if (terms.Blocking)
            pairs.Add(new("Pflicht", "ja"));
        pairs.AddRange(terms.Options.Select(option => new RouteKey("Auswahl", option)));
        pairs.AddRange(terms.FourEyes.Select(group => new RouteKey("VierAugen", group)));
        Word("Stand", states, terms.State);
        if (terms.Outcome is { } outcome)
            pairs.Add(new("Ergebnis", outcome));
        Word("Ablehnung", refusals, note.OnRefusal);
        Word("Änderung", changes, note.OnChange);
        pairs.AddRange(terms.Other);
        return Start + (pairs.Count == 0 ? Nothing : RoutePairs.Join(pairs));

        void Step(string where, CompletionRule? rule, string? condition)
        {
            if (rule is { } r)
                pairs.Add(new("Regel" + where, Print(r)));
            if (condition is not null)
                pairs.Add(new("Bedingung" + where, condition));
        }

        void Word<T>(string key, (T Value, string Word)[] words, T? value)
            where T : struct, Enum
        {
            if (value is { } known)
                pairs.Add(new(key, Array.Find(words, w => EqualityComparer<T>.Default.Equals(w.Value, known)).Word));
        }
    }

    private static RouteNote Take(List<RouteKey> pairs)
    {
        var note = new RouteNote();
        var terms = new StationTerms();
        var (options, groups, other, outer) = (new List<string>(), new List<string>(), new List<RouteKey>(), new List<OuterStep>());
        foreach (var pair in pairs)
        {
            // A key that comes twice, or whose value cannot be read, is kept as it is.
            var (key, value) = pair;
            if (key == "Platz" && note.Place.Count == 0 && Place(value) is { } place)
                note = note with { Place = place };
            else if (key == "Regel" && note.Rule is null && Rule(value) is { } rule)
                note = note with { Rule = rule };
            else if (key == "Bedingung" && note.Condition is null)
                note = note with { Condition = value };
            else if (key == "Aufgabe" && note.Task is null && Known(tasks, value) is { } task)
                note = note with { Task = task };
            else if (key == "Ablehnung" && note.OnRefusal is null && Known(refusals, value) is { } refusal)
                note = note with { OnRefusal = refusal };
            else if (key == "Änderung" && note.OnChange is null && Known(changes, value) is { } change)
                note = note with { OnChange = change };
            else if (key == "Frist" && terms.DueWorkingDays is null && Days(value) is { } days)
                terms = terms with { DueWorkingDays = days };
            else if (key == "Pflicht" && !terms.Blocking && value == "ja")
                terms = terms with { Blocking = true };
            else if (key == "Stand" && terms.State is null && Known(states, value) is { } state)
                terms = terms with { State = state };
            else if (key == "Ergebnis" && terms.Outcome is null)
                terms = terms with { Outcome = value };
            else if (key == "Auswahl")
                options.Add(value);
            else if (key == "VierAugen")
                groups.Add(value);
            else if (!Outer(key, value, outer))
                other.Add(pair);
        }
        return note with { Outer = [.. outer], Terms = terms with { Options = [.. options], FourEyes = [.. groups], Other = [.. other] } };
    }

    /// <summary>"Regel 3" opens a step, "Bedingung 3" behind it belongs to it.</summary>
    private static bool Outer(string key, string value, List<OuterStep> outer)
    {
        if (key.StartsWith("Regel ", StringComparison.Ordinal) && Place(key[6..]) is { } place && Rule(value) is { } rule)
        {
            if (outer.Exists(step => step.Place.Equals(place)))
                return false;
            outer.Add(new(place, rule, null));
            return true;
        }
        if (!key.StartsWith("Bedingung ", StringComparison.Ordinal) || Place(key[10..]) is not { } at)
            return false;
        if (outer.Count == 0 || !outer[^1].Place.Equals(at) || outer[^1].Condition is not null)
            return false;
        outer[^1] = outer[^1] with { Condition = value };
        return true;
    }

    private static string Print(CompletionRule rule) =>
        rule.Kind switch
        {
            RuleKind.All => "alle",
            RuleKind.Any => "einer",
            _ => string.Create(CultureInfo.InvariantCulture, $"{rule.Needed} von {rule.Of}"),
        };

    private static CompletionRule? Rule(string text)
    {
        if (text is "alle" or "einer")
            return text == "alle" ? CompletionRule.All : CompletionRule.Any;
        return text.Split(" von ") is [var needed, var of] && Number(needed) is { } k && Number(of) is { } n && k <= n
            ? new(RuleKind.AtLeast, k, n)
            : null;
    }

    private static int? Days(string text) => text.EndsWith(" AT", StringComparison.Ordinal) ? Number(text[..^3]) : null;

    private static string Dots(ValueList<int> place) =>
        string.Join('.', place.Select(position => position.ToString(CultureInfo.InvariantCulture)));

    private static ValueList<int>? Place(string text)
    {
        if (text.Length > MostPlaces * 7)
            return null;
        var positions = text.Split('.').Select(Number).ToArray();
        return positions.Length <= MostPlaces && Array.TrueForAll(positions, p => p is not null)
            ? [.. positions.Select(p => p!.Value)]
            : null;
    }

    /// <summary>1 to 999,999, without signs, blanks or leading zeros, so that what is written again is the same.</summary>
    private static int? Number(string text) =>
        text.Length is > 0 and <= 6 && text[0] != '0' && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    private static T? Known<T>((T Value, string Word)[] words, string word)
        where T : struct, Enum
    {
        foreach (var (value, known) in words)
            if (known == word)
                return value;
        return null;
    }
}
