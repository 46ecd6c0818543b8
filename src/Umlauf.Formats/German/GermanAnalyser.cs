using System.Collections.Concurrent;

namespace Umlauf.Formats.German;

/// <summary>
/// The one analyser of German text (Sprachanalyse) for index and query. It reads words, hyphenated words, words broken at the end of a
/// line, file numbers, dates, amounts, e-mail addresses, telephone and account numbers, and gives each its <see cref="GermanWord"/>.
/// Pure and safe for any number of threads; words seen lately are remembered.
/// </summary>
public static class GermanAnalyser
{
    private const int RememberedWords = 32_768;
    private const int LongestRemembered = 48;

    // Two generations: when the younger is full it becomes the older, and words still in use move over. Frequent words are never forgotten.
    private static volatile Memory younger = new();
    private static volatile Memory older = new();

    /// <summary>All words of a text with their places.</summary>
    /// <param name="text">Any text; never refused.</param>
    /// <returns>The tokens in the order of the text.</returns>
    public static List<GermanToken> Tokens(ReadOnlySpan<char> text)
    {
        var tokens = new List<GermanToken>((text.Length / 7) + 4);
        Read(text, tokens);
        return tokens;
    }

    /// <summary>Appends all words of a text to a list, for callers that read many texts.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="tokens">The list to append to.</param>
    public static void Read(ReadOnlySpan<char> text, List<GermanToken> tokens)
    {
        var scanner = new TokenScanner(text);
        var position = 0;
        while (scanner.Next(out var start, out var length, out var word))
        {
            tokens.Add(new GermanToken(start, length, position++, word));
        }
    }

    /// <summary>Hands on the words of a text one by one, for callers that know when they have seen enough.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="goOn">Takes a word and says whether the next one is wanted.</param>
    public static void ReadWhile(ReadOnlySpan<char> text, Func<GermanToken, bool> goOn)
    {
        var scanner = new TokenScanner(text);
        for (var position = 0; scanner.Next(out var start, out var length, out var word); position++)
        {
            if (!goOn(new GermanToken(start, length, position, word)))
            {
                return;
            }
        }
    }

    /// <summary>Adds the distinct index terms of a text to a set.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="terms">The set to add to.</param>
    /// <param name="limit">No more terms are added once the set has this many.</param>
    public static void AddTerms(ReadOnlySpan<char> text, ISet<string> terms, int limit = int.MaxValue)
    {
        // Words seen lately are the same object: most of a text is settled without looking at letters again.
        var seen = new HashSet<GermanWord>(ReferenceEqualityComparer.Instance);
        var scanner = new TokenScanner(text);
        while (terms.Count < limit && scanner.Next(out _, out _, out var word))
        {
            if (word.IsStopWord || !seen.Add(word))
            {
                continue;
            }

            foreach (var term in word.Terms)
            {
                terms.Add(term);
            }
        }
    }

    /// <summary>The parts of a single word as the splitter sees them, for explanations and tests.</summary>
    /// <param name="word">One word without separators.</param>
    /// <returns>The basic forms of the parts; one for a simple word.</returns>
    public static IReadOnlyList<string> Parts(string word) => Word(word).Parts;

    internal static GermanWord Word(ReadOnlySpan<char> letters)
    {
        if (younger.Find(letters) is { } known)
        {
            return known;
        }

        var word = older.Find(letters) ?? Analyse(letters);
        if (letters.Length <= LongestRemembered && younger.Keep(letters, word) > RememberedWords)
        {
            older = younger;
            younger = new Memory();
        }

        return word;
    }

    private static GermanWord Analyse(ReadOnlySpan<char> letters)
    {
        var plain = GermanFolding.Plain(letters);
        var folded = GermanFolding.Fold(plain);
        if (folded.AsSpan().ContainsAnyInRange('0', '9'))
        {
            return GermanWord.Simple(folded, isNumber: true);
        }

        if (StopWords.Contains(folded))
        {
            return GermanWord.Simple(folded, isNumber: false);
        }

        var parts = CompoundSplitter.Split(plain);
        return parts.Length > 1
            ? GermanWord.Compound(parts)
            : GermanWord.Simple(parts.Length == 1 ? parts[0] : LightStem.Of(folded), isNumber: false);
    }

    private sealed class Memory
    {
        private readonly ConcurrentDictionary<string, GermanWord>.AlternateLookup<ReadOnlySpan<char>> words = new ConcurrentDictionary<
            string,
            GermanWord
        >(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        private int count;

        public GermanWord? Find(ReadOnlySpan<char> letters) => words.TryGetValue(letters, out var word) ? word : null;

        /// <summary>Returns how many words are remembered now.</summary>
        public int Keep(ReadOnlySpan<char> letters, GermanWord word) =>
            words.TryAdd(letters, word) ? Interlocked.Increment(ref count) : Volatile.Read(ref count);
    }
}
