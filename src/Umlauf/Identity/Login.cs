using System.Text;
using Umlauf.Platform;

namespace Umlauf.Identity;

/// <summary>The name with which a person signs in (Anmeldename): unique in the administration, without regard to case.</summary>
public static class Login
{
    public static readonly Refusal Unusable = new(
        "identity.login-unusable",
        "Ein Anmeldename hat 2 bis 64 Zeichen: Buchstaben, Ziffern, Punkt, Bindestrich, Unterstrich.",
        "A login has 2 to 64 characters: letters, digits, full stop, hyphen, underscore."
    );

    public static readonly Refusal Taken = new(
        "identity.login-taken",
        "Diesen Anmeldenamen hat schon jemand in dieser Verwaltung.",
        "Somebody in this administration already has this login.",
        409
    );

    /// <summary>As it is stored and compared.</summary>
    public static string Normal(string login) => login.Trim().Normalize(NormalizationForm.FormC).ToLowerInvariant();

    public static bool Fits(string normal) =>
        normal.Length is >= 2 and <= 64 && normal.All(letter => char.IsLetterOrDigit(letter) || letter is '.' or '-' or '_');
}
