namespace Umlauf.Formats.Reading;

/// <summary>The usual ending of a file of a kind, for files that came without a name.</summary>
internal static class FileEnding
{
    public static string Of(ItemKind kind, string contentType) =>
        contentType switch
        {
            "image/jpeg" => ".jpg",
            "image/png" => ".png",
            "image/gif" => ".gif",
            "image/tiff" => ".tif",
            "image/bmp" => ".bmp",
            "image/webp" => ".webp",
            "image/heic" => ".heic",
            "text/calendar" => ".ics",
            "text/csv" => ".csv",
            "application/pgp-signature" => ".asc",
            "application/pkcs7-signature" or "application/x-pkcs7-signature" => ".p7s",
            "application/vnd.oasis.opendocument.text" => ".odt",
            "application/vnd.oasis.opendocument.spreadsheet" => ".ods",
            "application/vnd.oasis.opendocument.presentation" => ".odp",
            _ => kind switch
            {
                ItemKind.Mail => ".eml",
                ItemKind.OutlookMessage => ".msg",
                ItemKind.Tnef => ".dat",
                ItemKind.Cms => ".p7m",
                ItemKind.Pdf => ".pdf",
                ItemKind.Document => ".docx",
                ItemKind.Spreadsheet => ".xlsx",
                ItemKind.Presentation => ".pptx",
                ItemKind.RichText => ".rtf",
                ItemKind.Html => ".html",
                ItemKind.Xml => ".xml",
                ItemKind.Text => ".txt",
                ItemKind.Archive => ".zip",
                ItemKind.OutlookStore => ".pst",
                _ => ".bin",
            },
        };
}
