using System.Buffers;

namespace Umlauf.Formats.German;

/// <summary>Walks through a text from word to word and joins what belongs together.</summary>
internal ref struct TokenScanner(ReadOnlySpan<char> text)
{
    private const int MostAtoms = 12;
    private static readonly bool[] WordCharacters = [.. Enumerable.Range(0, 0x300).Select(c => char.IsLetterOrDigit((char)c))];
    private static readonly SearchValues<char> AddressEnds = SearchValues.Create(" \t\r\n<>()[],;\"");
    private static readonly string[] NotJoined = ["und", "oder", "bzw", "sowie", "bis", "u"];

    private static readonly string[] TopLevels =
    [
        .. ".de .com .org .net .eu .info .at .ch .bayern .berlin .hamburg .koeln .cologne .nrw .ruhr .saarland .example".Split(' '),
    ];

    private readonly ReadOnlySpan<char> text = text;
    private int next;

    /// <summary>Goes to the next word.</summary>
    public bool Next(out int start, out int length, out GermanWord word)
    {
        while (next < text.Length && !IsWordCharacter(text[next]))
        {
            next++;
        }

        start = next;
        if (next >= text.Length)
        {
            length = 0;
            word = null!;
            return false;
        }

        if (NumberReader.TryTelephone(text, start, out var end, out word!) || NumberReader.TryIban(text, start, out end, out word!))
        {
            next = end;
        }
        else
        {
            next = AtomEnd(start);
            word = MayGoOn() ? Chain(start) : GermanAnalyser.Word(text[start..next]);
        }

        length = next - start;
        return true;
    }

    private static bool IsWordCharacter(char c) => c < WordCharacters.Length ? WordCharacters[c] : char.IsLetterOrDigit(c);

    private readonly int AtomEnd(int from)
    {
        while (from < text.Length && (IsWordCharacter(text[from]) || GermanFolding.IsInvisible(text[from])))
        {
            from++;
        }

        return from;
    }

    /// <summary>A quick look before the exact one: most words end at a blank or a full stop.</summary>
    private readonly bool MayGoOn()
    {
        if (next >= text.Length || text[next] == ' ')
        {
            return false;
        }

        var after = next + 1 < text.Length ? text[next + 1] : ' ';
        return text[next] switch
        {
            '-' or '\u2010' or '\u2011' => true,
            '.' or ',' or '_' or '@' or '+' or '\'' or '\u2019' or ':' or '*' or '(' or '\u2013' => IsWordCharacter(after),
            '/' => after == '-' || IsWordCharacter(after),
            '\n' or '\r' => text[next - 1] == '\u00AD',
            _ => false,
        };
    }

    private GermanWord Chain(int start)
    {
        var isAddress = IsAddress(start);
        var atoms = new List<string> { text[start..next].ToString() };
        var at = -1;
        var decimals = false;
        while (atoms.Count < MostAtoms && FindLink(start, isAddress, out var link, out var from))
        {
            var end = AtomEnd(from);
            var atom = text[from..end].ToString();
            if (link == Link.Same)
            {
                atoms[^1] += atom;
                end += end < text.Length && text[next] == '(' && text[end] == ')' ? 1 : 0;
            }
            else
            {
                at = text[next] == '@' ? atoms.Count : at;
                decimals |= text[next] == ',';
                atoms.Add(atom);
            }

            next = end;
        }

        // "Hauptstr.": the full stop belongs to the abbreviation, which the list of word parts knows.
        return atoms.Count == 1 ? GermanAnalyser.Word(atoms[0])
            : isAddress ? NumberReader.Address(atoms, at)
            : atoms.Exists(atom => atom.AsSpan().ContainsAnyInRange('0', '9')) ? NumberReader.Number(atoms, decimals)
            : Hyphenated(atoms);
    }

    private static GermanWord Hyphenated(List<string> atoms) =>
        GermanWord.Compound([.. atoms.SelectMany(atom => GermanAnalyser.Word(atom).Parts)]);

    /// <summary>Whether what follows at <see cref="next"/> belongs to the word before, and where it goes on.</summary>
    private readonly bool FindLink(int start, bool isAddress, out Link link, out int from)
    {
        link = Link.Part;
        from = next + 1;
        if (next >= text.Length)
        {
            return false;
        }

        var before = text[next - 1];
        var after = from < text.Length ? text[from] : ' ';
        switch (text[next])
        {
            case '\n' or '\r' when before == '\u00AD':
                return IsLineBreak(next, out link, out from);
            case '-' or '\u2010' or '\u2011' or '\u2013' when IsWordCharacter(after):
                return true;
            case '-' or '\u2010' or '\u2011':
                return IsLineBreak(from, out link, out from);
            case '/' or '*' or ':' or '_' or '(' when IsFeminineEnding(ref from):
                link = Link.Same;
                return true;
            case '/' or '_' when IsWordCharacter(after):
                return isAddress ? text[next] == '_' : char.IsAsciiDigit(after) || text[start..next].ContainsAnyInRange('0', '9');
            case '.' when IsWordCharacter(after):
                return isAddress || char.IsAsciiDigit(after);
            case ',':
                return char.IsAsciiDigit(before) && char.IsAsciiDigit(after);
            case '@' or '+':
                return isAddress && IsWordCharacter(after);
            case '\'' or '\u2019':
                link = Link.Same;
                return char.IsLetter(before) && char.IsLetter(after);
            default:
                return false;
        }
    }

    /// <summary>"Bescheini-\ngung" is one word, "Baden-\nWürttemberg" has two parts, "Wohn-\nund Geschäftshaus" are three words.</summary>
    private readonly bool IsLineBreak(int at, out Link link, out int from)
    {
        link = Link.Same;
        from = at;
        var breaks = 0;
        while (from < text.Length && text[from] is ' ' or '\t' or '\r' or '\n')
        {
            breaks += text[from] == '\n' ? 1 : 0;
            from++;
        }

        if (breaks != 1 || from >= text.Length || !IsWordCharacter(text[from]))
        {
            return false;
        }

        if (!char.IsLower(text[from]))
        {
            link = Link.Part;
            return true;
        }

        return !NotJoined.AsSpan().Contains(text[from..AtomEnd(from)].ToString());
    }

    /// <summary>Bürger*innen, Bürger:innen, Bürger_innen, Bürger/innen, Bürger/-innen, Bürger(innen).</summary>
    private readonly bool IsFeminineEnding(ref int from)
    {
        var at = from;
        if (text[next] == '/' && at < text.Length && text[at] == '-')
        {
            at++;
        }

        var end = AtomEnd(at);
        if (end > at && text[at..end] is "in" or "innen" or "IN" or "INNEN" or "In" or "Innen" && char.IsLetter(text[next - 1]))
        {
            from = at;
            return text[next] != '(' || (end < text.Length && text[end] == ')');
        }

        return false;
    }

    private readonly bool IsAddress(int start)
    {
        var rest = text[start..Math.Min(text.Length, start + 120)];
        var end = rest.IndexOfAny(AddressEnds);
        rest = end < 0 ? rest : rest[..end];
        var at = rest.IndexOf('@');
        return (at > 0 && at + 1 < rest.Length && IsWordCharacter(rest[at + 1])) || IsDomain(rest);
    }

    private static bool IsDomain(ReadOnlySpan<char> rest)
    {
        var slash = rest.IndexOf('/');
        rest = (slash < 0 ? rest : rest[..slash]).TrimEnd(".:!?");
        foreach (var domain in TopLevels)
        {
            if (rest.EndsWith(domain, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return rest.StartsWith("www.", StringComparison.OrdinalIgnoreCase);
    }

    private enum Link
    {
        Part,
        Same,
    }
}
