namespace Umlauf.Formats.German;

/// <summary>
/// Takes the inflection off a folded word that is not on the list of word parts (Grundform): careful with -er, so that the Müllers are
/// no Müll, and with -nisse, so that Erlaubnisse and Erlaubnis meet.
/// </summary>
internal static class LightStem
{
    private const string BeforeS = "bdfghklmnrt";
    private static readonly string[] AdjectiveSuffixes =
    [
        "ig",
        "lich",
        "isch",
        "bar",
        "sam",
        "haft",
        "los",
        "voll",
        "end",
        "arm",
        "frei",
        "fach",
    ];

    /// <summary>The stem of a folded word; stemming a stem may shorten it again, so it is used once, for text and query alike.</summary>
    public static string Of(string folded)
    {
        var word = folded.AsSpan();
        if (word.Length > 8 && word.EndsWith("erinnen"))
        {
            return word[..^5].ToString();
        }

        if (word.Length > 6 && word.EndsWith("erin"))
        {
            return word[..^2].ToString();
        }

        foreach (var ending in (ReadOnlySpan<string>)["nisses", "nissen", "nisse"])
        {
            if (word.Length > ending.Length + 2 && word.EndsWith(ending))
            {
                return string.Concat(word[..^ending.Length], "nis");
            }
        }

        if (word.Length >= 5 && word[^1] == 's' && BeforeS.Contains(word[^2]))
        {
            word = word[..^1];
        }

        if (word.Length >= 6 && (word.EndsWith("ern") || word.EndsWith("eln")))
        {
            word = word[..^1];
        }
        else if (word.Length >= 5 && (word.EndsWith("en") || word.EndsWith("em") || word.EndsWith("es")))
        {
            word = word[..^2];
        }
        else if (word.Length >= 4 && word[^1] == 'e')
        {
            word = word[..^1];
        }
        else if (word.Length >= 6 && word.EndsWith("er") && EndsLikeAnAdjective(word[..^2]))
        {
            word = word[..^2];
        }

        return word.Length == folded.Length ? folded : word.ToString();
    }

    private static bool EndsLikeAnAdjective(ReadOnlySpan<char> word)
    {
        foreach (var suffix in AdjectiveSuffixes)
        {
            if (word.EndsWith(suffix))
            {
                return true;
            }
        }

        return false;
    }
}
