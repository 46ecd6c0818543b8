using Umlauf.Records;

namespace Umlauf.Dispatch;

/// <summary>Why an item came back (Grund der Unzustellbarkeit), as it stands among the reasons of items.</summary>
/// <param name="Status">The code of RFC 3463, e.g. 5.1.1.</param>
/// <param name="Recipient">Which of our recipients; null when the report names nobody of them.</param>
/// <param name="Words">The other server's own words.</param>
public sealed record Bounce(string? Status, string? Recipient, string? Words)
{
    private const string Start = "bounce|";
    private const int Longest = 300;

    /// <summary>One line: <c>bounce|5.1.1|address|words</c>.</summary>
    public override string ToString() => $"{Start}{Part(Status)}|{Part(Recipient)}|{DocumentText.Line(Words ?? "", Longest)}";

    /// <summary>Null for a reason of another kind.</summary>
    public static Bounce? Read(string reason) =>
        reason.StartsWith(Start, StringComparison.Ordinal) && reason.Split('|', 4) is [_, var status, var recipient, var words]
            ? new Bounce(Filled(status), Filled(recipient), Filled(words))
            : null;

    /// <summary>What it means, in German and in English.</summary>
    public (string German, string English) Meaning =>
        (Status ?? "").Split('.') switch
        {
            [_, "1", "1" or "2" or "3" or "6" or "10"] => ("Diese Adresse gibt es nicht.", "There is no such address."),
            [_, "2", "2"] => ("Das Postfach ist voll.", "The mailbox is full."),
            [_, "2", "1"] => ("Das Postfach ist abgeschaltet.", "The mailbox is switched off."),
            [_, "2" or "3", "3" or "4"] => ("Die Nachricht ist dort zu groß.", "The message is too large there."),
            [_, "7", _] => ("Der Mailserver dort nimmt diese Nachricht nicht an.", "The mail server there does not accept this message."),
            [_, "4", _] => ("Der Mailserver dort war nicht erreichbar.", "The mail server there could not be reached."),
            _ => ("Der Mailserver dort konnte sie nicht zustellen.", "The mail server there could not deliver it."),
        };

    private static string Part(string? text) => DocumentText.Line(text ?? "", Longest).Replace('|', ' ');

    private static string? Filled(string text) => text.Length == 0 ? null : text;
}
