using Umlauf.Platform;

namespace Umlauf.Circulation.Engine;

/// <summary>Every "no" of the circulation, each with the number of its rule (docs/circulation.md).</summary>
public static class CirculationRefusals
{
    public static readonly Refusal AlreadyStarted = new(
        "circulation.already-started",
        "Die Mappe ist schon unterwegs. Es wurde nichts geändert.",
        "The folder is already on its way. Nothing was changed."
    )
    {
        Rule = 1,
    };

    public static readonly Refusal NotItsTurn = new(
        "circulation.not-its-turn",
        "Diese Station ist noch nicht an der Reihe: Frühere Schritte sind offen.",
        "It is not this station's turn yet: earlier steps are open."
    )
    {
        Rule = 1,
    };

    public static readonly Refusal EmptyRoute = new(
        "circulation.empty-route",
        "Der Laufweg hat keine Station. Fügen Sie mindestens eine ein.",
        "The route has no station. Put in at least one."
    )
    {
        Rule = 1,
    };

    public static readonly Refusal BadRoute = new(
        "circulation.bad-route",
        "So ist der Laufweg nicht ausführbar. Es wurde nichts geändert.",
        "The route cannot be carried out like this. Nothing was changed."
    )
    {
        Rule = 1,
    };

    public static readonly Refusal Undecided = new(
        "circulation.undecided",
        "Im Laufweg ist noch offen, wer die Mappe bekommt oder was zu tun ist. Entscheiden Sie das zuerst.",
        "The route leaves open who gets the folder or what is to be done. Decide that first."
    )
    {
        Rule = 1,
    };

    public static readonly Refusal BadRule = new(
        "circulation.bad-rule",
        "Die Abschlussregel passt nicht: k muss zwischen 1 und der Zahl der Stationen liegen, die den Schritt aufhalten.",
        "The completion rule does not fit: k must lie between 1 and the number of stations that block the step."
    )
    {
        Rule = 2,
    };

    public static readonly Refusal Obsolete = new(
        "circulation.obsolete",
        "Diese Station ist erledigt, ohne dass noch jemand handeln muss. Es wurde nichts geändert.",
        "This station is settled, nobody needs to act any more. Nothing was changed."
    )
    {
        Rule = 2,
    };

    public static readonly Refusal ReasonMissing = new(
        "circulation.reason-missing",
        "Wer ablehnt oder zurückgibt, nennt den Grund. Bitte ergänzen Sie ihn; es wurde noch nichts eingetragen.",
        "Whoever refuses or hands back gives the reason. Please add it; nothing was recorded yet."
    )
    {
        Rule = 3,
    };

    public static readonly Refusal DissentNotSeen = new(
        "circulation.dissent-not-seen",
        "Es gibt Ablehnungen, die Sie vor der Schlusszeichnung sehen und bestätigen müssen. Es wurde nichts gezeichnet.",
        "There are refusals that you must see and confirm before the final signature. Nothing was signed."
    )
    {
        Rule = 3,
    };

    public static readonly Refusal NotRunning = new(
        "circulation.not-running",
        "Die Mappe ist nicht unterwegs. Sie liegt bei der Person, der sie gehört.",
        "The folder is not on its way. It lies with its owner."
    )
    {
        Rule = 3,
    };

    public static readonly Refusal NotReturned = new(
        "circulation.not-returned",
        "Wieder aufnehmen lässt sich nur eine Mappe, die zurückgekommen ist.",
        "Only a folder that has come back can go on."
    )
    {
        Rule = 3,
    };

    public static readonly Refusal NoQuestion = new(
        "circulation.no-question",
        "Diese Rückfrage ist nicht offen. Es wurde nichts geändert.",
        "This question is not open. Nothing was changed."
    )
    {
        Rule = 4,
    };

    public static readonly Refusal NotAsked = new(
        "circulation.not-asked",
        "Diese Rückfrage ging an jemand anderen.",
        "This question went to somebody else."
    )
    {
        Rule = 4,
    };

    public static readonly Refusal TextMissing = new(
        "circulation.text-missing",
        "Der Text fehlt. Bitte schreiben Sie ihn; es wurde noch nichts eingetragen.",
        "The text is missing. Please write it; nothing was recorded yet."
    )
    {
        Rule = 4,
    };

    public static readonly Refusal NotYours = new(
        "circulation.not-yours",
        "Diese Station liegt bei jemand anderem, und Sie sind dort nicht Vertretung.",
        "This station lies with somebody else, and you are not the deputy there."
    )
    {
        Rule = 5,
    };

    public static readonly Refusal NotOwner = new(
        "circulation.not-owner",
        "Das darf nur die Person, der die Mappe gehört, oder ihre Vertretung.",
        "Only the owner of the folder or the owner's deputy may do this."
    )
    {
        Rule = 7,
    };

    public static readonly Refusal NotInFolder = new(
        "circulation.not-in-folder",
        "Dieses Dokument ist nicht in der Mappe.",
        "This document is not in the folder."
    )
    {
        Rule = 6,
    };

    public static readonly Refusal SameContent = new(
        "circulation.same-content",
        "Diese Fassung ist schon in der Mappe. Es wurde nichts geändert.",
        "This version is already in the folder. Nothing was changed."
    )
    {
        Rule = 6,
    };

    public static readonly Refusal ChangeNotEditorial = new(
        "circulation.change-not-editorial",
        "Ein Dokument wurde geändert, nachdem andere gezeichnet hatten. Kennzeichnen Sie die Änderung als redaktionell, oder lehnen Sie ab.",
        "A document was changed after others had signed. Mark the change as editorial, or refuse."
    )
    {
        Rule = 6,
    };

    public static readonly Refusal NothingToMark = new(
        "circulation.nothing-to-mark",
        "Es gibt keine Änderung, die zu kennzeichnen wäre.",
        "There is no change to be marked."
    )
    {
        Rule = 6,
    };

    public static readonly Refusal NotFinalSigner = new(
        "circulation.not-final-signer",
        "Als redaktionell kennzeichnet nur, wer die Schlusszeichnung hat.",
        "Only the final signer marks a change as editorial."
    )
    {
        Rule = 6,
    };

    public static readonly Refusal AlreadyDone = new(
        "circulation.already-done",
        "Was erledigt oder schon an der Reihe ist, wird nicht mehr verschoben oder herausgenommen.",
        "What is done or already has its turn is not moved or taken out any more."
    )
    {
        Rule = 7,
    };

    public static readonly Refusal FinalSignStays = new(
        "circulation.final-sign-stays",
        "Die Schlusszeichnung lässt sich nicht überspringen, und die letzte nicht herausnehmen.",
        "The final signature cannot be skipped, and the last one not be taken out."
    )
    {
        Rule = 7,
    };

    public static readonly Refusal NotYourStep = new(
        "circulation.not-your-step",
        "Sie können nur neben oder nach Ihrem eigenen Schritt einfügen.",
        "You can only put in beside or after your own step."
    )
    {
        Rule = 7,
    };

    public static readonly Refusal BadPlace = new(
        "circulation.bad-place",
        "An dieser Stelle ist der Laufweg schon vorbei. Wählen Sie einen Schritt, der noch kommt.",
        "The route has passed this place already. Choose a step that is still to come."
    )
    {
        Rule = 7,
    };

    public static readonly Refusal SamePerson = new(
        "circulation.same-person",
        "Die Station liegt schon bei dieser Person.",
        "The station already lies with this person."
    )
    {
        Rule = 7,
    };

    public static readonly Refusal SkipReasonMissing = new(
        "circulation.skip-reason-missing",
        "Wer eine Station überspringt, nennt den Grund.",
        "Whoever skips a station gives the reason."
    )
    {
        Rule = 7,
    };

    public static readonly Refusal FinallySigned = new(
        "circulation.finally-signed",
        "Die Mappe ist schon schlussgezeichnet und lässt sich nicht mehr zurückholen. Eine Berichtigung ist eine neue Mappe.",
        "The folder already has its final signature and cannot be called back. A correction is a new folder."
    )
    {
        Rule = 8,
    };

    public static readonly Refusal AtItsEnd = new(
        "circulation.at-its-end",
        "Die Mappe ist abgeschlossen oder zurückgezogen. Eine Berichtigung ist eine neue Mappe, die auf diese verweist.",
        "The folder is completed or withdrawn. A correction is a new folder that refers to this one."
    )
    {
        Rule = 8,
    };

    public static readonly Refusal WithdrawReasonMissing = new(
        "circulation.withdraw-reason-missing",
        "Wer eine Mappe zurückzieht, nennt den Grund.",
        "Whoever withdraws a folder gives the reason."
    )
    {
        Rule = 8,
    };

    public static readonly Refusal NotYourOutcome = new(
        "circulation.not-your-outcome",
        "Zurücknehmen kann nur, wer gezeichnet hat.",
        "Only the one who signed can take it back."
    )
    {
        Rule = 8,
    };

    public static readonly Refusal LaterHasActed = new(
        "circulation.later-has-acted",
        "Eine spätere Station hat schon gehandelt; zurücknehmen geht nicht mehr.",
        "A later station has already acted; it is too late to take back."
    )
    {
        Rule = 8,
    };

    public static readonly Refusal FourEyes = new(
        "circulation.four-eyes",
        "Vier-Augen-Regel: Sie haben an einer Station gehandelt, nach der hier jemand anderes handeln muss.",
        "Four eyes: you acted at a station after which somebody else must act here."
    )
    {
        Rule = 9,
    };

    public static readonly Refusal AuthorSigns = new(
        "circulation.author-signs",
        "Vier-Augen-Regel: Wer das Dokument verfasst hat, zeichnet es hier nicht selbst schluss.",
        "Four eyes: the author of the document does not sign it finally here."
    )
    {
        Rule = 9,
    };

    public static readonly Refusal NotSuperior = new(
        "circulation.not-superior",
        "Die Frist verlängert, wem die Mappe gehört, oder nach Ablauf die vorgesetzte Person.",
        "The due time is extended by the owner or, when it has passed, by the superior."
    )
    {
        Rule = 10,
    };

    public static readonly Refusal NoDueTime = new(
        "circulation.no-due-time",
        "Diese Station hat keine laufende Frist.",
        "This station has no running due time."
    )
    {
        Rule = 10,
    };

    public static readonly Refusal BadExtension = new(
        "circulation.bad-extension",
        "Verlängern lässt sich um 1 bis 250 Arbeitstage.",
        "An extension is 1 to 250 working days."
    )
    {
        Rule = 10,
    };

    public static readonly Refusal NotDue = new(
        "circulation.not-due",
        "Diese Verfügung ist nicht an der Reihe.",
        "It is not this directive's turn."
    )
    {
        Rule = 11,
    };

    public static readonly Refusal NoSuchStation = new(
        "circulation.no-such-station",
        "Diese Station gibt es in der Mappe nicht.",
        "There is no such station in the folder."
    )
    {
        Rule = 12,
    };

    public static readonly Refusal NoSuchOutcome = new(
        "circulation.no-such-outcome",
        "Dieses Ergebnis gibt es bei dieser Aufgabe nicht. Es wurde nichts eingetragen.",
        "This task has no such outcome. Nothing was recorded."
    )
    {
        Rule = 12,
    };

    public static readonly Refusal OnlyProgram = new(
        "circulation.only-program",
        "Das tut nur das Programm selbst.",
        "Only the program itself does this."
    )
    {
        Rule = 12,
    };

    public static readonly Refusal Overtaken = new(
        "circulation.revision",
        "Jemand war schneller: Seit Sie die Mappe geöffnet haben, ist hier etwas geschehen. Ihre Eingabe wurde nicht eingetragen.",
        "Somebody was faster: something happened here since you opened the folder. Your input was not recorded.",
        409
    )
    {
        Rule = 13,
    };

    public static readonly Refusal RemarkOnNothing = new(
        "circulation.remark-on-nothing",
        "Eine Randbemerkung braucht einen Text von höchstens 4.000 Zeichen.",
        "A remark needs a text of at most 4,000 characters."
    )
    {
        Rule = 15,
    };

    public static readonly Refusal NotInvolved = new(
        "circulation.not-involved",
        "Bemerkungen schreibt, wer an der Mappe beteiligt ist.",
        "Remarks are written by those who have a part in the folder."
    )
    {
        Rule = 15,
    };

    public static readonly Refusal BadCondition = new(
        "circulation.bad-condition",
        "Eine Bedingung kann sich nur auf eine frühere Entscheidung mit dieser Möglichkeit oder auf ein Zahlenfeld der Mappe beziehen.",
        "A condition can only refer to an earlier decision with this option, or to a number field of the folder."
    )
    {
        Rule = 19,
    };
}
