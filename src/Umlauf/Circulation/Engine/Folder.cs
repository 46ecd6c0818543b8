using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Umlauf.Identity;
using Umlauf.Platform;
using Umlauf.Records;

namespace Umlauf.Circulation.Engine;

/// <summary>Where a folder stands (Zustand der Mappe).</summary>
public enum FolderState
{
    Draft,
    Running,
    Returned,
    Completed,
    Withdrawn,
}

/// <summary>Where a station stands (Zustand der Station). A completed one may be stale besides.</summary>
public enum StationState
{
    Waiting,
    Active,
    Completed,
    Skipped,
    Obsolete,
    Suspended,
    Recalled,

    /// <summary>Taken out of the route before it was its turn.</summary>
    Removed,
}

/// <summary>Where a step stands (Zustand des Schritts).</summary>
public enum StepState
{
    Waiting,
    Active,
    Complete,
    Skipped,
}

/// <summary>What came out at a station (Ergebnis).</summary>
public enum OutcomeKind
{
    CoSigned,
    Signed,
    Refused,
    Acknowledged,
    Done,
    HandedBack,
    Confirmed,
    Chosen,
}

/// <summary>Whether an outcome still counts. It is never removed (invariant I3).</summary>
public enum Standing
{
    Effective,

    /// <summary>Something decisive was changed after it, or the route began anew (rules 3 and 6).</summary>
    Stale,

    /// <summary>Its author took it back (rule 8).</summary>
    TakenBack,
}

/// <summary>Why somebody acts under a name (Vertretungsgrund).</summary>
public enum Capacity
{
    Self,

    /// <summary>In Vertretung, because the addressee is absent.</summary>
    Absence,

    /// <summary>In Vertretung, by a permanent right.</summary>
    PermanentDeputy,

    /// <summary>As the superior, after the due time (rule 10).</summary>
    Superior,
}

/// <summary>What was done at a station, by whom and on what content (Zeichnung, Kenntnisnahme, Ergebnis).</summary>
public sealed record Outcome
{
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required OutcomeKind Kind { get; init; }

    public string? Option { get; init; }

    /// <summary>Reason, result or remark in words.</summary>
    public string? Remark { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required StaffMemberId ActedBy { get; init; }

    /// <summary>For whom, when not for oneself.</summary>
    public StaffMemberId? OnBehalfOf { get; init; }

    public Capacity Capacity { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Number of the <see cref="Content"/> with the hashes of everything decisive at that moment.</summary>
    public required int Content { get; init; }

    /// <summary>The newest content that it counts for: later than <see cref="Content"/> when a change was confirmed or editorial (rule 6).</summary>
    public int CountsFor { get; init; }

    /// <summary>The folder's revision that recorded it.</summary>
    public required long Revision { get; init; }

    /// <summary>Stations whose dissent the final signer saw and confirmed.</summary>
    public ImmutableArray<int> ConfirmedDissents
    {
        get;
        init => field = value.IsDefault ? [] : value;
    } = [];

    public Standing Standing { get; init; }

    public bool IsNegative => Kind is OutcomeKind.Refused or OutcomeKind.HandedBack;
}

/// <summary>One addressee with one task (Station).</summary>
public sealed record Station
{
    /// <summary>1, 2, 3, ... within the folder, for ever.</summary>
    public required int Number { get; init; }

    public required string Key { get; init; }

    public required int Step { get; init; }

    public required Addressee Addressee { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required StationTask Task { get; init; }

    public int? DueWorkingDays { get; init; }

    public bool Blocking { get; init; }

    public ImmutableArray<string> Options
    {
        get;
        init => field = value.IsDefault ? [] : value;
    } = [];

    public StationState State { get; init; }

    /// <summary>Why it was skipped or became obsolete: words of a person, or <c>rule:N</c>.</summary>
    public string? Why { get; init; }

    /// <summary>All outcomes, the oldest first; at most the last one is effective.</summary>
    public ImmutableArray<Outcome> Outcomes
    {
        get;
        init => field = value.IsDefault ? [] : value;
    } = [];

    public DateTimeOffset? ActiveSince { get; init; }

    public DateTimeOffset? DueAt { get; init; }

    /// <summary>The due clock stands still since then, because a question is open (rule 4).</summary>
    public DateTimeOffset? PausedAt { get; init; }

    /// <summary>Who handed it on (delegation), the first one first; both names stay on record.</summary>
    public ImmutableArray<Addressee> DelegatedBy
    {
        get;
        init => field = value.IsDefault ? [] : value;
    } = [];

    /// <summary>The superior who may act since the due time has passed (rule 10).</summary>
    public StaffMemberId? Superior { get; init; }

    public ReminderKind Reminded { get; init; }

    /// <inheritdoc cref="StationPlan.Words"/>
    public string? Words { get; init; }

    /// <inheritdoc cref="StationPlan.Note"/>
    public string? Note { get; init; }

    /// <summary>The stations that a <see cref="StationTask.Reconfirm"/> station makes fresh again.</summary>
    public ImmutableArray<int> Confirms
    {
        get;
        init => field = value.IsDefault ? [] : value;
    } = [];

    /// <summary>The folder's revision at which somebody last acted on it; what rule 13 compares.</summary>
    public long ChangedAt { get; init; }

    public Outcome? Current => Outcomes.Length > 0 && Outcomes[^1].Standing != Standing.TakenBack ? Outcomes[^1] : null;

    public Outcome? Effective => Outcomes.Length > 0 && Outcomes[^1].Standing == Standing.Effective ? Outcomes[^1] : null;

    public bool IsStale => Outcomes.Length > 0 && Outcomes[^1].Standing == Standing.Stale;

    /// <inheritdoc cref="StationPlan.IsOpen"/>
    public bool IsOpen => Task == StationTask.Undecided || Addressee.Meant is not null;

    public bool IsBlocking => Task != StationTask.Acknowledge || Blocking;
}

/// <summary>Which reminder went out last (Erinnerung).</summary>
public enum ReminderKind
{
    None,
    HalfTime,
    LastDay,
}

/// <summary>A step of the route (Schritt).</summary>
public sealed record Step
{
    public required int Id { get; init; }

    /// <summary>The branch that it belongs to; 0 is the route itself.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required int Branch { get; init; }

    public CompletionRule Rule { get; init; }

    public Condition? When { get; init; }

    public StepState State { get; init; }

    /// <summary>Put in by rule 6: stale signers confirm the change.</summary>
    public bool IsReconfirmation { get; init; }

    public ImmutableArray<int> Stations
    {
        get;
        init => field = value.IsDefault ? [] : value;
    } = [];

    public ImmutableArray<int> Branches
    {
        get;
        init => field = value.IsDefault ? [] : value;
    } = [];
}

/// <summary>A sequence of steps: the route itself (0) or one inside a step (Zweig).</summary>
public sealed record Branch(int Id, int? Parent, ImmutableArray<int> Steps);

/// <summary>A document in the folder (Anlage der Mappe): decisive is what is being signed, the rest is background.</summary>
public sealed record FolderItem(DocumentId Document, int Version, ContentHash Hash, bool Decisive)
{
    /// <summary>Who wrote it, where known; for "the author does not sign finally".</summary>
    public StaffMemberId? Author { get; init; }

    /// <summary>The folder's revision at which it last got a new version.</summary>
    public long ChangedAt { get; init; }
}

/// <summary>The decisive items at one time: what a signature refers to (Inhaltsstand).</summary>
/// <param name="Number">1, 2, 3, ...</param>
/// <param name="Decisive">SHA-256 of each decisive item, in the order of the folder.</param>
/// <param name="Editorial">The final signer marked the change that led here as editorial (redaktionell).</param>
public sealed record Content(int Number, ImmutableArray<ContentHash> Decisive, bool Editorial)
{
    /// <summary>Who replaced something decisive and so led here; null for the first.</summary>
    public StaffMemberId? ChangedBy { get; init; }

    public DateTimeOffset? ChangedAt { get; init; }
}

/// <summary>A question (Rücksprache) from a station to a person.</summary>
public sealed record Question
{
    public required int Number { get; init; }

    public required int Station { get; init; }

    public required StaffMemberId AskedBy { get; init; }

    public required StaffMemberId To { get; init; }

    public required string Text { get; init; }

    public required DateTimeOffset At { get; init; }

    public string? Answer { get; init; }

    public StaffMemberId? AnsweredBy { get; init; }

    public DateTimeOffset? AnsweredAt { get; init; }

    /// <summary>Settled without an answer, because the station is done.</summary>
    public bool Closed { get; init; }

    public bool IsOpen => Answer is null && !Closed;
}

/// <summary>A remark on a document (Randbemerkung) in the colour of its author's rank (rule 15).</summary>
public sealed record Remark
{
    public required int Number { get; init; }

    public required StaffMemberId By { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required Rank Rank { get; init; }

    public required string Text { get; init; }

    /// <summary>Null: on the folder as a whole.</summary>
    public DocumentId? Document { get; init; }

    public int Version { get; init; }

    public RemarkAnchor? Anchor { get; init; }

    public required DateTimeOffset At { get; init; }
}

/// <summary>The rank whose colour a remark bears (Farbstift): green, red, blue, black.</summary>
public enum Rank
{
    CaseOfficer,
    Head,
    DeputyMayor,
    Mayor,
}

/// <summary>Why a folder lies with its owner again.</summary>
public enum ReturnReason
{
    Refused,
    Recalled,

    /// <summary>The route came to its end without a fresh final signature.</summary>
    NoFinalSignature,
}

/// <summary>Whether an order at the end was carried out.</summary>
public enum DirectiveState
{
    Planned,
    Due,
    Done,
    Failed,
}

/// <summary>An order at the end and what became of it.</summary>
public sealed record PlannedDirective(int Number, Directive Order, DirectiveState State, string? Result);

/// <summary>
/// A circulation folder (Umlaufmappe) as the acts on it have made it: immutable, the same from the same acts, byte for byte (invariant I4).
/// </summary>
public sealed record Folder
{
    public required CirculationFolderId Id { get; init; }

    public required StaffMemberId Owner { get; init; }

    /// <summary>How many commands were accepted.</summary>
    public required long Revision { get; init; }

    public FolderState State { get; init; }

    /// <summary>The revision of the last start, return, resumption, completion or withdrawal.</summary>
    public long StateChangedAt { get; init; }

    public ReturnReason? Returned { get; init; }

    /// <summary>The station whose refusal returned the folder.</summary>
    public int? ReturnedBy { get; init; }

    public string? WithdrawnWhy { get; init; }

    public RoutePolicy Policy { get; init; } = new();

    /// <summary>Groups of station keys that different natural persons must act on (rule 9).</summary>
    public ImmutableArray<ImmutableArray<string>> FourEyes { get; init; } = [];

    public ImmutableArray<FolderItem> Items { get; init; } = [];

    public ImmutableArray<Content> Contents { get; init; } = [];

    public ImmutableSortedDictionary<string, decimal> Fields { get; init; } = ImmutableSortedDictionary<string, decimal>.Empty;

    public ImmutableArray<Branch> Branches { get; init; } = [];

    public ImmutableArray<Step> Steps { get; init; } = [];

    public ImmutableArray<Station> Stations { get; init; } = [];

    public ImmutableArray<Question> Questions { get; init; } = [];

    public ImmutableArray<Remark> Remarks { get; init; } = [];

    public ImmutableArray<PlannedDirective> Directives { get; init; } = [];

    public Content Content => Contents[^1];

    public Step Step(int id) => Steps[id - 1];

    public Station Station(int number) => Stations[number - 1];

    public Station? FindStation(int number) =>
        number >= 1 && number <= Stations.Length && Stations[number - 1].State != StationState.Removed ? Stations[number - 1] : null;

    /// <summary>Refusals that went on as dissent and that the final signer must see (rule 3).</summary>
    public IEnumerable<Station> Dissents =>
        Policy.Refusal == RefusalPolicy.Dissent
            ? Stations.Where(station =>
                station is { State: StationState.Completed, Current.IsNegative: true } && station.Task != StationTask.FinalSign
            )
            : [];
}
