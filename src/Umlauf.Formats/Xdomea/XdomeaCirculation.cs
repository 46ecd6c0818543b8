namespace Umlauf.Formats.Xdomea;

/// <summary>One circulation as xdomea writes it down (Geschäftsgang, GeschaeftsgangType): all its steps, whatever their status.</summary>
/// <remarks>Texts are never empty: an empty element and a missing one mean the same in xdomea and are both <c>null</c> here.</remarks>
public sealed record XdomeaCirculation
{
    /// <summary>Identifikation: <c>ID</c> in 2.x and 3.x, <c>xdomeaUUID</c> in 4.0.</summary>
    public required Guid Id { get; init; }

    /// <summary>NummerImUebergeordnetenContainer: its place among its siblings.</summary>
    public uint? NumberInContainer { get; init; }

    /// <summary>Beteiligungsschritt, 1 to n, in the order of the message.</summary>
    public required ValueList<CirculationStep> Steps { get; init; }
}

/// <summary>One step of a circulation (Beteiligungsschritt, BeteiligungsschrittType).</summary>
public sealed record CirculationStep
{
    /// <summary>Nummer: running and unique in the circulation; text, because others write "3a".</summary>
    public required string Number { get; init; }

    /// <summary>Status by the code list beteiligungsstatus.</summary>
    public required StepStatus Status { get; init; }

    /// <summary>Verfuegung: who asks whom for what.</summary>
    public required StepOrder Order { get; init; }

    /// <summary>Bearbeitung: who did it, and when. For a skipped step: who skipped it.</summary>
    public StepHandling? Handling { get; init; }

    /// <summary>ParallelZuBeteiligungsschritt: numbers of the steps beside this one (4.0, internal circulations only).</summary>
    public ValueList<string> ParallelTo { get; init; } = [];

    /// <summary>VersionNummer: the document version this step is about (4.0 only).</summary>
    public string? VersionNumber { get; init; }
}

/// <summary>Where a step stands (Beteiligungsstatus, code list urn:xoev-de:xdomea:codeliste:beteiligungsstatus 1.1).</summary>
public enum StepStatus
{
    /// <summary>001: the step lies ahead.</summary>
    Future = 1,

    /// <summary>002: the step is the current one.</summary>
    Current = 2,

    /// <summary>003: the step is done and no longer changes.</summary>
    Finished = 3,

    /// <summary>004: the step is kept, but its addressee is no longer asked.</summary>
    Skipped = 4,
}

/// <summary>The order of a step (Verfügung, VerfuegungType).</summary>
public sealed record StepOrder
{
    /// <summary>Ersteller: who asks.</summary>
    public required Contact Creator { get; init; }

    /// <summary>Adressat: who is asked.</summary>
    public required Contact Addressee { get; init; }

    /// <summary>Erstellungsdatum, a calendar day.</summary>
    public required DateOnly CreatedOn { get; init; }

    /// <summary>Erstellungsuhrzeit (mandatory in 2.x, optional since 3.0).</summary>
    public ClockTime? CreatedAt { get; init; }

    /// <summary>Verfuegung: what is asked for, in words; <see cref="StepText"/> knows the usual ones.</summary>
    public string? Text { get; init; }

    /// <summary>TerminDatum, a calendar day.</summary>
    public DateOnly? DueOn { get; init; }

    /// <summary>TerminUhrzeit.</summary>
    public ClockTime? DueAt { get; init; }

    /// <summary>Notiz: free text; its last line may be a <see cref="RouteNote"/>.</summary>
    public string? Note { get; init; }
}

/// <summary>How a step was dealt with (Bearbeitung, BearbeitungType).</summary>
public sealed record StepHandling
{
    /// <summary>Bearbeiter: who acted.</summary>
    public required Contact By { get; init; }

    /// <summary>Datum, a calendar day.</summary>
    public required DateOnly On { get; init; }

    /// <summary>Uhrzeit (mandatory in 2.x, optional since 3.0).</summary>
    public ClockTime? At { get; init; }

    /// <summary>Vermerk: the confirmation, for example "mitgezeichnet".</summary>
    public string? Remark { get; init; }

    /// <summary>Notiz: what the person added.</summary>
    public string? Note { get; init; }

    /// <summary>Anlage: documents added to the step, kept as they came.</summary>
    public ValueList<ForeignElement> Attachments { get; init; } = [];
}

/// <summary>A time of day (Uhrzeit, xs:time), with the offset from UTC where the message states one.</summary>
/// <param name="Time">Hours, minutes, seconds and fractions down to 100 nanoseconds.</param>
/// <param name="Offset">Whole minutes from UTC, at most 14 hours; <c>null</c>: local time of the sender.</param>
public sealed record ClockTime(TimeOnly Time, TimeSpan? Offset = null);
