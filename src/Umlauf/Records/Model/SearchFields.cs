using System.Globalization;
using Umlauf.Formats.German;

namespace Umlauf.Records.Model;

/// <summary>What stands behind the fields of a query, as terms of the index.</summary>
internal static class SearchFields
{
    private static readonly Dictionary<string, string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["betreff"] = "betreff",
        ["titel"] = "betreff",
        ["subject"] = "betreff",
        ["von"] = "von",
        ["from"] = "von",
        ["an"] = "an",
        ["to"] = "an",
        ["az"] = "az",
        ["aktenzeichen"] = "az",
        ["number"] = "az",
        ["art"] = "art",
        ["kind"] = "art",
        ["amt"] = "amt",
        ["office"] = "amt",
        ["datum"] = "datum",
        ["date"] = "datum",
    };

    private static readonly Dictionary<string, string> Kinds = new(StringComparer.OrdinalIgnoreCase)
    {
        ["e-mail"] = "mail",
        ["email"] = "mail",
        ["anlage"] = "attachment",
        ["anhang"] = "attachment",
        ["brief"] = "letter",
        ["schreiben"] = "letter",
        ["formular"] = "form",
        ["antrag"] = "form",
        ["hochgeladen"] = "upload",
        ["sonstiges"] = "other",
    };

    /// <summary>The field that a word before a colon names; null for "Re:", "http:" and the like.</summary>
    public static string? NameOf(string word) => Names.GetValueOrDefault(word);

    public static SearchNode? Read(string field, string value, Func<string, string?> officeByName) =>
        field switch
        {
            "betreff" => Words(SearchTerms.Title, value),
            "von" => Words(SearchTerms.Author, value),
            "an" => Words(SearchTerms.Recipient, value),
            "az" => Words(SearchTerms.Number, value),
            "art" => new SearchField([SearchTerms.Kind + Kinds.GetValueOrDefault(value, GermanFolding.Fold(value))]),
            "amt" => new SearchField([SearchTerms.Office + (officeByName(value) ?? "none")]),
            _ => new SearchField(Days(value)),
        };

    private static SearchNode? Words(string field, string value)
    {
        var words = GermanAnalyser.Tokens(value).Where(token => !token.Word.IsStopWord).Select(token => token.Word);
        SearchNode[] nodes = [.. words.Select(word => new SearchField([field + word.Key]))];
        return nodes.Length switch
        {
            0 => null,
            1 => nodes[0],
            _ => new SearchAll(nodes),
        };
    }

    /// <summary>2026, 2026-05, 05.2026, 2026-05-12, 12.5.2026, and from..to with either side open: whole years and months are one term each.</summary>
    private static List<string> Days(string value)
    {
        var dots = value.IndexOf("..", StringComparison.Ordinal);
        var (from, to) = dots < 0 ? (Span(value), Span(value)) : (Span(value[..dots]), Span(value[(dots + 2)..]));
        var first = from?.First ?? (dots == 0 ? new DateOnly(1970, 1, 1) : null);
        var last = to?.Last ?? (dots >= 0 && dots + 2 == value.Length ? new DateOnly(2099, 12, 31) : null);
        if (first is not { } day || last is not { } end)
            return [SearchTerms.Date + "none"];
        return Between(day, end);
    }

    /// <summary>Received in a span of days; an open side reaches as far as there are records.</summary>
    public static SearchField Received(DateOnly? from, DateOnly? to) =>
        new(Between(from ?? new DateOnly(1970, 1, 1), to ?? new DateOnly(2099, 12, 31)));

    private static List<string> Between(DateOnly day, DateOnly end)
    {
        var terms = new List<string>();
        while (day <= end && day.Year < 2100)
        {
            var (next, format) =
                day is { Day: 1, Month: 1 } && day.AddYears(1).AddDays(-1) <= end ? (day.AddYears(1), "yyyy")
                : day.Day == 1 && day.AddMonths(1).AddDays(-1) <= end ? (day.AddMonths(1), "yyyyMM")
                : (day.AddDays(1), "yyyyMMdd");
            terms.Add(SearchTerms.Date + day.ToString(format, CultureInfo.InvariantCulture));
            day = next;
        }
        return terms.Count > 0 ? terms : [SearchTerms.Date + "none"];
    }

    private static (DateOnly First, DateOnly Last)? Span(string value)
    {
        foreach (var format in (ReadOnlySpan<string>)["yyyy-M-d", "d.M.yyyy"])
            if (DateOnly.TryParseExact(value, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
                return (day, day);
        foreach (var format in (ReadOnlySpan<string>)["yyyy-M", "M.yyyy"])
            if (DateOnly.TryParseExact(value, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var month))
                return (month, month.AddMonths(1).AddDays(-1));
        return
            DateOnly.TryParseExact(value, "yyyy", CultureInfo.InvariantCulture, DateTimeStyles.None, out var year)
            && year.Year is > 1900 and < 2100
            ? (year, year.AddYears(1).AddDays(-1))
            : null;
    }
}
