using MimeKit;
using Umlauf.Formats.Reading;

namespace Umlauf.Formats.Mail;

/// <summary>Recognises messages written by programs (RFC 3834, RFC 3464, RFC 8098, RFC 2919) by their headers.</summary>
internal static class NatureRules
{
    private static readonly string[] BounceSenders =
    [
        "mailer-daemon",
        "postmaster",
        "mail delivery subsystem",
        "mail delivery system",
        "mailerdaemon",
        "mail-daemon",
    ];

    private static readonly string[] BounceSubjects =
    [
        "undeliver",
        "unzustellbar",
        "nicht zustellbar",
        "delivery status notification",
        "delivery failure",
        "delivery status",
        "failure delivery",
        "delivery notification",
        "mail delivery failed",
        "failure notice",
        "returned mail",
        "returning message",
        "zustellung fehlgeschlagen",
        "zustellungsproblem",
        "mail system error",
        "delivery has failed",
        "delivery problem",
        "non-delivery",
        "non delivery",
        "could not be delivered",
        "warning: could not send message",
    ];

    private static readonly string[] AwaySubjects =
    [
        "automatische antwort:",
        "abwesenheitsnotiz",
        "abwesend:",
        "automatic reply:",
        "auto reply:",
        "autoreply:",
        "out of office:",
        "out of the office",
        "away until ",
    ];

    /// <summary>Reads the nature of a message from its headers.</summary>
    public static MailNature Of(HeaderList headers, MailPerson? from)
    {
        var nature = MailNature.None;
        string subject = "";
        foreach (var header in headers)
        {
            switch (header.Id)
            {
                case HeaderId.AutoSubmitted when !Starts(header, "no"):
                    nature |= MailNature.Automatic;
                    break;
                case HeaderId.ReturnPath when header.Value.Trim() is "<>":
                    nature |= MailNature.NullSender;
                    break;
                case HeaderId.Precedence:
                    if (Starts(header, "auto_reply") || Starts(header, "auto-reply"))
                        nature |= MailNature.Automatic;
                    else if (Starts(header, "bulk") || Starts(header, "list") || Starts(header, "junk"))
                        nature |= MailNature.List;
                    break;
                case HeaderId.ListId:
                case HeaderId.ListUnsubscribe:
                    nature |= MailNature.List;
                    break;
                case HeaderId.ContentType:
                    nature |= OfReport(header.Value);
                    break;
                case HeaderId.Subject:
                    subject = header.Value;
                    break;
                case HeaderId.Unknown:
                    if (IsAutoReplyField(header.Field) && !Starts(header, "no"))
                        nature |= MailNature.Automatic;
                    else if (header.Field.Equals("X-Failed-Recipients", StringComparison.OrdinalIgnoreCase))
                        nature |= MailNature.Bounce;
                    break;
            }
        }
        if (AwaySubjects.Any(s => subject.AsSpan().TrimStart().StartsWith(s, StringComparison.OrdinalIgnoreCase)))
            nature |= MailNature.Automatic;
        if (from is not null && BounceSenders.Any(s => Holds(from.Address, s) || Holds(from.Display, s)))
            nature |= BounceSubjects.Any(s => Holds(subject, s)) ? MailNature.Bounce | MailNature.Automatic : MailNature.Automatic;
        return nature;
    }

    private static MailNature OfReport(string contentType)
    {
        if (!contentType.AsSpan().TrimStart().StartsWith("multipart/report", StringComparison.OrdinalIgnoreCase))
            return MailNature.None;
        if (Holds(contentType, "disposition-notification"))
            return MailNature.ReadReceipt | MailNature.Automatic;
        return Holds(contentType, "delivery-status") ? MailNature.DeliveryReport | MailNature.Automatic : MailNature.Automatic;
    }

    private static bool IsAutoReplyField(string field) =>
        field.Equals("X-Autoreply", StringComparison.OrdinalIgnoreCase)
        || field.Equals("X-Autorespond", StringComparison.OrdinalIgnoreCase)
        || field.Equals("X-Auto-Reply-From", StringComparison.OrdinalIgnoreCase)
        || field.Equals("X-Mail-Autoreply", StringComparison.OrdinalIgnoreCase);

    private static bool Starts(Header header, string value) =>
        header.Value.AsSpan().TrimStart().StartsWith(value, StringComparison.OrdinalIgnoreCase);

    private static bool Holds(string? text, string part) => text?.Contains(part, StringComparison.OrdinalIgnoreCase) == true;
}
