namespace Umlauf.Formats.Reading;

/// <summary>What an item is by its content, whatever its name or its sender says (Art des Eingangs).</summary>
public enum ItemKind
{
    /// <summary>Not recognised.</summary>
    Unknown,

    /// <summary>No bytes at all.</summary>
    Empty,

    /// <summary>An Internet message (RFC 5322).</summary>
    Mail,

    /// <summary>An Outlook message file (.msg).</summary>
    OutlookMessage,

    /// <summary>A winmail.dat file (MS-OXTNEF).</summary>
    Tnef,

    /// <summary>A PKCS#7 / CMS container, signed or encrypted.</summary>
    Cms,

    /// <summary>A PDF file.</summary>
    Pdf,

    /// <summary>A word-processing file: docx or odt.</summary>
    Document,

    /// <summary>A spreadsheet: xlsx or ods.</summary>
    Spreadsheet,

    /// <summary>A presentation: pptx or odp.</summary>
    Presentation,

    /// <summary>An office file in the binary form used before 2007 or one locked by a password.</summary>
    OldOffice,

    /// <summary>Rich Text Format.</summary>
    RichText,

    /// <summary>HTML.</summary>
    Html,

    /// <summary>XML that is not HTML, for example an electronic invoice.</summary>
    Xml,

    /// <summary>Plain text.</summary>
    Text,

    /// <summary>A picture or a fax (JPEG, PNG, TIFF and others).</summary>
    Image,

    /// <summary>A zip archive.</summary>
    Archive,

    /// <summary>An Outlook data file (.pst, .ost).</summary>
    OutlookStore,
}
