namespace Umlauf.Identity;

/// <summary>What of a record decides who may see it (Zugriffsmerkmale). A document in a matter has those of its matter.</summary>
/// <param name="Office">The office that it belongs to.</param>
/// <param name="Level">How far it is open there.</param>
/// <param name="Filed">False while it waits in the tray: until then the mailroom sees it too.</param>
/// <param name="Named">People who are named for it: explicit grants, and the person responsible.</param>
public sealed record RecordAccess(
    OfficeId Office,
    Confidentiality Level,
    bool Filed = true,
    IReadOnlyCollection<StaffMemberId>? Named = null
);
