using Umlauf.Circulation.Engine;
using Umlauf.Identity;
using Umlauf.Platform;
using Umlauf.Records;

namespace Umlauf.Circulation;

/// <summary>A folder as one person sees it (Mappe ansehen): with names, titles and what the person may do.</summary>
public sealed record FolderView
{
    public required Folder Folder { get; init; }

    public required string Subject { get; init; }

    public MatterId? Matter { get; init; }

    /// <summary>Null without a matter, or when the person may not see it.</summary>
    public string? MatterNumber { get; init; }

    public string? MatterSubject { get; init; }

    public required OfficeId Office { get; init; }

    public required Confidentiality Confidentiality { get; init; }

    public required DateTimeOffset MadeAt { get; init; }

    public required DateTimeOffset ChangedAt { get; init; }

    public Guid? Template { get; init; }

    public int? TemplateVersion { get; init; }

    public CirculationFolderId? Follows { get; init; }

    public required IReadOnlyDictionary<StaffMemberId, string> People { get; init; }

    public required IReadOnlyDictionary<OfficeId, string> Offices { get; init; }

    public required IReadOnlyDictionary<DocumentId, ItemTitle> Titles { get; init; }

    /// <summary>Under which number each content of a document lies or lay in the folder.</summary>
    public required IReadOnlyDictionary<(DocumentId Document, ContentHash Hash), int> Versions { get; init; }

    /// <summary>Logins of the people, as the API writes them.</summary>
    public required IReadOnlyDictionary<StaffMemberId, string> Logins { get; init; }

    /// <summary>Codes of the offices, as the API writes them.</summary>
    public required IReadOnlyDictionary<OfficeId, string> Codes { get; init; }

    /// <summary>The person who looks, with everything that the rules ask.</summary>
    public required Acting Acting { get; init; }

    /// <summary>What the person may do, and why not what not (rule 12).</summary>
    public IEnumerable<Allowed> Allowed => AllowedCommands.Of(Folder, Acting);

    public string NameOf(StaffMemberId person) => People.GetValueOrDefault(person, "?");

    /// <summary>The person, the office, or the role's own name.</summary>
    public string NameOf(Addressee addressee) =>
        addressee.Person is { } person ? NameOf(person)
        : addressee.Office is { } office ? Offices.GetValueOrDefault(office, "?")
        : addressee.Meant?.Text ?? addressee.Role!.Value.ToString();
}

/// <summary>What a document in a folder is called.</summary>
public sealed record ItemTitle(string Title, string FileName, string ContentType, long Size, int NewestVersion);
