using Umlauf.Circulation.Engine;
using Umlauf.Identity;
using Umlauf.Records;

namespace Umlauf.Circulation.Model;

/// <summary>The head of a folder as it is stored.</summary>
internal sealed record FolderRow
{
    public const string Columns =
        "f.id, f.subject, f.owner_id, f.matter_id, f.office_id, f.confidentiality, f.template_id, f.template_version, f.follows_id, f.revision, f.state, f.made_at, f.changed_at";

    public required CirculationFolderId Id { get; init; }
    public required string Subject { get; init; }
    public required StaffMemberId OwnerId { get; init; }
    public MatterId? MatterId { get; init; }
    public required OfficeId OfficeId { get; init; }
    public required Confidentiality Confidentiality { get; init; }
    public Guid? TemplateId { get; init; }
    public int? TemplateVersion { get; init; }
    public CirculationFolderId? FollowsId { get; init; }
    public required long Revision { get; init; }
    public required FolderState State { get; init; }
    public required DateTimeOffset MadeAt { get; init; }
    public required DateTimeOffset ChangedAt { get; init; }
}
