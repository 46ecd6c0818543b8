using System.Globalization;
using System.Text;

namespace Umlauf.Cli.Demo;

/// <summary>The person who writes, with address, telephone and mailbox (Absender); telephone numbers are from the ranges kept free for films.</summary>
public sealed class Sender
{
    private static readonly string[] _homeDomains =
    [
        "post.example",
        "mail.example",
        "web.example",
        "musterstadt-mail.example",
        "freenet.example",
    ];

    public required bool Female { get; init; }
    public required string First { get; init; }
    public required string Last { get; init; }
    public required string Street { get; init; }
    public required string City { get; init; }
    public required string Mail { get; init; }
    public required string Phone { get; init; }
    public required DateOnly Born { get; init; }
    public string? Organisation { get; init; }

    public string Name => $"{First} {Last}";

    public static Sender Draw(Letter letter, Writer writer)
    {
        var (dice, book) = (letter.Dice, PhraseBook.German);
        var female = dice.Chance(50);
        var first = book.Write(female ? "first.f" : "first.m", letter);
        var last = book.Write("surname", letter);
        var organisation = writer switch
        {
            Writer.Company => book.Write("company", letter).TrimEnd(),
            Writer.Club => $"{book.Write("club", letter)} {book.Write("quarter", letter)} e. V.",
            _ => null,
        };
        return new Sender
        {
            Female = female,
            First = first,
            Last = last,
            Street =
                $"{book.Write("street", letter)} {dice.Between(1, 148)}{(dice.Chance(12) ? dice.Pick("abc".ToCharArray()).ToString() : "")}",
            City = dice.Chance(82) ? "12345 Musterstadt" : $"{dice.Between(12300, 12399)} {book.Write("town", letter)}",
            Mail = Address(dice, first, last, organisation),
            Phone = PhoneNumber(dice),
            Born = new DateOnly(1934, 1, 1).AddDays(dice.Below(26_500)),
            Organisation = organisation,
        };
    }

    public static string PhoneNumber(Dice dice) =>
        dice.Below(5) switch
        {
            0 => $"0171 39200{dice.Between(10, 99)}",
            1 => $"0176 040690{dice.Between(10, 99)}",
            2 => $"0152 2881738{dice.Below(10)}",
            3 => $"030 23125{dice.Between(100, 999)}",
            _ => $"0221 4710{dice.Between(100, 999)}",
        };

    private static string Address(Dice dice, string first, string last, string? organisation)
    {
        if (organisation is not null)
            return $"{dice.Pick(["info", "kontakt", "buero", "verwaltung", Plain(last)])}@{Cut(Plain(organisation), 28)}.example";
        var local = dice.Below(5) switch
        {
            0 => $"{Plain(first)}.{Plain(last)}",
            1 => $"{Plain(first)[0]}.{Plain(last)}",
            2 => $"{Plain(last)}{dice.Between(51, 99)}",
            3 => $"{Plain(first)}_{Plain(last)}",
            _ => $"familie-{Plain(last)}",
        };
        return $"{local}@{dice.Pick(_homeDomains)}";
    }

    /// <summary>Lower-case letters a to z, digits and single hyphens only, as in addresses.</summary>
    public static string Plain(string text)
    {
        var to = new StringBuilder(text.Length + 4);
        foreach (var c in Typing.WithoutUmlauts(text).Normalize(NormalizationForm.FormD))
        {
            if (char.IsAsciiLetterOrDigit(c))
                to.Append(char.ToLowerInvariant(c));
            else if (c is 'ı' or 'ł' or 'Ł')
                to.Append(c == 'ı' ? 'i' : 'l');
            else if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark && to.Length > 0 && to[^1] != '-')
                to.Append('-');
        }
        return to.ToString().Trim('-');
    }

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..length].Trim('-');
}
