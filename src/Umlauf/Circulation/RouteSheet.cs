using System.Text.Json;
using System.Text.Json.Serialization;
using Umlauf.Circulation.Engine;

namespace Umlauf.Circulation;

/// <summary>
/// The route sheet (Laufzettel): the course of a folder on one page for people, and with it everything that a stranger needs to check it without us:
/// the acts, their places in the journal, and a signed checkpoint. Names and titles are what the house knew when the sheet was made.
/// </summary>
public sealed record RouteSheet
{
    public const string Version1 = "umlauf-route-sheet-1";

    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public required string Format { get; init; }
    public required Guid Folder { get; init; }
    public required string Subject { get; init; }
    public string? Matter { get; init; }
    public required string Administration { get; init; }
    public required DateTimeOffset MadeAt { get; init; }
    public required SheetBody Body { get; init; }

    /// <summary>Names by id, as the house knew them.</summary>
    public required IReadOnlyDictionary<string, string> Names { get; init; }
    public required IReadOnlyList<SheetAct> Acts { get; init; }
    public required SheetCheckpoint Checkpoint { get; init; }
}

/// <summary>What follows from the acts: the readable part.</summary>
public sealed record SheetBody
{
    public required string State { get; init; }
    public required string Owner { get; init; }
    public required IReadOnlyList<SheetRow> Rows { get; init; }
    public required IReadOnlyList<SheetItem> Items { get; init; }
    public required IReadOnlyList<SheetQuestion> Questions { get; init; }
    public required IReadOnlyList<SheetRemark> Remarks { get; init; }
    public required IReadOnlyList<SheetDirective> Directives { get; init; }
}

/// <summary>One station on the sheet; a station with several outcomes has several rows.</summary>
public sealed record SheetRow
{
    /// <summary>Place of the step, e.g. <c>2</c> or <c>2.1</c> inside a branch.</summary>
    public required string Step { get; init; }
    public required int Station { get; init; }
    public required string Task { get; init; }
    public required string Addressee { get; init; }
    public IReadOnlyList<string> DelegatedBy { get; init; } = [];
    public required string State { get; init; }
    public string? Why { get; init; }
    public string? Outcome { get; init; }
    public string? Option { get; init; }
    public string? Standing { get; init; }
    public string? ActedBy { get; init; }
    public string? OnBehalfOf { get; init; }
    public DateTimeOffset? At { get; init; }
    public string? Remark { get; init; }

    /// <summary>The content that was signed; its hashes stand beside the documents.</summary>
    public int? Content { get; init; }

    /// <summary>The folder's revision, which is the number of the act.</summary>
    public long? Act { get; init; }
    public DateTimeOffset? DueAt { get; init; }
}

/// <summary>A document in the folder, with the hash of each content that was signed.</summary>
public sealed record SheetItem(Guid Document, int Version, string Sha256, bool Decisive, IReadOnlyList<string> Contents);

/// <summary>A question and its answer.</summary>
public sealed record SheetQuestion(
    int Station,
    string AskedBy,
    string To,
    string Text,
    DateTimeOffset At,
    string? AnsweredBy,
    string? Answer,
    DateTimeOffset? AnsweredAt
);

/// <summary>A remark with the rank of its author.</summary>
public sealed record SheetRemark(string By, string Rank, string Text, Guid? Document, int Version, string? Place, DateTimeOffset At);

/// <summary>An order at the end.</summary>
public sealed record SheetDirective(string Kind, DateOnly? On, string State, string? Result);

/// <summary>An act, word for word, and the journal's entry about it with the way to the checkpoint's root (RFC 9162).</summary>
public sealed record SheetAct
{
    public required string Data { get; init; }
    public required long Position { get; init; }
    public required DateTimeOffset At { get; init; }
    public required string Actor { get; init; }
    public required string Kind { get; init; }
    public required string EntryData { get; init; }
    public required IReadOnlyList<string> Path { get; init; }
}

/// <summary>A signed tree head of the journal (Siegelpunkt) and the key that checks it.</summary>
public sealed record SheetCheckpoint
{
    public required int Administration { get; init; }
    public required long Size { get; init; }
    public required string Root { get; init; }
    public required string Chain { get; init; }
    public required DateTimeOffset At { get; init; }
    public required string Signature { get; init; }
    public required string PublicKey { get; init; }
}
