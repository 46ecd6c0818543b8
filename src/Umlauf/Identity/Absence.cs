namespace Umlauf.Identity;

/// <summary>Why somebody is away (Grund der Abwesenheit): shown to nobody but the person.</summary>
public enum AbsenceKind
{
    Leave,
    Sick,
    Training,
    Other,
}

/// <summary>Days on which somebody is not at work (Abwesenheit).</summary>
public sealed record Absence
{
    public required AbsenceId Id { get; init; }
    public required StaffMemberId StaffId { get; init; }

    /// <summary>The first day away.</summary>
    public required DateOnly FromOn { get; init; }

    /// <summary>The first day at work again; null while nobody knows. Equal to the first day when the person came back on it.</summary>
    public DateOnly? BackOn { get; init; }

    /// <summary>Who acts in these days; null: the permanent deputies.</summary>
    public StaffMemberId? DeputyId { get; init; }

    /// <summary>Null for everybody but the person.</summary>
    public AbsenceKind? Kind { get; init; }

    /// <summary>The last day away.</summary>
    public DateOnly? ToOn => BackOn?.AddDays(-1);

    public bool Covers(DateOnly day) => FromOn <= day && (BackOn is not { } back || day < back);
}

/// <summary>A permanent deputy (ständige Vertretung) of a person.</summary>
public sealed record PermanentDeputy
{
    /// <summary>The person for whom the deputy acts.</summary>
    public required StaffMemberId StaffId { get; init; }
    public required StaffMemberId DeputyId { get; init; }

    /// <summary>0 comes first.</summary>
    public required int Place { get; init; }

    /// <summary>May act while the person is there, too (Vertretungsrecht).</summary>
    public required bool Always { get; init; }
}
