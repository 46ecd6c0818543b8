namespace Umlauf.Identity;

/// <summary>How far a record is open inside the town hall (Vertraulichkeit). The values are stored.</summary>
public enum Confidentiality
{
    /// <summary>Everybody of the office, and the heads of the offices above it (amtsintern). The default.</summary>
    Normal,

    /// <summary>Only those of them who are cleared for confidential records (vertraulich).</summary>
    Confidential,

    /// <summary>Only people who are named for the matter; heads and the cleared are not enough (streng vertraulich).</summary>
    Restricted,
}
