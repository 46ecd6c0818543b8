using System.Globalization;

namespace Umlauf.Formats.German;

/// <summary>Reads what is no word of the language: file numbers, dates, amounts, addresses, telephone and account numbers.</summary>
internal static class NumberReader
{
    private const int ShortestTelephone = 7;
    private const int LongestTelephone = 15;
    private const int ShortestIban = 15;
    private const int LongestIban = 34;

    /// <summary>A file number with its parts; a date under its ISO form and its year; an amount with and without its decimals.</summary>
    public static GermanWord Number(List<string> atoms, bool decimals)
    {
        if (Date(atoms) is { } date)
        {
            return new GermanWord(date, [date[..4], date[4..6], date[6..]], [date[..4]], isNumber: true, isStopWord: false);
        }

        string[] parts = [.. atoms.Select(atom => GermanFolding.Fold(atom))];
        return decimals && parts.Length > 1
            ? new GermanWord(
                string.Concat(parts),
                [string.Concat(parts[..^1]), parts[^1]],
                [string.Concat(parts[..^1])],
                isNumber: true,
                isStopWord: false
            )
            : GermanWord.Number(parts);
    }

    /// <summary>An e-mail or web address: found whole, by the part before or behind the @, and by its single names.</summary>
    public static GermanWord Address(List<string> atoms, int at)
    {
        string[] parts = [.. atoms.Select(atom => GermanFolding.Fold(atom))];
        var terms =
            at > 0 ? parts.Append(string.Concat(parts[..at])).Append(string.Concat(parts[at..])) : parts.Append(string.Concat(parts[1..]));
        return new GermanWord(string.Concat(parts), parts, terms, isNumber: true, isStopWord: false);
    }

    /// <summary>"0211 / 899-1234", "(0211) 8991234" and "+49 211 8991234" have the same key.</summary>
    public static bool TryTelephone(ReadOnlySpan<char> text, int start, out int end, out GermanWord? word)
    {
        end = start;
        word = null;
        var international = start > 0 && text[start - 1] == '+';
        if (!char.IsAsciiDigit(text[start]) || (!international && text[start] != '0'))
        {
            return false;
        }

        Span<char> digits = stackalloc char[LongestTelephone + 1];
        var count = 0;
        var groups = new List<string>();
        for (var at = start; ; )
        {
            var group = at;
            while (at < text.Length && char.IsAsciiDigit(text[at]))
            {
                if (count > LongestTelephone)
                {
                    return false;
                }

                digits[count++] = text[at++];
            }

            if (at == group)
            {
                break;
            }

            end = at;
            groups.Add(text[group..end].ToString());
            while (at < text.Length && at < end + 3 && text[at] is ' ' or '(' or ')' or '/' or '-' or '\u00A0')
            {
                at++;
            }
        }

        var firstIsTooShort = !international && groups[0].Length < 3;
        var goesOn =
            end + 1 < text.Length
            && (char.IsLetterOrDigit(text[end]) || (text[end] is '-' or '/' or '.' or ',' && char.IsLetterOrDigit(text[end + 1])));
        if (count is < ShortestTelephone or > LongestTelephone || groups.Count < 2 && !international || firstIsTooShort || goesOn)
        {
            return false;
        }

        var number = digits[..count].ToString();
        if (number.StartsWith("0049", StringComparison.Ordinal))
        {
            number = National(number[4..]);
        }
        else if (international)
        {
            number = number.StartsWith("49", StringComparison.Ordinal) ? National(number[2..]) : "00" + number;
        }

        word = new GermanWord(number, groups, groups, isNumber: true, isStopWord: false);
        return true;
    }

    /// <summary>An account number with a correct check digit (ISO 13616), in groups or not.</summary>
    public static bool TryIban(ReadOnlySpan<char> text, int start, out int end, out GermanWord? word)
    {
        end = start;
        word = null;
        if (
            start + ShortestIban > text.Length
            || !char.IsAsciiLetter(text[start + 1])
            || !char.IsAsciiDigit(text[start + 2])
            || !char.IsAsciiDigit(text[start + 3])
        )
        {
            return false;
        }

        Span<char> letters = stackalloc char[LongestIban];
        var count = 0;
        var found = 0;
        for (var at = start; at < text.Length && count < LongestIban; at++)
        {
            if (char.IsAsciiLetterOrDigit(text[at]))
            {
                letters[count++] = char.ToLowerInvariant(text[at]);
                if (count >= ShortestIban && (at + 1 == text.Length || !char.IsLetterOrDigit(text[at + 1])) && IsIban(letters[..count]))
                {
                    (found, end) = (count, at + 1);
                }
            }
            else if (text[at] is not (' ' or '\u00A0') || !char.IsAsciiLetterOrDigit(text[at - 1]))
            {
                break;
            }
        }

        if (found == 0)
        {
            return false;
        }

        word = GermanWord.Simple(letters[..found].ToString(), isNumber: true);
        return true;
    }

    private static string National(string digits) => digits.StartsWith('0') ? digits : "0" + digits;

    private static bool IsIban(ReadOnlySpan<char> iban)
    {
        var rest = 0;
        for (var i = 0; i < iban.Length; i++)
        {
            var c = iban[(i + 4) % iban.Length];
            rest = char.IsAsciiDigit(c) ? ((rest * 10) + (c - '0')) % 97 : ((rest * 100) + (c - 'a' + 10)) % 97;
        }

        return rest == 1;
    }

    private static string? Date(List<string> atoms)
    {
        if (atoms.Count != 3 || !atoms.TrueForAll(atom => atom.Length is 1 or 2 or 4 && !atom.AsSpan().ContainsAnyExceptInRange('0', '9')))
        {
            return null;
        }

        var (year, month, day) = atoms[0].Length == 4 ? (atoms[0], atoms[1], atoms[2]) : (atoms[2], atoms[1], atoms[0]);
        return
            year.Length == 4
            && month.Length < 4
            && day.Length < 4
            && DateOnly.TryParseExact($"{year}-{month}-{day}", "yyyy-M-d", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date.ToString("yyyyMMdd", CultureInfo.InvariantCulture)
            : null;
    }
}
