using System.Net;
using System.Text.RegularExpressions;
using MimeKit;
using MimeKit.Cryptography;
using MimeKit.Tnef;
using Umlauf.Formats.Html;
using Umlauf.Formats.Mail.Msg;
using Umlauf.Formats.Reading;

namespace Umlauf.Formats.Mail;

/// <summary>Walks the parts of a message and collects its best text, its HTML and its attachments.</summary>
internal sealed partial class MailBody(
    ParserOptions options,
    ReadLimits limits,
    ReadBudget budget,
    IReadOnlyDictionary<MimeMessage, ReadOnlyMemory<byte>> slices,
    NoteSet notes,
    int level
)
{
    private const int DeepestItem = 12;
    private const int LargestDecoration = 24 << 10;
    private const int ShortText = 300;
    private const string PgpMessage = "-----BEGIN PGP MESSAGE-----";

    private readonly List<Block> _blocks = [];
    private readonly List<Attachment> _attachments = [];
    private bool _isReport;

    public IReadOnlyList<Attachment> Attachments => _attachments;
    public ReadNote? Unread { get; private set; }
    public DeliveryReport? Report { get; private set; }

    public void Add(MimeEntity root) => _blocks.AddRange(Collect(root, root, inRelated: false, depth: 0));

    /// <summary>The best text and the HTML, if any part had some.</summary>
    public (string Text, string? Html) Finish()
    {
        var blocks = _blocks.Where(b => !b.IsBlank).ToList();
        if (
            blocks.Count == 0
            && _attachments.Find(a => a.DeclaredType is "text/plain" or "text/html" && a.Kind is ItemKind.Text or ItemKind.Html) is { } only
        )
        {
            var text = TextDecoding.Decode(only.Bytes.Span, null, out _);
            blocks = [only.Kind == ItemKind.Html ? new Block(null, text) : new Block(text, null)];
        }
        var html = blocks.Exists(b => b.Html is not null)
            ? string.Join("\n<hr>\n", blocks.Select(b => b.Html ?? $"<pre>{WebUtility.HtmlEncode(b.Plain)}</pre>"))
            : null;
        for (var i = 0; i < _attachments.Count; i++)
            if (_attachments[i].IsInline && !IsDecoration(_attachments[i], html))
                _attachments[i] = _attachments[i] with { IsInline = false };
        var best = blocks.Count == 1 ? TextOf(blocks[0]) : string.Join("\n\n", blocks.Select(TextOf));
        if (best.Length > limits.Characters)
            notes.Add(ReadNote.TextCut);
        return (PlainText.Body(best, limits.Characters), html);
    }

    /// <summary>A small picture that the HTML shows, such as a logo. A photograph pasted into the text is no decoration: the clerk must see it.</summary>
    internal static bool IsDecoration(Attachment picture, string? html) =>
        picture.ContentId is { } cid
        && html?.Contains("cid:" + cid, StringComparison.OrdinalIgnoreCase) == true
        && picture.Bytes.Length < LargestDecoration;

    private string TextOf(Block block) =>
        string.IsNullOrWhiteSpace(block.Plain) ? HtmlText.From(block.Html ?? "", limits.HtmlCharacters) : block.Plain;

    private List<Block> Collect(MimeEntity entity, MimeEntity root, bool inRelated, int depth)
    {
        if (budget.OutOfTime)
        {
            Unread ??= ReadNote.LimitTime;
            return [];
        }
        if (depth >= limits.Depth - 1)
            Unread ??= ReadNote.TooDeep;
        switch (entity)
        {
            case MessagePart external when external.ContentType.IsMimeType("message", "external-body"):
                notes.Add(ReadNote.ExternalBody);
                return [];
            case MessagePart message:
                AddMessage(message);
                return [];
            case MultipartEncrypted encrypted:
                Unread ??= ReadNote.Encrypted;
                foreach (var part in encrypted.OfType<MimePart>())
                    AddFile(part, isInline: false);
                return [];
            case Multipart multipart:
                return Collect(multipart, root, inRelated, depth + 1);
            case MessagePartial partial:
                notes.Add(ReadNote.Partial);
                return [TextBlock(partial)];
            case TnefPart tnef
                when Tnef.Open(PartContent.Decode(PartContent.Raw(tnef), PartContent.Encoding(tnef, notes)), limits) is { } inner:
                notes.Add(ReadNote.TnefOpened);
                _attachments.AddRange(inner.Attachments);
                return [new Block(inner.Text, inner.UntrustedHtml)];
            case ApplicationPkcs7Mime cms:
                return Signed(cms, depth);
            // Some programs do not name the type of what they signed.
            case MimePart cms
                when ReferenceEquals(cms, root) && FileNameOf(cms)?.EndsWith(".p7m", StringComparison.OrdinalIgnoreCase) == true:
                return Signed(cms, depth);
            case MimePart part when part.ContentType.IsMimeType("message", "external-body"):
                notes.Add(ReadNote.ExternalBody);
                AddFile(part, isInline: false);
                return [];
            case MimePart part when IsStatus(part):
                Report = StatusReport.Read(PartContent.Decode(PartContent.Raw(part), PartContent.Encoding(part, notes)).Span);
                AddFile(part, isInline: false);
                return [];
            case TextPart text when IsBody(text, ReferenceEquals(text, root)):
                return [TextBlock(text)];
            case MimePart part when ReferenceEquals(part, root) && IsUnnamedText(part):
                return [TextBlock(part)];
            case MimePart part:
                AddFile(part, inRelated && part.ContentType.IsMimeType("image", "*"));
                return [];
            default:
                return [];
        }
    }

    private List<Block> Collect(Multipart multipart, MimeEntity root, bool inRelated, int depth)
    {
        var type = multipart.ContentType;
        if (type.IsMimeType("multipart", "signed"))
            notes.Add(ReadNote.SignedNotChecked);
        if (type.IsMimeType("multipart", "report"))
            _isReport = true;
        if (multipart.Count == 0)
        {
            // No boundary was found: everything stands where the preamble belongs.
            notes.Add(ReadNote.BoundaryMissing);
            return [new Block(multipart.Preamble ?? multipart.Epilogue, null)];
        }
        var children = new List<List<Block>>(multipart.Count);
        var isMacFile = type.IsMimeType("multipart", "appledouble");
        // The first half of a Macintosh file is for the Finder alone.
        foreach (var child in multipart.Where(child => !isMacFile || !child.ContentType.IsMimeType("application", "applefile")))
            children.Add(Collect(child, root, inRelated || type.IsMimeType("multipart", "related"), depth));
        return type.IsMimeType("multipart", "alternative") ? Choose(children) : children.SelectMany(c => c).ToList();
    }

    /// <summary>Makes one block of alternatives: the plain one for text, the richest for HTML.</summary>
    private List<Block> Choose(List<List<Block>> alternatives)
    {
        var shown = alternatives.Where(a => a.Exists(b => !b.IsBlank)).ToList();
        if (shown.Count <= 1)
            return shown.FirstOrDefault() ?? [];
        var rich = shown.FindLast(a => a.Exists(b => b.Html is not null));
        var plain = shown.Find(a => a.TrueForAll(b => b.Html is null)) ?? rich;
        if (rich is null)
            return plain!;
        var html = string.Join("\n", rich.Select(b => b.Html ?? $"<pre>{WebUtility.HtmlEncode(b.Plain)}</pre>"));
        var text = ReferenceEquals(plain, rich) ? null : string.Join("\n\n", plain!.Select(b => b.Plain));
        // "Your program does not show HTML" is no alternative.
        if (
            text?.Length < ShortText
            && html.Length > 10 * ShortText
            && HtmlText.From(html, limits.HtmlCharacters) is { Length: > ShortText }
        )
            text = null;
        return [new Block(text, html)];
    }

    private List<Block> Signed(MimePart cms, int depth)
    {
        var bytes = PartContent.Decode(PartContent.Raw(cms), PartContent.Encoding(cms, notes));
        switch (CmsContent.Open(bytes, limits))
        {
            case { Content: { } content }:
                notes.Add(ReadNote.SignedNotChecked);
                var length = PartCounter.Cut(content, limits, options);
                if (length < content.Length)
                    Unread ??= ReadNote.TooManyParts;
                try
                {
                    var parser = new MimeParser(options, MailReader.Open(content[..length]), MimeFormat.Entity, persistent: true);
                    return Collect(parser.ParseEntity(budget.TokenFor(length)), cms, inRelated: false, depth + 1);
                }
                catch (Exception e) when (e is FormatException or OperationCanceledException)
                {
                    Unread ??= ReadNote.Damaged;
                    break;
                }
            case { IsEncrypted: true }:
                Unread ??= ReadNote.Encrypted;
                break;
            case { IsDetached: true }:
                notes.Add(ReadNote.SignedNotChecked);
                break;
            default:
                Unread ??= ReadNote.Damaged;
                break;
        }
        AddFile(cms, isInline: false);
        return [];
    }

    private bool IsStatus(MimePart part) =>
        _isReport
        && (
            part.ContentType.IsMimeType("message", "delivery-status")
            || part.ContentType.IsMimeType("message", "disposition-notification")
            || part.ContentType.IsMimeType("message", "global-delivery-status")
        )
        && Report is null;

    private static bool IsBody(TextPart text, bool isRoot)
    {
        if (text.ContentDisposition?.IsAttachment == true)
            return false;
        var type = text.ContentType;
        if (
            !type.IsMimeType("text", "plain")
            && !type.IsMimeType("text", "html")
            && !type.IsMimeType("text", "enriched")
            && !type.IsMimeType("text", "richtext")
            && !type.IsMimeType("text", "rtf")
        )
            return isRoot;
        return isRoot || string.IsNullOrEmpty(text.FileName);
    }

    /// <summary>True for a message whose stated type is missing or broken although it is text.</summary>
    private bool IsUnnamedText(MimePart part) =>
        part.ContentType.IsMimeType("application", "octet-stream")
        && part.ContentDisposition is null
        && FileNameOf(part) is null
        && ItemDetector.Detect(PartContent.Prefix(PartContent.Raw(part), PartContent.Encoding(part, notes)).Span).Kind == ItemKind.Text;

    private Block TextBlock(MimePart part)
    {
        var bytes = PartContent.Decode(PartContent.Raw(part), PartContent.Encoding(part, notes));
        if (part.ContentType.IsMimeType("text", "html"))
            return new Block(null, BodyText.Of(part, bytes.Span, limits, notes));
        if (part.ContentType.IsMimeType("text", "rtf"))
        {
            var rtf = RtfReader.Read(bytes.Span, limits);
            return new Block(rtf.Text, rtf.Html);
        }
        var rest = FilesInText.Split(bytes, out var files);
        foreach (var (name, content) in files)
        {
            notes.Add(ReadNote.FilesInText);
            AddFile(content, name, null, isInline: false, null);
        }
        var text = BodyText.Of(part, rest.Span, limits, notes);
        if (text.StartsWith(PgpMessage, StringComparison.Ordinal) || text.Contains('\n' + PgpMessage, StringComparison.Ordinal))
            Unread ??= ReadNote.Encrypted;
        return part.ContentType.IsMimeType("text", "enriched") || part.ContentType.IsMimeType("text", "richtext")
            ? new Block(Enriched(text), null)
            : new Block(text, null);
    }

    // RFC 1896: a doubled bracket is a bracket, parameters are no text.
    private string Enriched(string text) =>
        HtmlText.From(Parameters().Replace(text.Replace("<<", "&lt;", StringComparison.Ordinal), ""), limits.HtmlCharacters);

    [GeneratedRegex("<param>[^<]*</param>", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Parameters();

    private void AddMessage(MessagePart part)
    {
        if (part.Message is not { } message)
            return;
        if (_isReport)
            Report = StatusReport.With(Report ?? new(null, null, null, null, null), message.Headers);
        ReadItem? nested = null;
        var inner = new NoteSet();
        if (level >= DeepestItem)
            Unread ??= ReadNote.TooDeep;
        else if (part is not TextRfc822Headers)
            nested = MailReader.Read(message, options, limits, budget, slices, inner, level + 1);
        Unread ??= nested?.Unread == ReadNote.TooDeep ? ReadNote.TooDeep : null;
        var given = FileNameOf(part);
        var subject = nested?.Envelope?.Subject;
        var fallback = SafeName.From(
            string.IsNullOrWhiteSpace(subject) ? null : subject + ".eml",
            $"Nachricht-{_attachments.Count + 1}.eml"
        );
        _attachments.Add(
            new Attachment(() => slices.TryGetValue(message, out var slice) ? slice : Write(message))
            {
                Name = SafeName.From(given, fallback),
                OriginalName = given,
                ContentType = "message/rfc822",
                DeclaredType = part.ContentType.MimeType,
                Kind = ItemKind.Mail,
                Nested = nested,
            }
        );
    }

    private static ReadOnlyMemory<byte> Write(MimeMessage message)
    {
        using var stream = new MemoryStream();
        message.WriteTo(stream);
        return stream.ToArray();
    }

    private void AddFile(MimePart part, bool isInline)
    {
        var encoding = PartContent.Encoding(part, notes);
        var raw = PartContent.Raw(part);
        var cid = part.ContentId is { Length: > 0 } id ? PlainText.Line(id, 998).Trim('<', '>') : null;
        var declared = part.ContentType.MimeType;
        var shown = isInline || (cid is not null && part.ContentDisposition?.IsAttachment != true);
        Add(PartContent.Prefix(raw, encoding).Span, () => PartContent.Decode(raw, encoding), FileNameOf(part), declared, shown, cid);
    }

    private void AddFile(ReadOnlyMemory<byte> bytes, string? name, string? declared, bool isInline, string? cid) =>
        Add(bytes.Span, () => bytes, name, declared, isInline, cid);

    private void Add(
        ReadOnlySpan<byte> prefix,
        Func<ReadOnlyMemory<byte>> decode,
        string? given,
        string? declared,
        bool isInline,
        string? cid
    )
    {
        var (kind, type) = ItemDetector.Detect(prefix, given, declared);
        if (kind == ItemKind.Unknown && type == "application/octet-stream" && declared is not null)
            type = declared.ToLowerInvariant();
        ReadItem? nested = null;
        if (kind == ItemKind.Mail && level < DeepestItem && decode() is var whole && whole.Length <= limits.UnpackedBytes)
            nested = MailReader.Read(whole, limits, budget, level + 1);
        var fallback = $"{(kind == ItemKind.Image ? "Bild" : "Anlage")}-{_attachments.Count + 1}{FileEnding.Of(kind, type)}";
        _attachments.Add(
            new Attachment(decode)
            {
                Name = SafeName.From(given, fallback),
                OriginalName = given,
                ContentType = type,
                DeclaredType = declared,
                Kind = kind,
                IsInline = isInline && kind == ItemKind.Image,
                ContentId = cid,
                Nested = nested,
            }
        );
    }

    private static string? FileNameOf(MimeEntity entity) => FileNames.Of(entity);

    private sealed record Block(string? Plain, string? Html)
    {
        public bool IsBlank => string.IsNullOrWhiteSpace(Plain) && string.IsNullOrWhiteSpace(Html);
    }
}
