using Umlauf.Formats.Html;
using Umlauf.Formats.Mail;
using Umlauf.Formats.Mail.Msg;
using Umlauf.Formats.Office;
using Umlauf.Formats.Pdf;

namespace Umlauf.Formats.Reading;

/// <summary>Reads whatever arrives (Eingang lesen). Decides by content, keeps to limits, never throws for broken input.</summary>
public static class ItemReader
{
    private const int RiskyMailBytes = 8 << 20;
    private const int RiskyTextBytes = 32 << 20;

    /// <summary>Reads an item.</summary>
    /// <param name="bytes">The bytes as they arrived.</param>
    /// <param name="fileName">The name the sender gave, if any; a hint only.</param>
    /// <param name="contentType">The type the sender declared; <c>message/rfc822</c> where the channel is a mail channel.</param>
    /// <param name="limits">How much may be read.</param>
    /// <param name="ct">Stops between parts, pages and entries; what was read until then is returned.</param>
    /// <returns>The item; its <see cref="ReadItem.Unread"/> says why it was not or only partly read.</returns>
    public static ReadItem Read(
        ReadOnlyMemory<byte> bytes,
        string? fileName,
        string? contentType,
        ReadLimits limits,
        CancellationToken ct = default
    )
    {
        TextDecoding.RegisterCodePages();
        return Read(bytes, fileName, contentType, limits, new ReadBudget(limits, ct));
    }

    // The level says how many archives it lies in.
    internal static ReadItem Read(
        ReadOnlyMemory<byte> bytes,
        string? fileName,
        string? contentType,
        ReadLimits limits,
        ReadBudget budget,
        int level = 0
    )
    {
        var (kind, type) = ItemDetector.Detect(bytes.Span, fileName, contentType);
        if (bytes.Length > limits.Bytes)
            return ReadItem.NotRead(kind, ReadNote.LimitSize, type);
        return kind switch
        {
            ItemKind.Empty => ReadItem.NotRead(kind, ReadNote.Empty, type),
            ItemKind.Mail => MailReader.Read(bytes, limits, budget),
            ItemKind.Tnef => Tnef.Open(bytes, limits) ?? ReadItem.NotRead(kind, ReadNote.Damaged, type),
            ItemKind.Pdf => PdfText.Read(bytes, limits, budget),
            ItemKind.OutlookMessage => MsgReader.Read(bytes, limits, budget),
            ItemKind.Cms => CmsReader.Read(bytes, fileName, limits, budget),
            ItemKind.Document or ItemKind.Spreadsheet or ItemKind.Presentation => OfficeReader.Read(bytes, kind, type, limits, budget),
            ItemKind.Archive => ArchiveReader.Read(bytes, limits, budget, level),
            ItemKind.RichText => Rtf(bytes, limits),
            ItemKind.Html => Html(bytes, limits),
            ItemKind.Text or ItemKind.Xml => Text(bytes, kind, type, contentType, limits),
            ItemKind.Image => ReadItem.NotRead(kind, ReadNote.Picture, type),
            ItemKind.OutlookStore => ReadItem.NotRead(kind, ReadNote.OutlookStore, type),
            ItemKind.OldOffice => ReadItem.NotRead(
                kind,
                type == "application/encrypted-office" ? ReadNote.Encrypted : ReadNote.OldOffice,
                type
            ),
            _ => ReadItem.NotRead(kind, ReadNote.UnknownFormat, type),
        };
    }

    /// <summary>Decides whether an item is read in a child process: everything whose format is not simply text, and very large mails.</summary>
    /// <param name="prefix">The item or its first 4 kB.</param>
    /// <param name="length">The length of the whole item.</param>
    /// <returns>True if a child process should read it.</returns>
    public static bool IsRisky(ReadOnlySpan<byte> prefix, long length) =>
        ItemDetector.Detect(prefix).Kind switch
        {
            ItemKind.Mail => length > RiskyMailBytes,
            ItemKind.Text or ItemKind.Html or ItemKind.Xml => length > RiskyTextBytes,
            ItemKind.Image or ItemKind.Empty or ItemKind.OldOffice or ItemKind.OutlookStore or ItemKind.Unknown => false,
            _ => true,
        };

    private static ReadItem Rtf(ReadOnlyMemory<byte> bytes, ReadLimits limits)
    {
        var content = RtfReader.Read(bytes.Span, limits);
        return new ReadItem
        {
            Kind = ItemKind.RichText,
            ContentType = "application/rtf",
            Text = PlainText.Body(
                content.Html is null ? content.Text : HtmlText.From(content.Html, limits.HtmlCharacters),
                limits.Characters
            ),
            UntrustedHtml = content.Html,
        };
    }

    private static ReadItem Html(ReadOnlyMemory<byte> bytes, ReadLimits limits)
    {
        var notes = new NoteSet();
        var most = (int)Math.Min(bytes.Length, limits.HtmlCharacters * 4L);
        var html = TextDecoding.Decode(bytes.Span[..most], BodyText.MetaCharset(bytes.Span), out var guessed);
        if (guessed)
            notes.Add(ReadNote.CharsetGuessed);
        if (html.Length > limits.HtmlCharacters)
            notes.Add(ReadNote.TextCut);
        return new ReadItem
        {
            Kind = ItemKind.Html,
            ContentType = "text/html",
            Text = PlainText.Body(HtmlText.From(html, limits.HtmlCharacters), limits.Characters),
            UntrustedHtml = html,
            Notes = notes.ToArray(),
        };
    }

    private static ReadItem Text(ReadOnlyMemory<byte> bytes, ItemKind kind, string type, string? declared, ReadLimits limits)
    {
        var notes = new NoteSet();
        var at = declared?.IndexOf("charset=", StringComparison.OrdinalIgnoreCase) ?? -1;
        var charset = at < 0 ? null : declared![(at + 8)..];
        var most = (int)Math.Min(bytes.Length, limits.Characters * 4L);
        var text = TextDecoding.Decode(bytes.Span[..most], charset, out var guessed);
        if (guessed && charset is not null)
            notes.Add(ReadNote.CharsetGuessed);
        if (text.Length > limits.Characters)
            notes.Add(ReadNote.TextCut);
        return new ReadItem
        {
            Kind = kind,
            ContentType = type,
            Text = PlainText.Body(text, limits.Characters),
            Notes = notes.ToArray(),
        };
    }
}
