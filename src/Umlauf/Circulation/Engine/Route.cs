using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Umlauf.Identity;

namespace Umlauf.Circulation.Engine;

/// <summary>What an addressee is asked to do (Aufgabe der Station).</summary>
public enum StationTask
{
    /// <summary>Mitzeichnung.</summary>
    CoSign,

    /// <summary>Schlusszeichnung.</summary>
    FinalSign,

    /// <summary>Kenntnisnahme (zK).</summary>
    Acknowledge,

    /// <summary>Zur weiteren Veranlassung (zwV).</summary>
    Act,

    /// <summary>Entscheidung zwischen genannten Möglichkeiten.</summary>
    Decide,

    /// <summary>Sachlich richtig.</summary>
    CheckFacts,

    /// <summary>Rechnerisch richtig.</summary>
    CheckSums,

    /// <summary>Anordnung der Zahlung.</summary>
    OrderPayment,

    /// <summary>Bestätigung nach einer Änderung; made by rule 6 alone.</summary>
    Reconfirm,

    /// <summary>Noch zu entscheiden: what another system asked for in words that have no task here. A folder does not start with it.</summary>
    Undecided,
}

/// <summary>Whom another system named, as long as nobody has decided who that is here (Empfänger im Wortlaut); at least one is there.</summary>
public sealed record Meant
{
    public string? Person { get; init; }

    public string? Role { get; init; }

    public string? Office { get; init; }

    /// <summary>Name of the institution.</summary>
    public string? House { get; init; }

    public string Text => string.Join(", ", new[] { Person, Role, Office, House }.OfType<string>());
}

/// <summary>Who is asked (Empfänger): exactly one of a person, an office, a role; in drafts and templates also words that nobody has decided on yet.</summary>
public sealed record Addressee
{
    public StaffMemberId? Person { get; init; }

    public OfficeId? Office { get; init; }

    public Role? Role { get; init; }

    public Meant? Meant { get; init; }

    public static Addressee Of(StaffMemberId person) => new() { Person = person };

    public static Addressee Of(OfficeId office) => new() { Office = office };

    public static Addressee Of(Role role) => new() { Role = role };

    public static Addressee Of(Meant meant) => new() { Meant = meant };

    /// <summary>One word for lists and indexes: <c>p:</c>, <c>o:</c> or <c>r:</c> with key or name, <c>?:</c> with the words.</summary>
    public string Key =>
        Person is { } person ? KeyOf(person)
        : Office is { } office ? KeyOf(office)
        : Meant is { } meant ? $"?:{meant.Text}"
        : KeyOf(Role!.Value);

    public static string KeyOf(StaffMemberId person) => $"p:{person.Value:N}";

    public static string KeyOf(OfficeId office) => $"o:{office.Value:N}";

    public static string KeyOf(Role role) => $"r:{role}";
}

/// <summary>When a step is complete (Abschlussregel): all of its stations, any one, or k of them.</summary>
/// <param name="Least">0 = all; 1 = any; k = k of n.</param>
public readonly record struct CompletionRule(int Least)
{
    public static readonly CompletionRule All = new(0);

    public static readonly CompletionRule Any = new(1);

    public static CompletionRule Of(int k) => new(k);

    public bool IsAll => Least == 0;

    /// <summary>How many of <paramref name="members"/> must be positive.</summary>
    public int Needed(int members) => IsAll ? members : Math.Min(Least, members);
}

/// <summary>A condition on a step (Bedingung, rule 19): a number field above a bound, or an option chosen at an earlier station.</summary>
public sealed record Condition
{
    public string? Field { get; init; }

    public decimal? Above { get; init; }

    /// <summary>Key of an earlier decide station.</summary>
    public string? Station { get; init; }

    public string? Option { get; init; }
}

/// <summary>A station as it is planned (geplante Station).</summary>
public sealed record StationPlan
{
    /// <summary>A name of its own within the folder; conditions and four eyes refer to it. Made up when it is empty.</summary>
    public string Key { get; init; } = "";

    public required Addressee Addressee { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required StationTask Task { get; init; }

    /// <summary>Null: without a due time.</summary>
    public int? DueWorkingDays { get; init; }

    /// <summary>Makes an acknowledgement block its step; all other tasks do anyway.</summary>
    public bool Blocking { get; init; }

    /// <summary>What can be chosen at a decide station.</summary>
    public ImmutableArray<string> Options
    {
        get;
        init => field = value.IsDefault ? [] : value;
    } = [];

    /// <summary>What another system asked for, word for word (Verfügung).</summary>
    public string? Words { get; init; }

    /// <summary>What another system wrote beside it (Notiz).</summary>
    public string? Note { get; init; }

    /// <summary>Somebody must still decide who is asked, or for what.</summary>
    public bool IsOpen => Task == StationTask.Undecided || Addressee.Meant is not null;
}

/// <summary>One place in a step: a station, or a route of its own (Zweig).</summary>
public sealed record MemberPlan
{
    public StationPlan? Station { get; init; }

    public ImmutableArray<StepPlan>? Branch { get; init; }
}

/// <summary>A step as it is planned (geplanter Schritt): its members go in parallel.</summary>
public sealed record StepPlan
{
    public CompletionRule Rule { get; init; }

    public Condition? When { get; init; }

    public required ImmutableArray<MemberPlan> Members { get; init; }
}

/// <summary>What a refusal does (rule 3).</summary>
public enum RefusalPolicy
{
    Return,
    Dissent,
}

/// <summary>What a new version of a decisive item does to what was signed (rule 6).</summary>
public enum ChangePolicy
{
    Restart,
    Reconfirm,
    Continue,
}

/// <summary>How a folder treats refusals and changes (Mappenregeln).</summary>
public sealed record RoutePolicy(RefusalPolicy Refusal = RefusalPolicy.Return, ChangePolicy Change = ChangePolicy.Restart)
{
    /// <summary>The author of a decisive document may not sign it finally (rule 9).</summary>
    public bool AuthorMayNotSign { get; init; }
}

/// <summary>Orders at the end of a folder (Verfügungen), carried out in this order (rule 11).</summary>
public enum DirectiveKind
{
    Dispatch,
    Pay,
    BringForward,
    PutAway,
    FollowUp,
}

/// <summary>One order at the end of a folder (Verfügung).</summary>
public sealed record Directive
{
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required DirectiveKind Kind { get; init; }

    /// <summary>The prepared answer for <see cref="DirectiveKind.Dispatch"/>, the document for <see cref="DirectiveKind.Pay"/>, the route template for <see cref="DirectiveKind.FollowUp"/>.</summary>
    public Guid? Target { get; init; }

    /// <summary>The day for <see cref="DirectiveKind.BringForward"/>.</summary>
    public DateOnly? On { get; init; }
}
