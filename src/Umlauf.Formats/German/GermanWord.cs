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
        Terms = isStopWord ? [] : [.. terms.Prepend(key).Where(term => term.Length > 1).Select(Cut).Distinct(StringComparer.Ordinal)];
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

    private static IEnumerable<string> Runs(IReadOnlyList<string> parts)
    {
        var longest = parts.Count <= PartsWithAllRuns ? parts.Count : LongestRun;
        for (var length = longest; length > 0; length--)
        {
            for (var start = 0; start + length <= parts.Count; start++)
            {
                if (length > 1 || !StopWords.Contains(parts[start]))
                {
                    yield return string.Concat(parts.Skip(start).Take(length));
                }
            }
        }
    }

    private static string Cut(string term) => term.Length <= LongestTerm ? term : term[..LongestTerm];
}
