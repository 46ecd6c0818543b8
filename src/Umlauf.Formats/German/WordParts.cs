using System.Reflection;

namespace Umlauf.Formats.German;

/// <summary>The list of German word parts (Wortteile) with the rules by which each may be joined and inflected, as a tree of letters.</summary>
internal sealed class WordParts
{
    private const int Alphabet = 26;
    private static readonly Lazy<WordParts> Shipped = new(Load);

    private readonly ushort[] children;
    private readonly ushort[] firstPart;
    private readonly WordPart[] parts;
    private readonly HashSet<string> verbForms;

    private WordParts(ushort[] children, ushort[] firstPart, WordPart[] parts, HashSet<string> verbForms)
    {
        this.children = children;
        this.firstPart = firstPart;
        this.parts = parts;
        this.verbForms = verbForms;
    }

    /// <summary>The list that ships with Umlauf.</summary>
    public static WordParts Default => Shipped.Value;

    /// <summary>Number of surface forms in the tree.</summary>
    public int Count => parts.Length - 1;

    /// <summary>The node reached from <paramref name="node"/> by a letter, 0 if there is none (the root is never reached).</summary>
    public int Child(int node, char letter) => (uint)(letter - 'a') < Alphabet ? children[(node * Alphabet) + (letter - 'a')] : 0;

    /// <summary>The first part that ends at a node, 0 if none.</summary>
    public int PartAt(int node) => firstPart[node];

    /// <summary>A part by its number; <see cref="WordPart.Next"/> leads to the next one with the same letters.</summary>
    public WordPart this[int part] => parts[part];

    /// <summary>Whether the letters are a verb form that stands behind a separable prefix with zu or ge (an-ge-nommen).</summary>
    public bool IsVerbForm(ReadOnlySpan<char> letters) => verbForms.GetAlternateLookup<ReadOnlySpan<char>>().Contains(letters);

    private static WordParts Load()
    {
        using var stream =
            Assembly.GetExecutingAssembly().GetManifestResourceStream("Umlauf.Formats.German.word-parts.txt")
            ?? throw new InvalidOperationException("The list of word parts is not embedded.");
        using var reader = new StreamReader(stream);
        return Parse(reader);
    }

    private static WordParts Parse(TextReader reader)
    {
        var tree = new Builder();
        var kind = WordPartKind.Noun;
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('['))
            {
                kind = KindOf(line[1..line.IndexOf(']', StringComparison.Ordinal)]);
            }
            else if (!line.StartsWith('#'))
            {
                foreach (var word in line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                {
                    tree.Add(word, kind);
                }
            }
        }

        return tree.Build();
    }

    private static WordPartKind KindOf(string head) =>
        head switch
        {
            "noun" => WordPartKind.Noun,
            "adj" => WordPartKind.Adjective,
            "verb" => WordPartKind.Verb,
            "first" => WordPartKind.First,
            "last" => WordPartKind.Last,
            "verb form" => WordPartKind.VerbForm,
            "whole" => WordPartKind.Whole,
            _ => throw new InvalidDataException($"Unknown kind of word parts: {head}"),
        };

    private sealed class Builder
    {
        private readonly List<ushort> children = [.. new ushort[Alphabet]];
        private readonly List<ushort> firstPart = [0];
        private readonly List<WordPart> parts = [new("", WordPartKind.Whole, "", PluralInEr: false, IsShortened: false, Next: 0)];
        private readonly HashSet<string> verbForms = new(StringComparer.Ordinal);

        public void Add(string entry, WordPartKind kind)
        {
            var pluralInEr = entry.EndsWith("/er", StringComparison.Ordinal);
            var word = pluralInEr ? entry[..^3] : entry;
            var equals = word.IndexOf('=', StringComparison.Ordinal);
            var surface = GermanFolding.Plain(equals < 0 ? word : word[..equals]);
            var lemma = GermanFolding.Fold(equals < 0 ? word : word[(equals + 1)..]);
            if (kind == WordPartKind.VerbForm)
            {
                verbForms.Add(surface);
                return;
            }

            Insert(surface, new WordPart(lemma, kind, surface, pluralInEr, IsShortened: false, Next: 0));
            if (kind == WordPartKind.Noun && surface is [_, _, _, _, .., 'e'])
            {
                Insert(surface[..^1], new WordPart(lemma, kind, surface[..^1], PluralInEr: false, IsShortened: true, Next: 0));
            }
        }

        public WordParts Build() => new([.. children], [.. firstPart], [.. parts], verbForms);

        private void Insert(string surface, WordPart part)
        {
            var node = 0;
            foreach (var letter in surface)
            {
                if (!char.IsAsciiLetterLower(letter))
                {
                    throw new InvalidDataException($"Word parts consist of letters: {surface}");
                }

                var slot = (node * Alphabet) + (letter - 'a');
                if (children[slot] == 0)
                {
                    children[slot] = checked((ushort)firstPart.Count);
                    firstPart.Add(0);
                    children.AddRange(new ushort[Alphabet]);
                }

                node = children[slot];
            }

            for (var known = firstPart[node]; known != 0; known = (ushort)parts[known].Next)
            {
                if (parts[known].Kind == part.Kind && parts[known].IsShortened == part.IsShortened)
                {
                    return;
                }
            }

            parts.Add(part with { Next = firstPart[node] });
            firstPart[node] = checked((ushort)(parts.Count - 1));
        }
    }
}

/// <summary>What a word part may be in a compound.</summary>
internal enum WordPartKind
{
    /// <summary>A noun: anywhere.</summary>
    Noun,

    /// <summary>An adjective: anywhere.</summary>
    Adjective,

    /// <summary>The stem of a verb: in front.</summary>
    Verb,

    /// <summary>Only in front.</summary>
    First,

    /// <summary>Only behind.</summary>
    Last,

    /// <summary>Rest of a verb behind a prefix and zu or ge.</summary>
    VerbForm,

    /// <summary>A word by itself, never a part.</summary>
    Whole,
}

/// <summary>One form of a word part: its letters, and the basic form that goes into the index.</summary>
internal sealed record WordPart(string Lemma, WordPartKind Kind, string Surface, bool PluralInEr, bool IsShortened, int Next)
{
    /// <summary>What the part costs in a compound.</summary>
    public int Cost { get; } = CompoundSplitter.PartCost(Kind, Surface.Length);

    /// <summary>What each of <see cref="CompoundSplitter.Links"/> costs behind it; -1 where it cannot stand.</summary>
    public sbyte[] LinkCosts { get; } = CompoundSplitter.LinkCosts(Kind, Surface, PluralInEr, IsShortened);
}
