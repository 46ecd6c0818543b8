using System.Globalization;
using System.Text;
using Umlauf.Formats.Mail;
using Umlauf.Formats.Reading;

namespace Umlauf.Dispatch.Model;

/// <summary>The mail that is answered: whom to write to, and what stands in the answer before anybody has typed.</summary>
internal sealed record Original(Envelope Envelope, string Text)
{
    private const int LongestQuote = 20_000;
    private const int MostReferences = 30;

    private static readonly TimeZoneInfo Germany = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
    private static readonly ReadLimits Limits = new() { Bytes = 100 << 20, Milliseconds = 10_000 };

    /// <summary>Null when the bytes are no mail that can be opened here.</summary>
    public static async Task<Original?> Read(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length > Limits.Bytes || ItemReader.IsRisky(bytes.Span, bytes.Length))
            return null;
        var done = new TaskCompletionSource<ReadItem>(TaskCreationOptions.RunContinuationsAsynchronously);
        // Deeply nested messages need a larger stack than that of the pool.
        new Thread(Work, 16 << 20) { IsBackground = true, Name = "reply reader" }.Start();
        var item = await done.Task;
        return item.Envelope is { } envelope ? new Original(envelope, item.Text) : null;

        void Work()
        {
            try
            {
                done.SetResult(MailReader.Read(bytes, Limits));
            }
            catch (Exception bug)
            {
                done.SetException(bug);
            }
        }
    }

    /// <summary>RFC 5322, section 3.6.4: the thread of the original and the original itself.</summary>
    public IReadOnlyList<string> References =>
        [
            .. Envelope
                .References.Append(Envelope.MessageId ?? "")
                .Where(IsMessageId)
                .Distinct(StringComparer.Ordinal)
                .TakeLast(MostReferences),
        ];

    public string InReplyTo => IsMessageId(Envelope.MessageId ?? "") ? Envelope.MessageId! : "";

    public MailPerson? Sender =>
        new[] { Envelope.ReplyTo, Envelope.From }.FirstOrDefault(one => one?.Address is { } a && MailAddresses.IsAddress(a));

    public string Subject => ReplySubject(Envelope.Subject);

    /// <summary>The original's text as a quotation (RFC 3676, section 4.5).</summary>
    public string Quoted(DateTimeOffset receivedAt)
    {
        var when = TimeZoneInfo.ConvertTime(Envelope.HeaderDate ?? receivedAt, Germany);
        var quote = new StringBuilder(
            string.Create(CultureInfo.InvariantCulture, $"\n\nAm {when:dd.MM.yyyy} um {when:HH:mm} Uhr schrieb {Envelope.From}:\n")
        );
        foreach (var line in Text.AsSpan(0, Math.Min(Text.Length, LongestQuote)).TrimEnd().EnumerateLines())
            quote.Append(line is ['>', ..] ? ">" : "> ").Append(line).Append('\n');
        return quote.ToString();
    }

    /// <summary>"AW:" once, however often the subject went to and fro.</summary>
    public static string ReplySubject(string subject)
    {
        var rest = subject.AsSpan().Trim();
        for (var cut = true; cut; )
        {
            cut = false;
            foreach (var prefix in new[] { "AW:", "Re:", "Antw:", "Antwort:" })
            {
                if (!rest.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
                    continue;
                rest = rest[prefix.Length..].TrimStart();
                cut = true;
            }
        }
        return $"AW: {rest}".TrimEnd();
    }

    private static bool IsMessageId(string id) =>
        id.Length is > 0 and <= 250 && !id.AsSpan().ContainsAny(" <>") && Ascii.IsValid(id) && !id.Any(char.IsControl);
}
