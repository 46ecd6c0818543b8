using System.Runtime.InteropServices;

namespace Umlauf.Formats.German;

/// <summary>
/// Splits German compounds (Zusammensetzungen) into parts that cover every letter, or not at all: the cheapest way through the word
/// over the list of word parts with linking elements (Fugenelemente) between them and an inflection behind the last.
/// </summary>
internal static class CompoundSplitter
{
    /// <summary>Longer words are left whole.</summary>
    public const int LongestWord = 64;

    private const int Impossible = 1_000_000;

    /// <summary>Linking elements (Fugenelemente), by their first letter.</summary>
    public static readonly string[] Links = ["", "s", "n", "ns", "nen", "e", "es", "en", "er", "ens", "innen"];

    private static readonly string[] VerbEndings =
    [
        "",
        "en",
        "n",
        "e",
        "t",
        "et",
        "te",
        "ten",
        "ete",
        "eten",
        "end",
        "ende",
        "enden",
        "st",
    ];
    private static readonly string[] LinkingSuffixes = ["heit", "keit", "ung", "ion", "schaft", "tat", "taet"];

    private static readonly string[] SeparablePrefixes =
    [
        .. "ab an auf aus bei dar durch ein empor fest fort frei her heraus hin hinaus hinein hinzu hoch los mit nach nieder statt teil".Split(
            ' '
        ),
        .. "uber um umher unter vor voran voraus vorbei vorher vorweg weg weiter wieder zu zurecht zuruck zusammen".Split(' '),
    ];

    /// <summary>
    /// Finds the parts of a word in their basic forms: one for a word that is itself on the list (also inflected), several for a
    /// compound, none for a word that cannot be covered wholly.
    /// </summary>
    /// <param name="plain">The word in lower case without accents, with "ae" still as written (<see cref="GermanFolding.Plain"/>).</param>
    /// <returns>The basic forms in the order of the word; empty when the word is unknown.</returns>
    public static string[] Split(ReadOnlySpan<char> plain)
    {
        if (plain.Length is < 3 or > LongestWord)
        {
            return [];
        }

        var search = new Search(
            plain,
            stackalloc int[plain.Length + 1],
            stackalloc int[plain.Length + 1],
            stackalloc int[plain.Length + 1],
            stackalloc Visit[(2 * LongestWord) + 2]
        );
        var parts = search.Run();
        return parts.Length > 1 && IsVerbWithInfix(plain) ? [] : parts;
    }

    // auszugehen, zugewiesen, angenommene: a verb, although Auszug + Ehen or Zug + Wiesen would cover the letters.
    private static bool IsVerbWithInfix(ReadOnlySpan<char> plain)
    {
        for (var at = 2; at < 9 && at + 4 < plain.Length; at++)
        {
            if (
                (plain[at..].StartsWith("zu") || plain[at..].StartsWith("ge"))
                && IsVerbForm(plain[(at + 2)..])
                && SeparablePrefixes.AsSpan().Contains(GermanFolding.Fold(plain[..at]))
            )
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsVerbForm(ReadOnlySpan<char> rest)
    {
        if (WordParts.Default.IsVerbForm(rest))
        {
            return true;
        }

        foreach (var ending in (ReadOnlySpan<string>)["e", "en", "er", "es", "em"])
        {
            if (rest.EndsWith(ending) && WordParts.Default.IsVerbForm(rest[..^ending.Length]))
            {
                return true;
            }
        }

        return false;
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Visit(int Node, int Position);

    private ref struct Search(ReadOnlySpan<char> word, Span<int> cost, Span<int> from, Span<int> via, Span<Visit> stack)
    {
        private readonly WordParts list = WordParts.Default;
        private readonly ReadOnlySpan<char> word = word;
        private readonly ulong umlautE = GermanFolding.UmlautE(word);
        private readonly Span<int> cost = cost;
        private readonly Span<int> from = from;
        private readonly Span<int> via = via;
        private readonly Span<Visit> stack = stack;

        public readonly string[] Run()
        {
            cost.Fill(Impossible);
            cost[0] = 0;
            for (var start = 0; start < word.Length; start++)
            {
                if (cost[start] < Impossible)
                {
                    PartsFrom(start);
                }
            }

            return cost[^1] < Impossible ? Path() : [];
        }

        private readonly void PartsFrom(int start)
        {
            var depth = 0;
            stack[depth++] = new Visit(0, start);
            while (depth > 0)
            {
                var (node, position) = stack[--depth];
                for (var part = list.PartAt(node); part != 0; part = list[part].Next)
                {
                    Join(part, start, position);
                }

                if (position == word.Length)
                {
                    continue;
                }

                var next = list.Child(node, word[position]);
                if (next != 0)
                {
                    stack[depth++] = new Visit(next, position + 1);
                }

                // "Muelleimer": the e may be no more than the spelling of ü. Each e is left out at most once on the way.
                if ((umlautE >> position & 1) == 1 && position > start && depth < stack.Length)
                {
                    stack[depth++] = new Visit(node, position + 1);
                }
            }
        }

        private readonly void Join(int number, int start, int end)
        {
            var part = list[number];
            if (start > 0 && part.Kind == WordPartKind.Whole)
            {
                return;
            }

            var soFar = cost[start] + part.Cost;
            var ending = EndingCost(part, word[end..], isWhole: start == 0);
            if (ending >= 0)
            {
                Reach(word.Length, soFar + ending, start, number);
            }

            if (end == word.Length || (part.Kind == WordPartKind.Last && start == 0))
            {
                return;
            }

            var (first, last) = word[end] switch
            {
                's' => (1, 1),
                'n' => (2, 4),
                'e' => (5, 9),
                'i' => (10, 10),
                _ => (1, 0),
            };
            var links = part.LinkCosts;
            if (links[0] >= 0)
            {
                Reach(end, soFar + links[0], start, number);
            }

            for (var link = first; link <= last; link++)
            {
                if (links[link] >= 0 && end + Links[link].Length < word.Length && word[end..].StartsWith(Links[link]))
                {
                    Reach(end + Links[link].Length, soFar + links[link], start, number);
                }
            }
        }

        private readonly void Reach(int position, int newCost, int start, int part)
        {
            if (newCost < cost[position])
            {
                cost[position] = newCost;
                from[position] = start;
                via[position] = part;
            }
        }

        private readonly string[] Path()
        {
            var count = 0;
            var letters = 0;
            for (var position = word.Length; position > 0; position = from[position])
            {
                count++;
                letters += list[via[position]].Surface.Length;
            }

            // Many short parts cover nearly anything: "Amtsarzt" (3 + 4 letters) is the limit.
            if (count > 1 && letters * 2 < count * 7)
            {
                return [];
            }

            var path = new string[count];
            for (var position = word.Length; position > 0; position = from[position])
            {
                path[--count] = list[via[position]].Lemma;
            }

            return path;
        }
    }

    /// <summary>What a part costs: short ones more, because they fit anywhere.</summary>
    public static int PartCost(WordPartKind kind, int length) =>
        100
        + length switch
        {
            <= 2 => 120,
            3 => 60,
            4 => 15,
            _ => 0,
        }
        + kind switch
        {
            WordPartKind.Verb => 5,
            WordPartKind.First => 20,
            _ => 0,
        };

    /// <summary>What each linking element costs behind a part.</summary>
    public static sbyte[] LinkCosts(WordPartKind kind, string surface, bool pluralInEr, bool isShortened) =>
        [.. Links.Select(link => (sbyte)LinkCost(kind, surface, pluralInEr, isShortened, link))];

    private static int LinkCost(WordPartKind kind, string surface, bool pluralInEr, bool isShortened, string link) =>
        kind switch
        {
            WordPartKind.Whole or WordPartKind.VerbForm => -1,
            WordPartKind.Noun or WordPartKind.Last => isShortened ? ShortenedLinkCost(link) : NounLinkCost(surface, pluralInEr, link),
            _ => link switch
            {
                "" => 0,
                "en" => kind == WordPartKind.Adjective ? 12 : -1,
                "e" => kind != WordPartKind.First ? 20 : -1,
                _ => -1,
            },
        };

    private static int ShortenedLinkCost(string link) =>
        link switch
        {
            "" => 8,
            "s" => 5,
            _ => -1,
        };

    private static int NounLinkCost(string surface, bool pluralInEr, string link)
    {
        var wantsS = WantsLinkingS(surface);
        return link switch
        {
            "" => wantsS ? 60 : 0,
            "s" => surface[^1] is 's' or 'e' or 'z' ? -1
            : wantsS ? 0
            : 5,
            "n" => surface[^1] == 'e' ? 5
            : surface.EndsWith("er", StringComparison.Ordinal) ? 12
            : -1,
            "es" => wantsS || (surface[^1] is 'e' or 'r' && !pluralInEr && surface.Length > 4) ? -1 : 15,
            "en" => surface[^1] == 'e' ? -1 : 12,
            "er" => pluralInEr ? 5 : -1,
            "e" => wantsS || surface[^1] == 'e' ? -1 : 12,
            "ns" => surface[^1] == 'e' ? 10 : -1,
            "ens" => surface[^1] == 'e' ? -1 : 30,
            "nen" => surface.EndsWith("in", StringComparison.Ordinal) ? 5 : -1,
            _ => TakesIn(surface) ? 5 : -1,
        };
    }

    private static bool WantsLinkingS(string surface)
    {
        foreach (var suffix in LinkingSuffixes)
        {
            if (surface.Length > suffix.Length + 1 && surface.EndsWith(suffix, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private static bool TakesIn(string surface) =>
        surface.EndsWith("er", StringComparison.Ordinal)
        || surface.EndsWith("ist", StringComparison.Ordinal)
        || surface.EndsWith("ent", StringComparison.Ordinal)
        || surface.EndsWith("ant", StringComparison.Ordinal)
        || surface.EndsWith("or", StringComparison.Ordinal);

    /// <summary>What an inflection costs behind the last part; -1 if the rest is none.</summary>
    private static int EndingCost(WordPart part, ReadOnlySpan<char> rest, bool isWhole)
    {
        if (part.IsShortened || rest.Length > 5)
        {
            return -1;
        }

        var surface = part.Surface;
        var fits = part.Kind switch
        {
            WordPartKind.First or WordPartKind.VerbForm => false,
            WordPartKind.Whole => rest is "" || (rest is "s" && surface[^1] != 's'),
            WordPartKind.Adjective => rest is "" or "e" or "en" or "em" or "er" or "es"
                || (surface[^1] == 'e' && rest is "n" or "r" or "s" or "m"),
            WordPartKind.Verb => isWhole && rest.Length > 0 && IsOneOf(rest, VerbEndings),
            _ => NounEndingFits(part, rest),
        };
        return !fits ? -1
            : rest.Length == 0 ? 0
            : 3;
    }

    private static bool NounEndingFits(WordPart part, ReadOnlySpan<char> rest)
    {
        var last = part.Surface[^1];
        return rest switch
        {
            "" => true,
            "s" => last is not ('s' or 'z' or 'x'),
            "n" => last is 'e' or 'r' or 'l',
            "es" or "e" => last != 'e',
            "en" => last != 'e',
            "er" or "ern" => part.PluralInEr,
            "se" or "ses" or "sen" => last == 's',
            "nen" => part.Surface.EndsWith("in", StringComparison.Ordinal),
            "in" or "innen" => TakesIn(part.Surface),
            _ => false,
        };
    }

    private static bool IsOneOf(ReadOnlySpan<char> text, string[] words)
    {
        foreach (var word in words)
        {
            if (text.SequenceEqual(word))
            {
                return true;
            }
        }

        return false;
    }
}
