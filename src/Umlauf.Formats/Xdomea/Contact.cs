namespace Umlauf.Formats.Xdomea;

/// <summary>A person, unit or institution in a step (Kontakt, KontaktType).</summary>
public sealed record Contact
{
    /// <summary>Name of the institution (3.x Institution, 4.0 NameInstitution).</summary>
    public string? Institution { get; init; }

    /// <summary>Kurzbezeichnung of the institution.</summary>
    public string? InstitutionShort { get; init; }

    /// <summary>Name of the unit (3.x Organisationseinheit, 4.0 NameOrganisationseinheit).</summary>
    public string? Unit { get; init; }

    /// <summary>Anrede.</summary>
    public string? Salutation { get; init; }

    /// <summary>Titel.</summary>
    public string? Title { get; init; }

    /// <summary>Familienname.</summary>
    public string? FamilyName { get; init; }

    /// <summary>Vorname.</summary>
    public string? GivenName { get; init; }

    /// <summary>Taetigkeit: what the person does.</summary>
    public string? Activity { get; init; }

    /// <summary>Zustaendigkeit: what the person answers for.</summary>
    public string? Responsibility { get; init; }

    /// <summary>Rolle in words (4.0 only).</summary>
    public string? Role { get; init; }

    /// <summary>Role from a code list (3.x Rolle, 4.0 RolleCode).</summary>
    public CodeValue? RoleCode { get; init; }

    /// <summary>Authority key, addresses, channels, birth and extensions, kept as they came; see <see cref="ForeignElement"/>.</summary>
    public ValueList<ForeignElement> Foreign { get; init; } = [];
}

/// <summary>A value from a code list (Code, xoev-code).</summary>
/// <param name="Code">The code, an xs:token.</param>
/// <param name="Name">Its name in the list, if stated.</param>
/// <param name="ListUri">The list.</param>
/// <param name="ListVersion">The version of the list.</param>
public sealed record CodeValue(string Code, string? Name = null, string? ListUri = null, string? ListVersion = null);

/// <summary>
/// An element we do not look into (unverändert übernommenes Element). It is written back into a message of the same schema version;
/// into any other it does not fit, and the export says so.
/// </summary>
/// <param name="Schema">Version of the schema it belongs to, for example "4.0.0".</param>
/// <param name="Name">Local name, for example "Anschrift".</param>
/// <param name="Xml">The element as XML.</param>
public sealed record ForeignElement(string Schema, string Name, string Xml);
