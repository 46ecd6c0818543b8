namespace Umlauf.Identity;

/// <summary>What an API key may be used for (Geltungsbereich). Written in lower case: <c>--scope intake,search</c>.</summary>
public enum Scope
{
    /// <summary>Hand in, and nothing else: for gateways and fax servers.</summary>
    Deliver,

    /// <summary>Hand in, and read what waits in the tray.</summary>
    Intake,

    Search,

    /// <summary>Read and change records.</summary>
    Records,

    /// <summary>The desk of the person that the key acts for.</summary>
    Desk,

    /// <summary>Circulation folders of the person that the key acts for.</summary>
    Folders,

    Journal,

    /// <summary>Settings; only for a key that acts for an administrator.</summary>
    Settings,

    Operations,
}
