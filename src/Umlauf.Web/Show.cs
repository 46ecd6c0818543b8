using System.Globalization;
using Umlauf.Identity;
using Umlauf.Intake;
using Umlauf.Platform;
using Umlauf.Records;
using static Umlauf.Web.Language;

namespace Umlauf.Web;

/// <summary>What the values of the product are called and which icon stands beside them.</summary>
public static class Show
{
    public static string Kind(DocumentKind kind) =>
        kind switch
        {
            DocumentKind.Mail => T("E-Mail", "E-mail"),
            DocumentKind.Attachment => T("Anlage", "Attachment"),
            DocumentKind.Upload => T("Hochgeladen", "Uploaded"),
            DocumentKind.Fax => "Fax",
            DocumentKind.Scan => "Scan",
            DocumentKind.Letter => T("Schreiben", "Letter"),
            DocumentKind.Form => T("Formular", "Form"),
            _ => T("Dokument", "Document"),
        };

    public static string IconOf(DocumentKind? kind) =>
        kind switch
        {
            null => "note",
            DocumentKind.Mail => "mail",
            DocumentKind.Attachment => "attachment",
            DocumentKind.Upload => "upload",
            DocumentKind.Fax => "fax",
            DocumentKind.Scan => "scan",
            _ => "document",
        };

    public static string IconOfFile(string contentType) =>
        contentType.StartsWith("image/", StringComparison.Ordinal) ? "image"
        : contentType == "message/rfc822" ? "mail"
        : "document";

    public static string State(MatterState state) =>
        state switch
        {
            MatterState.Open => T("offen", "open"),
            MatterState.PutAway => T("zu den Akten", "put away"),
            _ => T("storniert", "void"),
        };

    /// <summary>A number of rows; counting stops behind <paramref name="upTo"/>.</summary>
    public static string Count(long count, long upTo = long.MaxValue) =>
        count <= upTo
            ? count.ToString("N0", CultureInfo.CurrentCulture)
            : T($"über {upTo.ToString("N0", CultureInfo.CurrentCulture)}", $"over {upTo.ToString("N0", CultureInfo.CurrentCulture)}");

    public static string Level(Confidentiality level) =>
        level switch
        {
            Confidentiality.Normal => T("normal", "normal"),
            Confidentiality.Confidential => T("vertraulich", "confidential"),
            _ => T("streng vertraulich", "restricted"),
        };

    /// <summary>The sender without the address, where there is a name: for lists.</summary>
    public static string Sender(string author) =>
        author.IndexOf(" <", StringComparison.Ordinal) is > 0 and var end ? author[..end] : Author(author);

    /// <summary>The sender as the arrival names it.</summary>
    public static string Author(string author) => author.Length > 0 ? author : T("Absender unbekannt", "Sender unknown");

    /// <summary>What an arrival is about; one that could not be read has no subject.</summary>
    public static string Subject(string title) => title.Length > 0 ? title : T("(ohne Betreff)", "(no subject)");

    /// <summary>Who sees a record of this level and why.</summary>
    public static string Audience(Confidentiality level, string office) =>
        level switch
        {
            Confidentiality.Normal => T(
                $"Wer hier arbeitet oder leitet: {office}. Außerdem, wer namentlich freigegeben ist.",
                $"Whoever works in or heads this office: {office}. And people named for it."
            ),
            Confidentiality.Confidential => T(
                $"Wer hier arbeitet oder leitet und für Vertrauliches ermächtigt ist: {office}. Außerdem, wer namentlich freigegeben ist.",
                $"Whoever works in or heads this office and is cleared for confidential records: {office}. And people named for it."
            ),
            _ => T("Nur wer namentlich freigegeben ist.", "Only people named for it."),
        };

    /// <summary>Why an arrival is an exception.</summary>
    public static string Reason(string reason) =>
        SetAside.ReasonOf(reason) is { } written ? written
        : ReadNotes.Find(reason) is { } note ? T(note.German, note.English)
        : reason;

    public static string Because(ProposalReason reason) =>
        reason switch
        {
            ProposalReason.Answers => T("antwortet auf ein Schreiben in diesem Vorgang", "answers a letter in this matter"),
            ProposalReason.NamesNumber => T("nennt dieses Geschäftszeichen", "names this number"),
            _ => T("Absender ist Beteiligte/r in diesem Vorgang", "the sender is a party in this matter"),
        };

    public static string Channel(ChannelKind kind) =>
        kind switch
        {
            ChannelKind.Imap => T("Postfach", "Mailbox"),
            ChannelKind.Folder => T("Ordner", "Folder"),
            ChannelKind.Upload => T("Hochgeladen", "Uploaded"),
            ChannelKind.Http => T("Schnittstelle", "Interface"),
            ChannelKind.Pipe => T("Mailserver", "Mail server"),
            _ => T("Datei", "File"),
        };

    public static string IconOf(ChannelKind kind) =>
        kind switch
        {
            ChannelKind.Imap or ChannelKind.Pipe => "mail",
            ChannelKind.Folder => "folder",
            ChannelKind.Upload => "upload",
            ChannelKind.Http => "api",
            _ => "document",
        };

    public static string Kind(AbsenceKind kind) =>
        kind switch
        {
            AbsenceKind.Leave => T("Urlaub", "Leave"),
            AbsenceKind.Sick => T("krank", "Sick"),
            AbsenceKind.Training => T("Fortbildung", "Training"),
            _ => T("Sonstiges", "Other"),
        };

    public static string Holiday(LocalHolidays holiday) =>
        holiday switch
        {
            LocalHolidays.CorpusChristi => T("Fronleichnam", "Corpus Christi"),
            LocalHolidays.Assumption => T("Mariä Himmelfahrt", "Assumption Day"),
            _ => T("Augsburger Hohes Friedensfest", "Augsburg Peace Festival"),
        };

    public static string Role(Role role) =>
        role switch
        {
            Identity.Role.Mailroom => T("Poststelle", "Mailroom"),
            Identity.Role.Mayor => T("Bürgermeister/in", "Mayor"),
            Identity.Role.Administrator => T("Verwaltung der Einstellungen", "Administrator"),
            Identity.Role.Operator => T("Betrieb", "Operator"),
            _ => T("Revision, Datenschutz", "Auditor"),
        };
}
