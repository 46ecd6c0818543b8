using Umlauf.Platform;

namespace Umlauf.Dispatch;

/// <summary>What several acts on outgoing items are refused for (Ablehnungsgründe).</summary>
public static class DispatchRefusals
{
    public static readonly Refusal NotAllowed = new(
        "dispatch.not-allowed",
        "Ihnen fehlt das Recht, etwas zu versenden.",
        "You have no right to send anything.",
        403
    );

    public static readonly Refusal NoSuchItem = new(
        "dispatch.no-such-item",
        "Diesen Ausgang gibt es nicht, oder Sie dürfen ihn nicht sehen.",
        "There is no such outgoing item, or you may not see it.",
        404
    );

    public static readonly Refusal NotADraft = new(
        "dispatch.not-a-draft",
        "Dieser Ausgang ist kein Entwurf mehr. Er bleibt, wie er ist.",
        "This outgoing item is no longer a draft. It stays as it is.",
        409
    );

    public static readonly Refusal Changed = new(
        "dispatch.changed",
        "Jemand hat den Entwurf inzwischen geändert. Laden Sie ihn neu; Ihr Text ist noch im Formular.",
        "Somebody has changed the draft meanwhile. Load it again; your text is still in the form.",
        409
    );

    public static readonly Refusal NoRecipient = new("dispatch.no-recipient", "Es fehlt ein Empfänger.", "There is no recipient.");

    public static readonly Refusal BadAddress = new(
        "dispatch.bad-address",
        "Eine der Adressen ist keine E-Mail-Adresse.",
        "One of the addresses is no e-mail address."
    );

    public static readonly Refusal NoSubject = new("dispatch.no-subject", "Es fehlt der Betreff.", "There is no subject.");

    public static readonly Refusal TooLarge = new(
        "dispatch.too-large",
        "Die Anlagen sind zusammen größer, als der Mailserver nimmt.",
        "The attachments together are larger than the mail server takes."
    );

    public static readonly Refusal NoServer = new(
        "dispatch.no-server",
        "Es ist noch kein Postausgangsserver eingerichtet. Der Entwurf bleibt erhalten.",
        "No outgoing mail server is set up yet. The draft is kept.",
        409
    );

    public static readonly Refusal WaitsForSignature = new(
        "dispatch.waits-for-signature",
        "Dieser Ausgang wartet auf eine Unterschrift und geht erst mit ihr hinaus.",
        "This outgoing item waits for a signature and goes out only with it.",
        409
    );

    public static readonly Refusal AlreadyOut = new(
        "dispatch.already-out",
        "Dieser Ausgang ist schon unterwegs oder gesendet. Er wird nicht doppelt gesendet.",
        "This outgoing item is on its way or sent already. It is not sent twice.",
        409
    );

    public static readonly Refusal NotInDoubt = new(
        "dispatch.not-in-doubt",
        "Bei diesem Ausgang ist nichts unklar.",
        "Nothing is in doubt with this outgoing item.",
        409
    );

    public static readonly Refusal BadCursor = new(
        "dispatch.bad-cursor",
        "Diese Seite der Liste gibt es nicht. Beginnen Sie die Liste von vorn.",
        "There is no such page of the list. Begin the list again.",
        400
    );
}
