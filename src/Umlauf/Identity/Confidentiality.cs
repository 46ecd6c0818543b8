namespace Umlauf.Identity;

/// <summary>How far a record is open inside the town hall (Vertraulichkeit).</summary>
public enum Confidentiality
{
    /// <summary>Everybody of the office.</summary>
    Normal,

    /// <summary>Only those of the office who are cleared for confidential records (vertraulich).</summary>
    Confidential,

    /// <summary>Only people who are named (streng vertraulich).</summary>
    Restricted,
}
