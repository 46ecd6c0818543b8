using Umlauf.Platform;

namespace Umlauf.Identity;

/// <summary>What a password must be (Kennwortregeln): long rather than odd, as BSI and NIST SP 800-63B advise; no expiry, no composition rules.</summary>
public static class PasswordRules
{
    public const int Shortest = 12;
    public const int Longest = 128;

    public static readonly Refusal TooShort = new(
        "identity.password-too-short",
        "Ein Kennwort hat mindestens 12 und höchstens 128 Zeichen. Mehrere Wörter sind gut zu merken und schwer zu raten.",
        "A password has 12 to 128 characters. Several words are easy to remember and hard to guess."
    );

    public static readonly Refusal TooEasy = new(
        "identity.password-too-easy",
        "Dieses Kennwort ist leicht zu raten: Es enthält den Anmeldenamen, eine Zahlenreihe, eine Tastenfolge oder wiederholt sich.",
        "This password is easy to guess: it contains the login, a row of digits or keys, or repeats itself."
    );

    private const int FewestDifferent = 6;

    private static readonly string[] rows = ["1234567890", "qwertzuiop", "qwertyuiop", "asdfghjkl", "yxcvbnm", "abcdefghijklmnop"];

    private static readonly string[] favourites = ["passwor", "kennwor", "passwd", "schalke04", "hallo123", "umlauf-demo"];

    /// <summary>Null when the password will do.</summary>
    public static Refusal? Check(string password, string login)
    {
        if (password.Length is < Shortest or > Longest)
            return TooShort;
        var lower = password.ToLowerInvariant();
        var isEasy =
            lower.Distinct().Count() < FewestDifferent
            || (login.Length > 3 && lower.Contains(login, StringComparison.Ordinal))
            || Array.Exists(favourites, word => lower.Contains(word, StringComparison.Ordinal))
            || Array.Exists(rows, row => HasRun(lower, row));
        return isEasy ? TooEasy : null;
    }

    /// <summary>Six neighbours of a row are half of a short password.</summary>
    private static bool HasRun(string password, string row) =>
        Enumerable.Range(0, row.Length - 5).Any(start => password.Contains(row.Substring(start, 6), StringComparison.Ordinal));
}
