namespace Umlauf.Formats.Reading;

/// <summary>Something worth saying about how an item could be read (Lesevermerk): a stable code and a sentence for people.</summary>
/// <param name="Code">Stable code, never translated, for example <c>read.encrypted</c>.</param>
/// <param name="German">One German sentence.</param>
/// <param name="English">One English sentence.</param>
public sealed record ReadNote(string Code, string German, string English)
{
    /// <summary>The item holds no bytes.</summary>
    public static readonly ReadNote Empty = new("read.empty", "Der Eingang ist leer.", "The item is empty.");

    /// <summary>The format is not known.</summary>
    public static readonly ReadNote UnknownFormat = new(
        "read.unknown-format",
        "Das Dateiformat ist nicht bekannt; das Original liegt vor.",
        "The file format is not known; the original is kept."
    );

    /// <summary>The content is encrypted or locked by a password.</summary>
    public static readonly ReadNote Encrypted = new(
        "read.encrypted",
        "Der Inhalt ist verschlüsselt oder mit einem Kennwort geschützt.",
        "The content is encrypted or locked by a password."
    );

    /// <summary>The file is damaged.</summary>
    public static readonly ReadNote Damaged = new(
        "read.damaged",
        "Die Datei ist beschädigt und konnte nicht oder nur teilweise gelesen werden.",
        "The file is damaged and could not be read, or only in part."
    );

    /// <summary>The mail has more parts than are opened.</summary>
    public static readonly ReadNote TooManyParts = new(
        "read.too-many-parts",
        "Die Nachricht hat mehr Teile, als geöffnet werden; sie wurde nur teilweise gelesen.",
        "The message has more parts than are opened; it was read in part."
    );

    /// <summary>The mail is nested more deeply than is opened.</summary>
    public static readonly ReadNote TooDeep = new(
        "read.too-deep",
        "Die Nachricht ist zu tief verschachtelt; sie wurde nur teilweise gelesen.",
        "The message is nested too deeply; it was read in part."
    );

    /// <summary>The item is larger than may be opened, as it is or unpacked.</summary>
    public static readonly ReadNote LimitSize = new(
        "read.limit-size",
        "Der Eingang ist größer, als geöffnet werden darf.",
        "The item is larger than may be opened."
    );

    /// <summary>The time for one item ran out.</summary>
    public static readonly ReadNote LimitTime = new(
        "read.limit-time",
        "Das Lesen hat zu lange gedauert und wurde abgebrochen.",
        "Reading took too long and was stopped."
    );

    /// <summary>The text is longer than is kept.</summary>
    public static readonly ReadNote TextCut = new(
        "read.text-cut",
        "Der Text ist länger, als aufgenommen wird; der Rest steht im Original.",
        "The text is longer than is kept; the rest is in the original."
    );

    /// <summary>An Outlook data file must be split into messages first.</summary>
    public static readonly ReadNote OutlookStore = new(
        "read.outlook-store",
        "Outlook-Datendateien (PST) werden nicht geöffnet; bitte die Nachrichten einzeln oder als mbox übergeben.",
        "Outlook data files (PST) are not opened; hand the messages over one by one or as mbox."
    );

    /// <summary>The office file has the binary form used before 2007.</summary>
    public static readonly ReadNote OldOffice = new(
        "read.old-office",
        "Das Office-Format vor 2007 wird nicht gelesen; das Original liegt vor.",
        "The office format used before 2007 is not read; the original is kept."
    );

    /// <summary>A picture has no text of its own.</summary>
    public static readonly ReadNote Picture = new(
        "read.picture",
        "Das Bild enthält keinen lesbaren Text; eine Texterkennung ist nötig.",
        "The picture holds no text; it needs text recognition."
    );

    /// <summary>The PDF has no text, it is probably a scan.</summary>
    public static readonly ReadNote PdfNoText = new(
        "pdf.no-text",
        "Das PDF enthält keinen Text, vermutlich ist es ein Scan; eine Texterkennung ist nötig.",
        "The PDF holds no text, it is probably a scan; it needs text recognition."
    );

    /// <summary>Some pages of the PDF could not be read.</summary>
    public static readonly ReadNote PdfPagesLost = new(
        "pdf.pages-lost",
        "Einzelne Seiten des PDF konnten nicht gelesen werden.",
        "Some pages of the PDF could not be read."
    );

    /// <summary>The PDF has more pages than are read.</summary>
    public static readonly ReadNote PdfPagesCut = new(
        "pdf.pages-cut",
        "Das PDF hat mehr Seiten, als gelesen werden.",
        "The PDF has more pages than are read."
    );

    /// <summary>A signature is present; nobody has checked it yet.</summary>
    public static readonly ReadNote SignedNotChecked = new(
        "read.signed-not-checked",
        "Der Inhalt ist signiert; die Signatur wurde nicht geprüft.",
        "The content is signed; the signature was not checked."
    );

    /// <summary>Entries of the archive were passed over.</summary>
    public static readonly ReadNote EntriesCut = new(
        "read.entries-cut",
        "Das Archiv enthält mehr oder größere Dateien, als geöffnet werden.",
        "The archive holds more or larger files than are opened."
    );

    /// <summary>The office file contains macros; they are never run.</summary>
    public static readonly ReadNote Macros = new("office.macros", "Die Datei enthält Makros.", "The file contains macros.");

    /// <summary>The character set was not stated or stated wrongly and had to be guessed.</summary>
    public static readonly ReadNote CharsetGuessed = new(
        "text.charset-guessed",
        "Der Zeichensatz war nicht oder falsch angegeben und wurde geschätzt.",
        "The character set was missing or wrong and was guessed."
    );

    /// <summary>The message has no sender.</summary>
    public static readonly ReadNote NoSender = new(
        "mail.no-sender",
        "Die Nachricht nennt keinen gültigen Absender.",
        "The message names no valid sender."
    );

    /// <summary>The message has more than one sender header.</summary>
    public static readonly ReadNote TwoSenders = new(
        "mail.two-senders",
        "Die Nachricht nennt mehrere Absender; der erste gilt.",
        "The message names several senders; the first is taken."
    );

    /// <summary>The display name of the sender shows another address than the real one.</summary>
    public static readonly ReadNote SenderNameMisleads = new(
        "mail.sender-name-misleads",
        "Der Anzeigename des Absenders enthält eine andere Adresse als die tatsächliche.",
        "The display name of the sender shows another address than the real one."
    );

    /// <summary>No header lines were found.</summary>
    public static readonly ReadNote NoHeaders = new(
        "mail.no-headers",
        "Die Nachricht hat keine Kopfzeilen.",
        "The message has no headers."
    );

    /// <summary>Lines stood before the headers.</summary>
    public static readonly ReadNote GarbageBeforeHeaders = new(
        "mail.garbage-before-headers",
        "Vor den Kopfzeilen standen fremde Zeilen.",
        "Foreign lines stood before the headers."
    );

    /// <summary>The header block was longer than is read.</summary>
    public static readonly ReadNote HeadersCut = new(
        "mail.headers-cut",
        "Die Kopfzeilen sind länger, als gelesen wird.",
        "The headers are longer than is read."
    );

    /// <summary>The headers hold NUL bytes.</summary>
    public static readonly ReadNote NulBytes = new("mail.nul-bytes", "Die Nachricht enthält Nullbytes.", "The message contains NUL bytes.");

    /// <summary>The parts of the message are not separated as announced.</summary>
    public static readonly ReadNote BoundaryMissing = new(
        "mail.boundary-missing",
        "Die Teile der Nachricht sind nicht wie angekündigt getrennt.",
        "The parts of the message are not separated as announced."
    );

    /// <summary>The transfer encoding of a part is not known.</summary>
    public static readonly ReadNote TransferEncodingUnknown = new(
        "mail.transfer-encoding-unknown",
        "Die Übertragungskodierung eines Teils ist nicht bekannt und wurde geschätzt.",
        "The transfer encoding of a part is not known and was guessed."
    );

    /// <summary>The message is one piece of a split message.</summary>
    public static readonly ReadNote Partial = new(
        "mail.partial",
        "Dies ist nur ein Teilstück einer geteilten Nachricht.",
        "This is only one piece of a split message."
    );

    /// <summary>A part lies elsewhere; it is never fetched.</summary>
    public static readonly ReadNote ExternalBody = new(
        "mail.external-body",
        "Ein Teil der Nachricht liegt auf einem fremden Server und wurde nicht geholt.",
        "A part of the message lies on a foreign server and was not fetched."
    );

    /// <summary>Files were found inside the running text (uuencode, yEnc).</summary>
    public static readonly ReadNote FilesInText = new(
        "mail.files-in-text",
        "Im Text eingebettete Dateien wurden als Anlagen herausgelöst.",
        "Files embedded in the text were taken out as attachments."
    );

    /// <summary>A winmail.dat was opened.</summary>
    public static readonly ReadNote TnefOpened = new(
        "mail.tnef-opened",
        "Eine winmail.dat wurde geöffnet und durch ihren Inhalt ersetzt.",
        "A winmail.dat was opened and replaced by its content."
    );

    /// <summary>A calendar entry without text.</summary>
    public static readonly ReadNote NoBody = new("mail.no-body", "Die Nachricht hat keinen Text.", "The message has no text.");
}
