namespace Umlauf.Formats.German;

/// <summary>
/// One word, number or address of a text as the search sees it (Suchwort): a key that is equal for all its spellings and inflections,
/// the parts it consists of, and the terms under which it is found.
/// </summary>
public sealed class GermanWord
{
    private const int LongestTerm = 64;
    private const int PartsWithAllRuns = 6;
    private const int LongestRun = 3;

    internal GermanWord(string key, IReadOnlyList<string> parts, IEnumerable<string> terms, bool isNumber, bool isStopWord)
    {
        Key = Cut(key);
        Parts = parts;
        IsNumber = isNumber;
        IsStopWord = isStopWord;
        Terms = isStopWord ? [] : Distinct(key, terms);
    }

    /// <summary>The whole word: <c>wohngeldbescheid</c> for "Wohngeldbescheide"; a number without its separators. At most 64 characters.</summary>
    public string Key { get; }

    /// <summary>The parts in the order of the word, in their basic forms: <c>wohngeld</c>, <c>bescheid</c>. One for a simple word.</summary>
    public IReadOnlyList<string> Parts { get; }

    /// <summary>
    /// The terms to index, the key first: every run of adjacent parts, so that "Wohngeld" is found in "Wohngeldbewilligungsbescheid" by
    /// one term and "Bewilligung" next to "Geld" elsewhere is not. Empty for stop words.
    /// </summary>
    public IReadOnlyList<string> Terms { get; }

    /// <summary>True for file numbers, dates, amounts, telephone and account numbers: they match as a whole or by their parts, never by word forms.</summary>
    public bool IsNumber { get; }

    /// <summary>True for words such as "der", "und", "für" and for single letters, which are not indexed; they still count in phrases.</summary>
    public bool IsStopWord { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{Key} ({string.Join('+', Parts)})";

    internal static GermanWord Simple(string key, bool isNumber) =>
        new(key, [key], [], isNumber, key.Length < 2 || StopWords.Contains(key));

    internal static GermanWord Compound(IReadOnlyList<string> parts) =>
        new(string.Concat(parts), parts, Runs(parts), isNumber: false, isStopWord: false);

    internal static GermanWord Number(IReadOnlyList<string> parts) =>
        new(string.Concat(parts), parts, Runs(parts), isNumber: true, isStopWord: false);

    private static List<string> Runs(IReadOnlyList<string> parts)
    {
        var runs = new List<string>(parts.Count * 2);
        var longest = parts.Count <= PartsWithAllRuns ? parts.Count - 1 : LongestRun;
        for (var start = 0; start < parts.Count; start++)
        {
            var run = parts[start];
            if (!StopWords.Contains(run))
            {
                runs.Add(run);
            }

            for (var end = start + 1; end < parts.Count && end < start + longest; end++)
            {
                run += parts[end];
                runs.Add(run);
            }
        }

        return runs;
    }

    private static string[] Distinct(string key, IEnumerable<string> terms)
    {
        var distinct = new List<string>(4);
        if (key.Length > 1)
        {
            distinct.Add(Cut(key));
        }

        foreach (var term in terms)
        {
            var cut = Cut(term);
            if (cut.Length > 1 && !distinct.Contains(cut))
            {
                distinct.Add(cut);
            }
        }

        return [.. distinct];
    }

    private static string Cut(string term) => term.Length <= LongestTerm ? term : term[..LongestTerm];
}
