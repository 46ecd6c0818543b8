namespace Umlauf.Formats.Xdomea;

/// <summary>When a step is complete (Abschlussregel): <c>alle</c>, <c>einer</c> or <c>k von n</c> of its parts.</summary>
/// <param name="Kind">Which of the three.</param>
/// <param name="Needed">k, for <see cref="RuleKind.AtLeast"/> only.</param>
/// <param name="Of">n, for <see cref="RuleKind.AtLeast"/> only.</param>
public sealed record CompletionRule(RuleKind Kind, int Needed = 0, int Of = 0)
{
    /// <summary>All parts must be complete.</summary>
    public static CompletionRule All => new(RuleKind.All);

    /// <summary>One part is enough.</summary>
    public static CompletionRule Any => new(RuleKind.Any);
}

/// <summary>The kinds of rules (Art der Abschlussregel).</summary>
public enum RuleKind
{
    /// <summary>alle.</summary>
    All,

    /// <summary>einer.</summary>
    Any,

    /// <summary>k von n.</summary>
    AtLeast,
}

/// <summary>What a refusal does (Verhalten bei Ablehnung).</summary>
public enum RefusalPolicy
{
    /// <summary>zurück: the folder goes back to its owner.</summary>
    Return,

    /// <summary>Dissens: the folder goes on, the dissent is on record.</summary>
    Dissent,
}

/// <summary>What a new version of a decisive document does (Verhalten bei Änderung).</summary>
public enum ChangePolicy
{
    /// <summary>Neustart: back to the earliest step with a stale signature.</summary>
    Restart,

    /// <summary>Bestätigung: the signers confirm the difference.</summary>
    Reconfirm,

    /// <summary>Fortsetzung: only editorial changes are allowed.</summary>
    Continue,
}

/// <summary>States of a station that the four codes of xdomea cannot tell apart (Stand).</summary>
public enum StationState
{
    /// <summary>ausgesetzt: a refusal elsewhere holds it (code 002).</summary>
    Suspended,

    /// <summary>zurückgerufen: the owner called the folder back (code 002).</summary>
    Recalled,

    /// <summary>überholt: signed, but the document changed since (code 003).</summary>
    Stale,

    /// <summary>entfallen: no longer needed, the rule of the step was met without it (code 004).</summary>
    Obsolete,
}

/// <summary>What a station is about beyond the fields of xdomea (Angaben zur Station).</summary>
public sealed record StationTerms
{
    /// <summary>Frist, in working days of the office's calendar.</summary>
    public int? DueWorkingDays { get; init; }

    /// <summary>Pflicht: an acknowledgement that holds up the step.</summary>
    public bool Blocking { get; init; }

    /// <summary>Auswahl: what can be decided.</summary>
    public ValueList<string> Options { get; init; } = [];

    /// <summary>VierAugen: groups of stations that different persons must act on.</summary>
    public ValueList<string> FourEyes { get; init; } = [];

    /// <summary>Stand, where the code of xdomea does not say it.</summary>
    public StationState? State { get; init; }

    /// <summary>Ergebnis: the outcome in the word of the sender, for example "mitgezeichnet" or the option chosen.</summary>
    public string? Outcome { get; init; }

    /// <summary>Keys we do not know, and values we cannot read; they are written back.</summary>
    public ValueList<RouteKey> Other { get; init; } = [];
}

/// <summary>A key and its value as they stand in a route line (Angabe).</summary>
/// <param name="Key">Letters, digits, dots and single blanks.</param>
/// <param name="Value">Any text.</param>
public readonly record struct RouteKey(string Key, string Value);

/// <summary>Rule and condition of a step that has no station of its own, only branches (äußerer Schritt).</summary>
/// <param name="Place">Its place, an odd number of positions.</param>
/// <param name="Rule">When it is complete.</param>
/// <param name="Condition">On what condition it happens.</param>
public sealed record OuterStep(ValueList<int> Place, CompletionRule Rule, string? Condition);
