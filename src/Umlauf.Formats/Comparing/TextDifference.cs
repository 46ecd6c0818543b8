namespace Umlauf.Formats.Comparing;

/// <summary>Whether a piece of text stands in both texts or only in one (Art des Unterschieds).</summary>
public enum DifferenceKind
{
    /// <summary>In both.</summary>
    Same,

    /// <summary>Only in the text before.</summary>
    Deleted,

    /// <summary>Only in the text after.</summary>
    Inserted,
}

/// <summary>A piece of one or both texts.</summary>
/// <param name="Kind">Where it stands.</param>
/// <param name="Text">The piece itself.</param>
public sealed record DifferencePart(DifferenceKind Kind, string Text);

/// <summary>Finds the words in which two texts differ (Textvergleich): first the lines, then the words of the lines that changed.</summary>
public static class TextDifference
{
    /// <summary>Most characters of each text that are compared.</summary>
    public const int MostCharacters = 2_000_000;

    // Work grows with length times number of changes; what lies beyond is shown as replaced line by line.
    private const long MostLineWork = 50_000_000;
    private const long MostWordWork = 40_000_000;

    /// <summary>Compares two texts.</summary>
    /// <param name="before">The older text.</param>
    /// <param name="after">The newer text.</param>
    /// <returns>The pieces in order: those not inserted make up the older text, those not deleted the newer one.</returns>
    /// <exception cref="ArgumentException">A text is longer than <see cref="MostCharacters"/>.</exception>
    public static IReadOnlyList<DifferencePart> Between(string before, string after)
    {
        if (before.Length > MostCharacters || after.Length > MostCharacters)
            throw new ArgumentException("The text is too long to be compared.");
        var parts = new PartList();
        var words = MostWordWork;
        foreach (var (kind, old, young) in Changes(Lines(before), Lines(after), MostLineWork))
        {
            if (kind == DifferenceKind.Same)
                parts.Add(kind, old);
            else
                AddWords(parts, string.Concat(old), string.Concat(young), ref words);
        }
        return parts.Finish();
    }

    private static void AddWords(PartList parts, string before, string after, ref long work)
    {
        var (old, young) = (Words(before), Words(after));
        var cost = (long)(old.Count + young.Count) * Math.Min(old.Count, young.Count);
        if (cost > work)
        {
            parts.Add(DifferenceKind.Deleted, [before]);
            parts.Add(DifferenceKind.Inserted, [after]);
            return;
        }
        work -= cost;
        foreach (var (kind, gone, come) in Changes(old, young, cost + 1))
        {
            parts.Add(kind, gone);
            if (kind != DifferenceKind.Same)
                parts.Add(DifferenceKind.Inserted, come);
        }
    }

    /// <summary>Runs of what is the same and of what was replaced.</summary>
    private static IEnumerable<(DifferenceKind Kind, List<string> Old, List<string> Young)> Changes(
        List<string> old,
        List<string> young,
        long most
    )
    {
        var (gone, come) = PieceMarks.Of(old, young, most);
        for (int i = 0, j = 0; i < old.Count || j < young.Count; )
        {
            var (fromOld, fromYoung) = (i, j);
            while (i < old.Count && j < young.Count && !gone[i] && !come[j])
                (i, j) = (i + 1, j + 1);
            if (i > fromOld)
                yield return (DifferenceKind.Same, Slice(old, fromOld, i), []);
            (fromOld, fromYoung) = (i, j);
            while (i < old.Count && gone[i])
                i++;
            while (j < young.Count && come[j])
                j++;
            if (i > fromOld || j > fromYoung)
                yield return (DifferenceKind.Deleted, Slice(old, fromOld, i), Slice(young, fromYoung, j));
        }
    }

    private static List<string> Lines(string text)
    {
        var lines = new List<string>();
        for (var at = 0; at < text.Length; )
        {
            var end = text.AsSpan(at).IndexOfAny('\n', '\f');
            var next = end < 0 ? text.Length : at + end + 1;
            lines.Add(text[at..next]);
            at = next;
        }
        return lines;
    }

    private static List<string> Words(string text)
    {
        var words = new List<string>();
        for (var at = 0; at < text.Length; )
        {
            var next = at + 1;
            if (char.IsLetterOrDigit(text[at]))
                while (next < text.Length && char.IsLetterOrDigit(text[next]))
                    next++;
            else if (char.IsHighSurrogate(text[at]) && next < text.Length)
                next++;
            words.Add(text[at..next]);
            at = next;
        }
        return words;
    }

    private static List<string> Slice(List<string> list, int from, int to)
    {
        var slice = new List<string>(to - from);
        for (var i = from; i < to; i++)
            slice.Add(list[i]);
        return slice;
    }

    /// <summary>Joins neighbours of the same kind, and lone blanks between two changes with them: they would tear one change into many.</summary>
    private sealed class PartList
    {
        private readonly List<DifferencePart> _parts = [];

        public void Add(DifferenceKind kind, List<string> pieces)
        {
            var text = string.Concat(pieces);
            if (text.Length > 0)
                _parts.Add(new DifferencePart(kind, text));
        }

        public List<DifferencePart> Finish()
        {
            var joined = new List<DifferencePart>();
            for (var i = 0; i < _parts.Count; )
            {
                if (_parts[i].Kind == DifferenceKind.Same)
                {
                    Join(joined, _parts[i++]);
                    continue;
                }
                var (gone, come) = ("", "");
                var from = i;
                for (; i < _parts.Count; i++)
                {
                    var part = _parts[i];
                    var lone = part.Kind == DifferenceKind.Same && part.Text == " " && i + 1 < _parts.Count;
                    if (part.Kind == DifferenceKind.Same && !lone)
                        break;
                    gone += part.Kind == DifferenceKind.Inserted ? "" : part.Text;
                    come += part.Kind == DifferenceKind.Deleted ? "" : part.Text;
                }
                var blanks = _parts.GetRange(from, i - from).Exists(part => part.Kind == DifferenceKind.Same);
                // A blank belongs to both sides only where both sides have something.
                if (blanks && (gone.Trim().Length == 0 || come.Trim().Length == 0))
                    for (var k = from; k < i; k++)
                        Join(joined, _parts[k]);
                else
                {
                    Join(joined, new DifferencePart(DifferenceKind.Deleted, gone));
                    Join(joined, new DifferencePart(DifferenceKind.Inserted, come));
                }
            }
            return joined;
        }

        private static void Join(List<DifferencePart> joined, DifferencePart part)
        {
            if (part.Text.Length == 0)
                return;
            if (joined.Count > 0 && joined[^1].Kind == part.Kind)
                joined[^1] = part with { Text = joined[^1].Text + part.Text };
            else
                joined.Add(part);
        }
    }
}
