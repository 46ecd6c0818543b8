using System.Buffers;
using System.Globalization;
using System.Text;

namespace Umlauf.Formats.German;

/// <summary>
/// Brings the spellings of one German word to one form (Angleichung der Schreibweisen): lower case, ä = ae = a, ß = ss, no accents,
/// no soft hyphens, ligatures of printed text resolved, composed and decomposed Unicode alike.
/// </summary>
public static class GermanFolding
{
    private static readonly string[] Letters = BuildLetters();
    private static readonly SearchValues<char> PlainLetters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789");
    private static readonly SearchValues<char> Marks = SearchValues.Create(BuildMarks());

    /// <summary>Folds a word: <c>Mülleimer</c>, <c>Muelleimer</c> and <c>MÜLLEIMER</c> give <c>mulleimer</c>. Folding a folded word changes nothing.</summary>
    /// <param name="word">Any text; characters that are neither letters nor digits stay as they are.</param>
    /// <returns>The folded form.</returns>
    public static string Fold(ReadOnlySpan<char> word)
    {
        var folded = DropUmlautE(Plain(word));
        // Dropping one letter can bring two others together, so go on until nothing changes.
        for (var before = ""; before != folded; )
        {
            before = folded;
            folded = DropUmlautE(IsPlain(folded) ? folded : Plain(folded));
        }

        return folded;
    }

    /// <summary>True for marks and invisible characters that belong to the word they stand in: combining accents, soft hyphen, zero-width joiners.</summary>
    /// <param name="c">The character.</param>
    /// <returns>Whether the character continues a word without being a letter.</returns>
    public static bool IsInvisible(char c) => c == '\u00AD' || (c >= '\u0300' && Marks.Contains(c));

    /// <summary>Lower case without accents; "ae", "oe" and "ue" are kept, because "Kontoeröffnung" is not "Kontöröffnung".</summary>
    internal static string Plain(ReadOnlySpan<char> word)
    {
        if (word.ContainsAnyExceptInRange('\0', '\u02FF'))
        {
            word = Composed(word);
        }

        var text = word.Length <= 80 ? stackalloc char[240] : new char[word.Length * 3];
        var length = 0;
        foreach (var c in word)
        {
            if (c < Letters.Length)
            {
                var letter = Letters[c];
                letter.CopyTo(text[length..]);
                length += letter.Length;
            }
            else if (c is >= '\uFB00' and <= '\uFB06')
            {
                var ligature = c.ToString().Normalize(NormalizationForm.FormKC);
                ligature.CopyTo(text[length..]);
                length += ligature.Length;
            }
            else if (c == 'ẞ')
            {
                text[length++] = 's';
                text[length++] = 's';
            }
            else if (!Marks.Contains(c))
            {
                text[length++] = char.ToLowerInvariant(c);
            }
        }

        return text[..length].ToString();
    }

    /// <summary>The positions at which an "e" only spells the umlaut of the vowel before it.</summary>
    internal static ulong UmlautE(ReadOnlySpan<char> plain)
    {
        var positions = 0UL;
        var state = Sound.Other;
        for (var i = 0; i < plain.Length && i < 64; i++)
        {
            if (plain[i] == 'e' && state == Sound.MayTakeUmlaut)
            {
                positions |= 1UL << i;
            }

            state = Next(state, plain[i]);
        }

        return positions;
    }

    private static bool IsPlain(ReadOnlySpan<char> word) => !word.ContainsAnyExcept(PlainLetters);

    private static string DropUmlautE(string plain)
    {
        var state = Sound.Other;
        StringBuilder? dropped = null;
        for (var i = 0; i < plain.Length; i++)
        {
            var c = plain[i];
            if (c == 'e' && state == Sound.MayTakeUmlaut)
            {
                dropped ??= new StringBuilder(plain, 0, i, plain.Length);
            }
            else
            {
                dropped?.Append(c);
            }

            state = Next(state, c);
        }

        return dropped?.ToString() ?? plain;
    }

    // As in Lucene's German normalisation: "ue" is no umlaut behind a vowel or q (Steuer, neue, Quelle).
    private static Sound Next(Sound state, char c) =>
        c switch
        {
            'a' or 'o' => Sound.MayTakeUmlaut,
            'u' => state == Sound.Other ? Sound.MayTakeUmlaut : Sound.Vowel,
            'e' or 'i' or 'q' or 'y' => Sound.Vowel,
            _ => Sound.Other,
        };

    private static ReadOnlySpan<char> Composed(ReadOnlySpan<char> word)
    {
        var text = word.ToString();
        try
        {
            return text.Normalize(NormalizationForm.FormC);
        }
        catch (ArgumentException)
        {
            // Half of a surrogate pair cannot be normalised; such text is taken as it is.
            return text;
        }
    }

    private static string[] BuildLetters()
    {
        var letters = new string[0x250];
        for (var i = 0; i < letters.Length; i++)
        {
            var lower = char.ToLowerInvariant((char)i);
            var decomposed = lower.ToString().Normalize(NormalizationForm.FormD);
            letters[i] = decomposed.Length > 1 && char.IsAsciiLetter(decomposed[0]) ? decomposed[..1] : lower.ToString();
        }

        foreach (
            var (letter, spelled) in "ß=ss æ=a œ=o ø=o đ=d ð=d ł=l þ=th ı=i ŋ=n ħ=h ĸ=k".Split(' ').Select(pair => (pair[0], pair[2..]))
        )
        {
            letters[letter] = spelled;
            letters[char.ToUpper(letter, CultureInfo.InvariantCulture)] = spelled;
        }

        letters['I'] = letters['İ'] = "i";
        letters['\u00AD'] = "";
        return letters;
    }

    private static string BuildMarks()
    {
        var marks = new StringBuilder();
        for (var c = '\u0300'; c <= '\u036F'; c++)
        {
            marks.Append(c);
        }

        return marks.Append("\u200B\u200C\u200D\u2060\uFEFF").ToString();
    }

    private enum Sound
    {
        Other,
        Vowel,
        MayTakeUmlaut,
    }
}
