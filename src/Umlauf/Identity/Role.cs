namespace Umlauf.Identity;

/// <summary>
/// What a person does for the whole house (Rolle). Work in an office needs no role but a post there; being its head is a property of the post.
/// </summary>
public enum Role
{
    /// <summary>Distributes what arrives for all offices: sees arrivals until they are filed (Poststelle).</summary>
    Mailroom,

    /// <summary>The mayor (Bürgermeister/in): addressee of folders; sees what heading the topmost office lets see, and the journal.</summary>
    Mayor,

    /// <summary>Changes settings, offices, people and keys; sees no contents by it (Verwaltung der Einstellungen).</summary>
    Administrator,

    /// <summary>Sees health, backlog and disk; sees no contents by it (Betrieb).</summary>
    Operator,

    /// <summary>Reads the journal (Revision, Datenschutz).</summary>
    Auditor,
}
