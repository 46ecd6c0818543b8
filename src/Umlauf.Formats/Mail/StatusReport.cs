using MimeKit;
using Umlauf.Formats.Reading;

namespace Umlauf.Formats.Mail;

/// <summary>Reads message/delivery-status (RFC 3464) and message/disposition-notification (RFC 8098).</summary>
internal static class StatusReport
{
    /// <summary>Reads the first recipient's fields, preferring one that failed.</summary>
    public static DeliveryReport Read(ReadOnlySpan<byte> bytes)
    {
        var text = TextDecoding.Decode(bytes[..Math.Min(bytes.Length, 1 << 18)], null, out _);
        var report = new DeliveryReport(null, null, null, null, null);
        string? messageId = null;
        var current = report;
        var folded = "";
        foreach (var raw in text.AsSpan().EnumerateLines())
        {
            if (raw.Length > 0 && raw[0] is ' ' or '\t')
            {
                if (folded.Length > 0 && folded.Length < 2_000)
                    folded += " " + raw.Trim().ToString();
                continue;
            }
            current = Apply(current, folded, ref messageId);
            folded = raw.ToString();
            if (raw.Trim().Length > 0)
                continue;
            report = Better(report, current);
            current = new DeliveryReport(null, null, null, null, null);
        }
        report = Better(report, Apply(current, folded, ref messageId));
        return report with { MessageId = messageId };
    }

    /// <summary>Adds the Message-ID of the returned message where the report itself does not name it.</summary>
    public static DeliveryReport With(DeliveryReport report, HeaderList returned) =>
        report.MessageId is null && returned[HeaderId.MessageId] is { } id
            ? report with
            {
                MessageId = PlainText.Line(id, 998).Trim('<', '>', ' '),
            }
            : report;

    private static DeliveryReport Better(DeliveryReport old, DeliveryReport found) =>
        found.Action is null && found.Recipient is null ? old
        : old.Action is null ? found
        : !IsFailed(old) && IsFailed(found) ? found
        : old;

    private static bool IsFailed(DeliveryReport report) => report.Action?.Equals("failed", StringComparison.OrdinalIgnoreCase) == true;

    private static DeliveryReport Apply(DeliveryReport report, string line, ref string? messageId)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0)
            return report;
        var value = PlainText.Line(line[(colon + 1)..], 998);
        switch (line[..colon].Trim().ToLowerInvariant())
        {
            case "original-message-id":
                messageId ??= value.Trim('<', '>', ' ');
                return report;
            case "final-recipient":
                return report with { Recipient = report.Recipient ?? AfterType(value) };
            case "original-recipient":
                return report with { Recipient = AfterType(value) };
            case "action":
                return report with { Action = value.ToLowerInvariant() };
            case "disposition":
                return report with { Action = AfterType(value).ToLowerInvariant() };
            case "status":
                return report with { Status = value.Split(' ', 2)[0] };
            case "diagnostic-code":
                return report with { Diagnostic = AfterType(value) };
            default:
                return report;
        }
    }

    private static string AfterType(string value)
    {
        var semicolon = value.IndexOf(';', StringComparison.Ordinal);
        return semicolon < 0 ? value : value[(semicolon + 1)..].Trim();
    }
}
