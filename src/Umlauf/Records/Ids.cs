using Umlauf.Platform;

namespace Umlauf.Records;

/// <summary>Key of a unit of the filing plan (Aktenplaneinheit).</summary>
public readonly record struct FilingPlanUnitId(Guid Value) : IId<FilingPlanUnitId>
{
    public static FilingPlanUnitId From(Guid value) => new(value);
}

/// <summary>Key of a case file (Akte).</summary>
public readonly record struct CaseFileId(Guid Value) : IId<CaseFileId>
{
    public static CaseFileId From(Guid value) => new(value);
}

/// <summary>Key of a matter (Vorgang).</summary>
public readonly record struct MatterId(Guid Value) : IId<MatterId>
{
    public static MatterId From(Guid value) => new(value);
}

/// <summary>Key of a document (Dokument).</summary>
public readonly record struct DocumentId(Guid Value) : IId<DocumentId>
{
    public static DocumentId From(Guid value) => new(value);
}

/// <summary>Key of a party (Beteiligte/r).</summary>
public readonly record struct PartyId(Guid Value) : IId<PartyId>
{
    public static PartyId From(Guid value) => new(value);
}

/// <summary>Key of a note (Vermerk).</summary>
public readonly record struct NoteId(Guid Value) : IId<NoteId>
{
    public static NoteId From(Guid value) => new(value);
}

/// <summary>Key of one act of filing, with which it can be taken back.</summary>
public readonly record struct FilingId(Guid Value) : IId<FilingId>
{
    public static FilingId From(Guid value) => new(value);
}
