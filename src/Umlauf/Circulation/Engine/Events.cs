using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text.Json.Serialization;
using Umlauf.Identity;
using Umlauf.Platform;
using Umlauf.Records;

namespace Umlauf.Circulation.Engine;

/// <summary>One accepted command: who, when, and what it brought about (Vorgang in der Mappe). The acts of a folder are its whole truth.</summary>
public sealed record Act
{
    public required long Revision { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>The natural person; empty for the program.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required StaffMemberId By { get; init; }

    public required ImmutableArray<Event> Events { get; init; }
}

/// <summary>One thing that happened in a folder (Ereignis).</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(FolderMade), "folder-made")]
[JsonDerivedType(typeof(RouteSet), "route-set")]
[JsonDerivedType(typeof(FolderStarted), "folder-started")]
[JsonDerivedType(typeof(FolderReturned), "folder-returned")]
[JsonDerivedType(typeof(FolderResumed), "folder-resumed")]
[JsonDerivedType(typeof(FolderWithdrawn), "folder-withdrawn")]
[JsonDerivedType(typeof(FolderCompleted), "folder-completed")]
[JsonDerivedType(typeof(StationsActivated), "stations-activated")]
[JsonDerivedType(typeof(StepsMoved), "steps-moved")]
[JsonDerivedType(typeof(StationsMoved), "stations-moved")]
[JsonDerivedType(typeof(StationCompleted), "station-completed")]
[JsonDerivedType(typeof(OutcomesStale), "outcomes-stale")]
[JsonDerivedType(typeof(OutcomesFresh), "outcomes-fresh")]
[JsonDerivedType(typeof(OutcomeTakenBack), "outcome-taken-back")]
[JsonDerivedType(typeof(StepAdded), "step-added")]
[JsonDerivedType(typeof(StationAdded), "station-added")]
[JsonDerivedType(typeof(StationRemoved), "station-removed")]
[JsonDerivedType(typeof(StationMoved), "station-moved")]
[JsonDerivedType(typeof(StationDelegated), "station-delegated")]
[JsonDerivedType(typeof(ConfirmsAdded), "confirms-added")]
[JsonDerivedType(typeof(QuestionAsked), "question-asked")]
[JsonDerivedType(typeof(QuestionAnswered), "question-answered")]
[JsonDerivedType(typeof(ItemReplaced), "item-replaced")]
[JsonDerivedType(typeof(ChangeMarkedEditorial), "change-marked-editorial")]
[JsonDerivedType(typeof(DueExtended), "due-extended")]
[JsonDerivedType(typeof(Reminded), "reminded")]
[JsonDerivedType(typeof(Escalated), "escalated")]
[JsonDerivedType(typeof(RemarkWritten), "remark-written")]
[JsonDerivedType(typeof(DirectiveSettled), "directive-settled")]
public abstract record Event;

/// <summary>A folder was made, with its route numbered (Mappe angelegt).</summary>
public sealed record FolderMade(
    CirculationFolderId Id,
    StaffMemberId Owner,
    RoutePolicy Policy,
    ImmutableArray<ImmutableArray<string>> FourEyes,
    ImmutableArray<FolderItem> Items,
    ImmutableSortedDictionary<string, decimal> Fields,
    ImmutableArray<Directive> Directives,
    ImmutableArray<Branch> Branches,
    ImmutableArray<Step> Steps,
    ImmutableArray<Station> Stations
) : Event;

/// <summary>A draft got another route.</summary>
public sealed record RouteSet(
    RoutePolicy Policy,
    ImmutableArray<ImmutableArray<string>> FourEyes,
    ImmutableArray<Branch> Branches,
    ImmutableArray<Step> Steps,
    ImmutableArray<Station> Stations
) : Event;

/// <summary>The folder is on its way (Umlauf begonnen).</summary>
public sealed record FolderStarted : Event;

/// <summary>The folder lies with its owner again (zurück an die Eigentümerin).</summary>
public sealed record FolderReturned(ReturnReason Reason, int? Station, string? Why) : Event;

/// <summary>The folder goes on (wieder aufgenommen).</summary>
public sealed record FolderResumed(ResumeAt At) : Event;

/// <summary>The folder was given up (zurückgezogen).</summary>
public sealed record FolderWithdrawn(string Why) : Event;

/// <summary>The route is at its end (abgeschlossen).</summary>
public sealed record FolderCompleted : Event;

/// <summary>Stations of a step are on desks now (Station aktiv), each with its due time.</summary>
public sealed record StationsActivated(int Step, ImmutableArray<Activation> Stations) : Event;

/// <summary>One station that became active.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Activation(int Station, DateTimeOffset? DueAt);

/// <summary>Steps changed their state.</summary>
public sealed record StepsMoved(StepState To, ImmutableArray<int> Steps, string? Why) : Event;

/// <summary>Stations changed their state without an outcome, and why.</summary>
public sealed record StationsMoved(StationState To, ImmutableArray<int> Stations, string? Why) : Event;

/// <summary>Somebody acted at a station.</summary>
public sealed record StationCompleted(
    int Station,
    OutcomeKind Outcome,
    string? Option,
    string? Remark,
    StaffMemberId? OnBehalfOf,
    Capacity Capacity,
    int Content
) : Event
{
    public ImmutableArray<int> ConfirmedDissents
    {
        get;
        init => field = value.IsDefault ? [] : value;
    } = [];
}

/// <summary>Outcomes no longer count, because what they refer to was changed or the route begins anew.</summary>
public sealed record OutcomesStale(ImmutableArray<int> Stations) : Event;

/// <summary>Outcomes count again, for the content as it is now: confirmed or the change was editorial.</summary>
public sealed record OutcomesFresh(ImmutableArray<int> Stations, int Content) : Event;

/// <summary>A signer took the own outcome back.</summary>
public sealed record OutcomeTakenBack(int Station) : Event;

/// <summary>A step came into the route, at a place of its branch.</summary>
public sealed record StepAdded(Step Step, int Place) : Event;

/// <summary>A station came into a step.</summary>
public sealed record StationAdded(Station Station) : Event;

/// <summary>A waiting station was taken out.</summary>
public sealed record StationRemoved(int Station) : Event;

/// <summary>A waiting station stands in another step now.</summary>
public sealed record StationMoved(int Station, int Step) : Event;

/// <summary>A station was handed on.</summary>
public sealed record StationDelegated(int Station, StaffMemberId To) : Event;

/// <summary>A reconfirmation covers more stations of the same signer.</summary>
public sealed record ConfirmsAdded(int Station, ImmutableArray<int> Confirms) : Event;

/// <summary>Somebody asked back.</summary>
public sealed record QuestionAsked(int Station, StaffMemberId To, string Text) : Event;

/// <summary>A question was answered; the clock goes on to this due time.</summary>
public sealed record QuestionAnswered(int Question, string Text, DateTimeOffset? DueAt) : Event;

/// <summary>A document in the folder has a new version.</summary>
public sealed record ItemReplaced(DocumentId Document, int Version, ContentHash Hash) : Event;

/// <summary>The final signer calls the last change editorial.</summary>
public sealed record ChangeMarkedEditorial(int Content) : Event;

/// <summary>A station has more time.</summary>
public sealed record DueExtended(int Station, DateTimeOffset DueAt) : Event;

/// <summary>A reminder went out.</summary>
public sealed record Reminded(int Station, ReminderKind Kind) : Event;

/// <summary>The superior sees an overdue station and may act.</summary>
public sealed record Escalated(int Station, StaffMemberId Superior) : Event;

/// <summary>Somebody wrote on the margin.</summary>
public sealed record RemarkWritten(Rank Rank, string Text, DocumentId? Document, int Version, RemarkAnchor? Anchor) : Event;

/// <summary>An order at the end was carried out or has failed.</summary>
public sealed record DirectiveSettled(int Directive, bool Done, string? Result) : Event;
