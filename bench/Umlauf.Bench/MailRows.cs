using Umlauf.Platform;
using Umlauf.Records;

namespace Umlauf.Bench;

/// <summary>Mails that lie in no matter yet, as rows of documents.</summary>
internal static class MailRows
{
    public static Task Write(Db db, IEnumerable<object?[]> rows) =>
        BulkRows.Write(
            db,
            "records_document",
            [
                "tenant_id",
                "id",
                "root_id",
                "place",
                "office_id",
                "confidentiality",
                "kind",
                "title",
                "author",
                "received_at",
                "created_at",
                "version",
            ],
            rows
        );

    public static object?[] Row(TenantId tenant, Guid id, Guid office, int level, string title, string author, DateTimeOffset at) =>
        [tenant.Value, id, id, 0, office, level, nameof(DocumentKind.Mail), title, author, at, at, 1];
}
