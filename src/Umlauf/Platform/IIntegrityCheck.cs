namespace Umlauf.Platform;

/// <summary>One thing that is not as it was recorded, named so that a person can find it.</summary>
/// <param name="Code">Stable kind of problem, e.g. <c>journal.entry-changed</c>.</param>
/// <param name="Where">Table and key, blob hash or position.</param>
/// <param name="What">One sentence in English for the operator.</param>
public sealed record IntegrityProblem(string Code, string Where, string What);

/// <summary>What a check looked at and what it found.</summary>
public sealed record IntegrityReport(string Subject, long Checked, IReadOnlyList<IntegrityProblem> Problems);

/// <summary>A capability's part of <c>umlauf verify</c>: proves that its rows and bytes are still those the journal recorded.</summary>
public interface IIntegrityCheck
{
    Task<IntegrityReport> Check(TenantId tenant, CancellationToken ct);
}
