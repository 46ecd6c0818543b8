using Umlauf.Platform;

namespace Umlauf.Adapters.Backups;

/// <summary>Why nothing was saved, or nothing was put back (Sicherung verweigert).</summary>
public static class BackupRefusals
{
    public static readonly Refusal NoSuchFolder = new(
        "backup.no-such-folder",
        "Diesen Ordner gibt es nicht. Ist der Datenträger eingehängt? Im leeren Einhängepunkt wird nichts angelegt; legen Sie den neuen Ordner dort bitte einmal selbst an.",
        "There is no such folder. Is the disk mounted? Nothing is made in an empty mount point; please make the new folder there once yourself.",
        404
    );

    public static readonly Refusal NotABackup = new(
        "backup.not-a-backup",
        "In diesem Ordner liegt keine Sicherung von Umlauf. Es wurde nichts geändert.",
        "There is no backup of Umlauf in this folder. Nothing was changed."
    );

    public static readonly Refusal FolderInUse = new(
        "backup.folder-in-use",
        "In diesem Ordner liegt schon etwas anderes. Nehmen Sie für die Sicherung einen leeren Ordner; hier wurde nichts geschrieben.",
        "There is something else in this folder. Take an empty folder for the backup; nothing was written here."
    );

    public static readonly Refusal InsideData = new(
        "backup.inside-data",
        "Der Ordner liegt im Datenordner selbst. Eine Sicherung gehört an einen anderen Ort, am besten auf ein anderes Gerät; es wurde nichts geschrieben.",
        "The folder lies inside the data folder itself. A backup belongs in another place, best on another machine; nothing was written."
    );

    public static readonly Refusal NoInstallation = new(
        "backup.no-installation",
        "Hier gibt es keine Datenbank von Umlauf. Prüfen Sie --data und UMLAUF_DATABASE; es wurde nichts gesichert.",
        "There is no database of Umlauf here. Check --data and UMLAUF_DATABASE; nothing was saved."
    );

    public static readonly Refusal OtherDatabase = new(
        "backup.other-database",
        "Das laufende Programm arbeitet mit einer anderen Datenbank als dieser Aufruf. Geben Sie dem Aufruf dieselben UMLAUF_-Variablen; es wurde nichts gesichert.",
        "The running program works with another database than this call. Give the call the same UMLAUF_ variables; nothing was saved."
    );

    public static readonly Refusal OtherInstallation = new(
        "backup.other-installation",
        "In diesem Ordner liegen Sicherungen einer anderen Installation. Nehmen Sie einen eigenen Ordner; hier wurde nichts geändert.",
        "This folder holds backups of another installation. Take a folder of its own; nothing was changed here."
    );

    public static readonly Refusal Busy = new(
        "backup.busy",
        "In diesen Ordner wird gerade schon gesichert. Es wurde nichts geändert.",
        "A backup into this folder is under way already. Nothing was changed.",
        409
    );

    public static readonly Refusal NoRoom = new(
        "backup.no-room",
        "Der Platz auf dem Datenträger reicht nicht. Die früheren Sicherungen sind unberührt; was begonnen war, wurde entfernt.",
        "There is not enough room on the disk. The earlier backups are untouched; what had been begun was removed.",
        507
    );

    public static readonly Refusal NotTidied = new(
        "backup.not-tidied",
        "Die Sicherung ist vollständig. Danach ging etwas schief: Sie ist nicht als letzte vermerkt, oder ältere Sicherungen wurden nicht entfernt. Schaffen Sie Platz auf den Datenträgern; die nächste Sicherung holt es nach.",
        "The backup is complete. Something went wrong after it: it is not noted as the last one, or older ones were not removed. Make room on the disks; the next backup makes up for it.",
        507
    );

    public static readonly Refusal DatabaseDamaged = new(
        "backup.database-damaged",
        "Die Datenbank ist beschädigt. Es wurde nichts gesichert, damit keine gute Sicherung durch eine schlechte ersetzt wird; spielen Sie die letzte gute zurück.",
        "The database is damaged. Nothing was saved, so that no good backup is replaced by a bad one; restore the last good one.",
        500
    );

    public static readonly Refusal ToolMissing = new(
        "backup.tool-missing",
        "Das Programm von PostgreSQL dafür ist nicht installiert (Debian und Ubuntu: apt-get install postgresql-client). Es wurde nichts geändert.",
        "PostgreSQL's program for this is not installed (Debian and Ubuntu: apt-get install postgresql-client). Nothing was changed."
    );

    public static readonly Refusal ToolTooOld = new(
        "backup.tool-too-old",
        "Das Programm pg_dump ist älter als der Server und kann ihn nicht sichern. Installieren Sie postgresql-client in der Version des Servers; es wurde nichts gesichert.",
        "The program pg_dump is older than the server and cannot save it. Install postgresql-client in the server's version; nothing was saved."
    );

    public static readonly Refusal ToolFailed = new(
        "backup.tool-failed",
        "Das Programm von PostgreSQL hat abgebrochen. Die Datenbank ist unverändert.",
        "PostgreSQL's program has given up. The database is unchanged.",
        500
    );

    public static readonly Refusal NoneComplete = new(
        "backup.none-complete",
        "In diesem Ordner gibt es keine vollständige Sicherung: Was hier liegt, wurde abgebrochen. Es wurde nichts geändert.",
        "There is no complete backup in this folder: what lies here was broken off. Nothing was changed."
    );

    public static readonly Refusal NoSuchGeneration = new(
        "backup.no-such-generation",
        "Diese Sicherung gibt es hier nicht, oder sie wurde abgebrochen. Es wurde nichts geändert.",
        "There is no such backup here, or it was broken off. Nothing was changed.",
        404
    );

    public static readonly Refusal Newer = new(
        "backup.newer",
        "Diese Sicherung stammt von einer neueren Fassung von Umlauf. Spielen Sie sie mit dieser oder einer späteren zurück; es wurde nichts geändert.",
        "This backup was made by a newer version of Umlauf. Restore it with that one or a later one; nothing was changed."
    );

    public static readonly Refusal Damaged = new(
        "backup.damaged",
        "Die Sicherung ist beschädigt. Nehmen Sie eine andere; es wurde nichts zurückgespielt.",
        "The backup is damaged. Take another one; nothing was restored.",
        500
    );

    public static readonly Refusal ContentsDamaged = new(
        "backup.contents-damaged",
        "Einzelne Originale sind in der Sicherung beschädigt; alles andere ist lesbar. Wiederholen Sie den Aufruf mit --even-damaged, wenn Sie ohne sie zurückspielen wollen.",
        "Some originals are damaged in the backup; everything else can be read. Repeat the call with --even-damaged to restore without them.",
        500
    );

    public static readonly Refusal Running = new(
        "backup.running",
        "Auf dem Datenordner läuft Umlauf. Halten Sie es zuerst an; es wurde nichts geändert.",
        "Umlauf runs on the data folder. Stop it first; nothing was changed.",
        409
    );

    public static readonly Refusal TargetNotEmpty = new(
        "backup.target-not-empty",
        "Der Datenordner ist nicht leer. Nehmen Sie einen leeren; mit --replace legt Umlauf das Vorhandene darin beiseite und löscht nichts. Es wurde nichts geändert.",
        "The data folder is not empty. Take an empty one; with --replace Umlauf puts aside what is there and deletes nothing. Nothing was changed."
    );

    public static readonly Refusal DatabaseNotEmpty = new(
        "backup.database-not-empty",
        "Die Datenbank in UMLAUF_DATABASE ist nicht leer. Legen Sie eine leere an (createdb) und nennen Sie diese; es wurde nichts geändert.",
        "The database in UMLAUF_DATABASE is not empty. Make an empty one (createdb) and name it; nothing was changed."
    );

    public static readonly Refusal WrongDatabase = new(
        "backup.wrong-database",
        "Die Sicherung passt nicht zur Art der Datenbank. Setzen Sie UMLAUF_DATABASE für PostgreSQL, oder lassen Sie es leer für SQLite; es wurde nichts geändert.",
        "The backup does not fit the kind of database. Set UMLAUF_DATABASE for PostgreSQL, or leave it empty for SQLite; nothing was changed."
    );

    public static readonly Refusal KeyInTheWay = new(
        "backup.key-in-the-way",
        "Wo der Schlüssel des Protokolls liegen soll, liegt schon ein anderer. Bringen Sie ihn in Sicherheit, oder ändern Sie journal:key; es wurde nichts geändert.",
        "Where the journal's key is to lie there is another one. Put it in a safe place, or change journal:key; nothing was changed."
    );
}
