using Umlauf.Journal;

namespace Umlauf.Records;

/// <summary>What the journal vouches for in this room (versiegelte Zeilen); the facts of documents and versions see <see cref="VerifyRecords"/>.</summary>
internal sealed class RecordsSeals : ISealedTables
{
    public IReadOnlyList<SealedTable> Tables { get; } =
    [
        new(
            "records_filing_plan_unit",
            null,
            "id, parent_id, code, name, description, retention_unlimited, retention_years, disposal, retired",
            "filing-plan-imported"
        ),
        new("records_number_pattern", null, "kind, pattern", "number-pattern-changed"),
        new(
            "records_number",
            "scope_id",
            "scope_id, year, last",
            new SealedBy("case-file-opened", "planUnit"),
            new SealedBy("matter-opened", "caseFile")
        ),
        new("records_case_file", "id", "id, plan_unit_id, number, year, running, subject, office_id, opened_at", "case-file-opened"),
        new(
            "records_matter",
            "id",
            "id, case_file_id, running, number, subject, office_id, responsible_id, confidentiality, state, due_on, opened_at, put_away_at",
            "matter-opened",
            "matter-assigned",
            "matter-confidentiality-changed",
            "matter-due-date-set",
            "matter-put-away",
            "matter-reopened",
            "matter-voided"
        ),
        new("records_grant", "matter_id", "matter_id, staff_id, reason, granted_at, granted_by", "access-granted", "access-revoked"),
        // Where documents lie. Those that lie in no matter yet: VerifyRecords.
        new(
            "records_document",
            "matter_id",
            "matter_id, id, filing_id, office_id, confidentiality",
            new SealedBy("document-added", "matter"),
            new SealedBy("document-filed", "matter"),
            new SealedBy("document-refiled", "matter", "from"),
            new SealedBy("filing-undone", "matter", "backTo"),
            "matter-assigned",
            "matter-confidentiality-changed"
        ),
        new(
            "records_filing",
            "id",
            "id, document_id, matter_id, opened_matter, from_matter_id, from_filing_id, from_office_id, from_confidentiality, filed_at, filed_by, filed_staff_id, undone_at",
            new SealedBy("document-filed", "filing"),
            new SealedBy("document-refiled", "filing"),
            new SealedBy("filing-undone", "filing")
        ),
        new(
            "records_party",
            "id",
            "id, kind, name, street, postcode, city, email, email_key",
            new SealedBy("party-added", "party"),
            new SealedBy("party-removed", "party")
        ),
        new("records_matter_party", "matter_id", "matter_id, party_id", "party-added", "party-removed"),
        new("records_note", "id", "id, matter_id, body, written_by, written_at", "note-written"),
    ];
}
