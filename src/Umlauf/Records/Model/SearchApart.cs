using Umlauf.Formats.German;

namespace Umlauf.Records.Model;

/// <summary>
/// A compound whose parts stand side by side in a text, only filler words between them (getrennte Zusammensetzung): "Antrag auf Wohngeld" for
/// "Wohngeldantrag". Parts further apart are different matters: "wohnen ... Kindergeld" is not "Wohngeld".
/// </summary>
internal static class SearchApart
{
    private const int MostFillers = 3;

    /// <summary>Where a compound can be cut in two; empty for simple words and numbers.</summary>
    public static IReadOnlyList<(string Front, string Rear)> Cuts(GermanWord word) =>
        word.IsNumber || word.Parts.Count < 2
            ? []
            :
            [
                .. Enumerable
                    .Range(1, word.Parts.Count - 1)
                    .Select(cut => (Front: string.Concat(word.Parts.Take(cut)), Rear: string.Concat(word.Parts.Skip(cut))))
                    .Where(cut => cut.Front.Length > 1 && cut.Rear.Length > 1),
            ];

    /// <summary>Where the second part stands when the first one stands at <paramref name="at"/>: the same place inside another compound.</summary>
    public static int? Partner(IReadOnlyList<GermanToken> words, int at, IReadOnlyList<(string Front, string Rear)> cuts)
    {
        var word = words[at].Word;
        if (word.IsStopWord)
            return null;
        var next = at + 1;
        while (next < words.Count && next <= at + MostFillers && words[next].Word.IsStopWord)
            next++;
        foreach (var (front, rear) in cuts)
        {
            if (word.Terms.Contains(front) && word.Terms.Contains(rear))
                return at;
            if (next < words.Count && (Are(front, rear) || Are(rear, front)))
                return next;
        }
        return null;

        bool Are(string first, string second) => word.Key == first && words[next].Word.Key == second;
    }
}
