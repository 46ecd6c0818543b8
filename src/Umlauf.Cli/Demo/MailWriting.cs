using System.Globalization;
using System.Net;
using System.Text;

namespace Umlauf.Cli.Demo;

/// <summary>Writes one drafted message byte by byte, with the headers and habits of its mail program.</summary>
internal sealed class MailWriting(MailDraft draft)
{
    private const string Style =
        "<style>p.MsoNormal,li.MsoNormal,div.MsoNormal{margin:0cm;font-size:11.0pt;font-family:\"Calibri\",sans-serif;mso-fareast-language:EN-US;}"
        + "a:link,span.MsoHyperlink{mso-style-priority:99;color:#0563C1;text-decoration:underline;}span.E-MailFormatvorlage18"
        + "{mso-style-type:personal-compose;font-family:\"Calibri\",sans-serif;color:windowtext;}.MsoChpDefault{mso-style-type:export-only;}"
        + "@page WordSection1{size:612.0pt 792.0pt;margin:70.85pt 70.85pt 2.0cm 70.85pt;}div.WordSection1{page:WordSection1;}</style>";

    private readonly Mime _mime = new();

    // The same person keeps the same mail program.
    private readonly Mailer _mailer = new Dice(draft.Letter.Sender.Mail.Aggregate(17L, (sum, c) => (sum * 31) + c), 0).Pick(Mailer.All);

    private Dice Dice => draft.Dice;
    private Letter Letter => draft.Letter;

    public DemoArrival FirstLetter() => Send(draft.Text.Subject, draft.Text.Body, Enclosures.For(Letter));

    public DemoArrival Reply()
    {
        var parent = draft.Parent!;
        var to = new StringBuilder();
        to.Append(Letter.Say("opening")).Append("\n\n").Append(Letter.Say("reply.start"));
        foreach (var detail in PhraseBook.German.WriteSeveral($"{Letter.Theme.Name}.detail", Dice.Below(4), Letter))
            to.Append(' ').Append(detail);
        if (Dice.Chance(50))
            to.Append("\n\n").Append(Letter.Say("ask"));
        to.Append("\n\n").Append(Letter.Say("closing")).Append('\n').Append(Letter.Sender.Name);
        var first = Typing.Wrap(parent.Text.Body, 72, "> ");
        if (draft.OfficeAnswered)
        {
            to.Append(
                CultureInfo.InvariantCulture,
                $"\n\nAm {Letter.Date.AddDays(-2):dd.MM.yyyy} schrieb Stadt Musterstadt <poststelle@musterstadt.example>:\n\n"
            );
            to.Append(Typing.Wrap(Letter.Say("office.answer"), 72, "> "));
            first = Typing.Wrap(first, 76, "> ");
        }
        to.Append(
            CultureInfo.InvariantCulture,
            $"\n\nAm {parent.Letter.Date:dd.MM.yyyy} schrieb {Letter.Sender.Name} <{Letter.Sender.Mail}>:\n\n{first}"
        );
        return Send(_mailer.ReplyMark + parent.Text.Subject, to.ToString(), Dice.Chance(35) ? Enclosures.For(Letter) : []);
    }

    public DemoArrival Forward()
    {
        var parent = draft.Parent!;
        var sender = parent.Letter.Sender;
        var to = new StringBuilder(Letter.Say("opening.phone"));
        to.Append("\n\n")
            .Append(Letter.Say("forward.note"))
            .Append("\n\n")
            .Append(Letter.Say("closing"))
            .Append('\n')
            .Append(Letter.Sender.Name);
        to.Append("\n\n-----Ursprüngliche Nachricht-----\n");
        to.Append(
            CultureInfo.InvariantCulture,
            $"Von: {sender.Name} <{sender.Mail}>\nGesendet: {parent.Letter.Date:dd.MM.yyyy}\nAn: poststelle@musterstadt.example\n"
        );
        to.Append("Betreff: ").Append(parent.Text.Subject).Append("\n\n").Append(parent.Text.Body);
        return Send($"{Dice.Pick(["WG: ", "WG: ", "Fwd: ", "Wtr: "])}{parent.Text.Subject}", to.ToString(), []);
    }

    public DemoArrival OutOfOffice()
    {
        Letter.Shared["quoted"] = $"Ihre Nachricht vom {Letter.Date.AddDays(-1).ToString("dd.MM.yyyy", CultureInfo.InvariantCulture)}";
        return Send(Letter.Say("out.subject"), Letter.Say("out.body"), []);
    }

    public DemoArrival Newsletter()
    {
        var subject = Letter.Say("newsletter.subject");
        var items = PhraseBook.German.WriteSeveral("newsletter.item", Dice.Between(3, 5), Letter).ToList();
        var html = new StringBuilder("<html><head>").Append(Style).Append("</head><body><table width=\"600\" align=\"center\">");
        html.Append("<tr><td><img src=\"https://bilder.example/kopf.png\" width=\"600\" alt=\"\"></td></tr>");
        foreach (var (head, rest) in items.Select(item => item.Split('\n', 2)).Select(i => (i[0], i[1])))
            html.Append("\n<tr><td><h2>")
                .Append(Html(head))
                .Append("</h2><p>")
                .Append(Html(rest))
                .Append("</p><p><a href=\"https://klick.example/")
                .Append(Dice.Next().ToString("x", CultureInfo.InvariantCulture))
                .Append("\">Weiterlesen</a></p></td></tr>");
        html.Append(
            "\n<tr><td>Sie erhalten diesen Rundbrief als Abonnent. <a href=\"https://klick.example/abmelden\">Abmelden</a></td></tr></table>"
        );
        html.Append("<img src=\"https://zaehler.example/").Append(draft.Index).Append(".gif\" width=\"1\" height=\"1\"></body></html>");
        Head(subject);
        _mime
            .Header("List-Unsubscribe", "<https://klick.example/abmelden>")
            .Header("List-Id", "<rundbrief.example>")
            .Header("Precedence", "bulk");
        _mime.Text("html", html.ToString(), Encoding.UTF8, "quoted-printable");
        return Done(subject, null, hasPdf: false);
    }

    public DemoArrival Bounce()
    {
        var boundary = Boundary("b");
        const string Subject = "Unzustellbar: Ihr Antrag";
        var reason = Letter.Say("bounce.reason");
        var text =
            $"Ihre Nachricht an {Letter.Sender.Mail} konnte nicht zugestellt werden.\n\nGrund: {reason}\n\n"
            + "Es sind keine weiteren Versuche vorgesehen. Der Kopf der Nachricht steht im Anhang.\n";
        _mime.Line("Return-Path: <>");
        Received();
        _mime.Address("From", "Mail Delivery System", $"MAILER-DAEMON@{Letter.Sender.Mail.Split('@')[1]}");
        _mime.Header("To", "poststelle@musterstadt.example").Header("Subject", Subject).Header("Date", Stamp(draft.ReceivedAt));
        _mime.Header("Message-ID", $"<{draft.MessageId}>").Header("Auto-Submitted", "auto-replied").Header("MIME-Version", "1.0");
        _mime.Line($"Content-Type: multipart/report; report-type=delivery-status; boundary=\"{boundary}\"").Line().Line($"--{boundary}");
        _mime.Text("plain", text, Encoding.UTF8, "8bit");
        _mime.Line($"--{boundary}").Line("Content-Type: message/delivery-status").Line();
        _mime.Line("Reporting-MTA: dns; mx.example").Line().Line($"Final-Recipient: rfc822; {Letter.Sender.Mail}").Line("Action: failed");
        _mime.Line("Status: 5.1.1").Line($"Diagnostic-Code: smtp; 550 5.1.1 {Typing.WithoutUmlauts(reason)}").Line();
        _mime.Line($"--{boundary}").Line("Content-Type: text/rfc822-headers").Line();
        _mime.Header("From", "poststelle@musterstadt.example").Header("To", Letter.Sender.Mail).Header("Subject", "Ihr Antrag");
        _mime.Header("Message-ID", $"<{draft.OfficeAnswerId}>").Line().Line($"--{boundary}--");
        return Done(Subject, text, hasPdf: false);
    }

    private DemoArrival Send(string subject, string body, IReadOnlyList<Enclosure> files)
    {
        var text = _mailer.Width > 0 ? Typing.Wrap(body, _mailer.Width) : body;
        Head(subject);
        var mixed = Boundary("m");
        if (files.Count > 0)
            _mime.Line($"Content-Type: multipart/mixed; boundary=\"{mixed}\"").Line().Line($"--{mixed}");
        Body(text, body);
        foreach (var file in files)
        {
            _mime.Line($"--{mixed}");
            _mime.File(file.Type, file.Name, file.Bytes, _mailer.Outlook);
        }
        if (files.Count > 0)
            _mime.Line($"--{mixed}--");
        return Done(subject, text, files.Any(f => f.Type == "application/pdf"));
    }

    private void Body(string text, string unwrapped)
    {
        var charset = _mailer.CharsetFor(text);
        if (!Dice.Chance(_mailer.HtmlPercent))
        {
            _mime.Text("plain", text, charset, _mailer.Encoding);
            return;
        }
        var alternative = Boundary("a");
        _mime.Line($"Content-Type: multipart/alternative; boundary=\"{alternative}\"").Line().Line($"--{alternative}");
        _mime.Text("plain", text, charset, _mailer.Encoding);
        _mime.Line($"--{alternative}");
        _mime.Text("html", AsHtml(unwrapped), charset, _mailer.Encoding);
        _mime.Line($"--{alternative}--").Line();
    }

    private string AsHtml(string text)
    {
        var to = new StringBuilder(text.Length * 2);
        to.Append("<html xmlns:o=\"urn:schemas-microsoft-com:office:office\"><head><meta name=\"Generator\" content=\"Word 15\">\n");
        to.Append(_mailer.Outlook ? Style : "").Append("</head>\n<body lang=\"DE\"><div class=\"WordSection1\">\n");
        foreach (var line in text.AsSpan().EnumerateLines())
            to.Append("<p class=\"MsoNormal\">").Append(line.IsEmpty ? "&#160;" : Html(line.ToString())).Append("</p>\n");
        return to.Append("</div></body></html>\n").ToString();
    }

    private void Head(string subject)
    {
        var sender = Letter.Sender;
        _mime.Line($"Return-Path: <{sender.Mail}>");
        Received();
        _mime.Line($"Delivered-To: {Mailbox}@musterstadt.example");
        _mime.Address("From", sender.Organisation ?? sender.Name, sender.Mail);
        _mime.Address("To", "Stadt Musterstadt", $"{Mailbox}@musterstadt.example");
        _mime
            .Header("Subject", subject)
            .Header("Date", Stamp(draft.ReceivedAt.AddSeconds(-3 - Dice.Below(90))))
            .Header("Message-ID", $"<{draft.MessageId}>");
        if (draft.Nature == Nature.Reply)
        {
            var first = draft.Parent!.MessageId;
            _mime.Header("In-Reply-To", draft.OfficeAnswered ? $"<{draft.OfficeAnswerId}>" : $"<{first}>");
            _mime.Header("References", draft.OfficeAnswered ? $"<{first}>\r\n <{draft.OfficeAnswerId}>" : $"<{first}>");
        }
        if (draft.Nature == Nature.OutOfOffice)
            _mime.Header("Auto-Submitted", "auto-replied").Header("X-Auto-Response-Suppress", "All");
        if (_mailer.NameLine is not null)
            _mime.Line(_mailer.NameLine);
        _mime.Header("MIME-Version", "1.0");
    }

    private void Received()
    {
        _mime
            .Line("Received: from mx.musterstadt.example (localhost [127.0.0.1])")
            .Line("\tby mail.musterstadt.example (Postfix) with ESMTP");
        _mime.Line($"\tid {Dice.Next():X12}; {Stamp(draft.ReceivedAt)}");
    }

    private DemoArrival Done(string subject, string? text, bool hasPdf) =>
        new()
        {
            Index = draft.Index,
            ReceivedAt = draft.ReceivedAt,
            Mailbox = Mailbox,
            Nature = draft.Nature,
            Theme = Letter.Theme,
            Subject = subject,
            From = Letter.Sender.Mail,
            SenderName = Letter.Sender.Organisation ?? Letter.Sender.Name,
            SenderStreet = Letter.Sender.Street,
            SenderCity = Letter.Sender.City,
            Text = text,
            MessageId = draft.MessageId,
            Parent = draft.Parent?.Index,
            HasPdf = hasPdf,
            Bytes = _mime.Message,
        };

    private string Mailbox => draft.Nature is Nature.Letter or Nature.Reply ? Letter.Theme.Mailbox : "poststelle";

    private string Boundary(string kind) => string.Create(CultureInfo.InvariantCulture, $"----={kind}_{Dice.Next():x16}");

    private static string Stamp(DateTimeOffset at) => at.ToString("ddd, dd MMM yyyy HH:mm:ss ", CultureInfo.InvariantCulture) + "+0000";

    private static string Html(string text) =>
        WebUtility.HtmlEncode(text).Replace("&#252;", "ü", StringComparison.Ordinal).Replace("\n", "<br>", StringComparison.Ordinal);
}
