namespace Umlauf.Formats.Xdomea;

/// <summary>
/// What our route knows and xdomea has no field for, as the last line of a Notiz (Umlaufzeile): "Umlauf: Regel=2 von 3; Frist=3 AT".
/// The syntax is in docs/standards/xdomea-circulation.md.
/// </summary>
public sealed record RouteNote
{
    /// <summary>A note that says nothing.</summary>
    public static RouteNote Empty { get; } = new();

    /// <summary>Platz: step, part, and for branches step and part again, each from 1; empty where the order of the message says it all.</summary>
    public ValueList<int> Place { get; init; } = [];

    /// <summary>Regel of the step the station stands in; none: all.</summary>
    public CompletionRule? Rule { get; init; }

    /// <summary>Bedingung of the step the station stands in.</summary>
    public string? Condition { get; init; }

    /// <summary>Steps around it that hold only branches.</summary>
    public ValueList<OuterStep> Outer { get; init; } = [];

    /// <summary>Aufgabe, where the text of the Verfuegung does not say it.</summary>
    public StepTask? Task { get; init; }

    /// <summary>Ablehnung, for the whole route; stands at its first station.</summary>
    public RefusalPolicy? OnRefusal { get; init; }

    /// <summary>Änderung, for the whole route; stands at its first station.</summary>
    public ChangePolicy? OnChange { get; init; }

    /// <summary>What belongs to the station alone.</summary>
    public StationTerms Terms { get; init; } = new();

    /// <summary>Takes a Notiz apart: what people wrote, and the route line if its last line is one.</summary>
    public static (string? Text, RouteNote Note) Read(string? notiz)
    {
        if (string.IsNullOrEmpty(notiz))
            return (null, Empty);
        var start = notiz.LastIndexOf('\n') + 1;
        if (RouteLine.Read(notiz[start..]) is not { } note)
            return (notiz, Empty);
        return (start <= 1 ? null : notiz[..(start - 1)], note);
    }

    /// <summary>Puts a Notiz together.</summary>
    public static string? Write(string? text, RouteNote note)
    {
        text = string.IsNullOrEmpty(text) ? null : text;
        // People may have written a line that looks like ours; then an empty one of ours must follow.
        if (note == Empty && (text is null || RouteLine.Read(text[(text.LastIndexOf('\n') + 1)..]) is null))
            return text;
        var line = RouteLine.Write(note);
        return text is null ? line : $"{text}\n{line}";
    }

    /// <summary>Adds what people should read, and leaves the route line last.</summary>
    internal static string? Insert(string? notiz, List<string> additions)
    {
        if (additions.Count == 0)
            return notiz;
        var line = $"xdomea 3.1: {string.Join("; ", additions)}";
        var (text, note) = Read(notiz);
        return Write(text is null ? line : $"{text}\n{line}", note);
    }
}
