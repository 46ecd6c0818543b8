using System.Globalization;
using Umlauf.Formats.German;
using Umlauf.Identity;
using Umlauf.Platform;

namespace Umlauf.Records.Model;

/// <summary>
/// Everything by which a document is found, as one set of terms: the words of its text, its title, sender and matter number, the same once more by field
/// (<c>b_</c> subject, <c>v_</c> sender, <c>e_</c> recipients, <c>z_</c> number, <c>k_</c> kind, <c>a_</c> office, <c>d_</c> date) and who may see it (<c>r_</c>).
/// </summary>
internal static class SearchTerms
{
    public const string Title = "b_";
    public const string Author = "v_";
    public const string Recipient = "e_";
    public const string Number = "z_";
    public const string Kind = "k_";
    public const string Office = "a_";
    public const string Date = "d_";

    /// <summary>Letters of all different terms of a document, which is a text of several million letters.</summary>
    public const int MostLetters = 900_000;

    private const int MostTextRead = 8_000_000;
    private static readonly TimeZoneInfo German = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    /// <summary>The terms of a text, separated by blanks.</summary>
    public static string OfText(string text)
    {
        var terms = new HashSet<string>(StringComparer.Ordinal);
        GermanAnalyser.AddTerms(text.AsSpan(0, Math.Min(text.Length, MostTextRead)), terms, MostLetters / 8);
        var letters = 0;
        // Hostile text is made of endless different long words: what no longer fits is not found, but the document is on record.
        return string.Join(' ', terms.TakeWhile(term => (letters += 4 * term.Length) < 4 * MostLetters));
    }

    /// <summary>All terms of a document, separated by blanks.</summary>
    public static string Of(SearchSource document, string ofText)
    {
        var terms = new HashSet<string>(StringComparer.Ordinal);
        Fields(terms, document.Title, Title);
        Fields(terms, document.Author, Author);
        Fields(terms, document.Recipient, Recipient);
        if (document.MatterNumber is { } number)
            Fields(terms, number, Number);
        terms.Add(Kind + document.Kind.ToString().ToLowerInvariant());
        if (Path.GetExtension(document.Title) is { Length: > 1 and < 6 } extension && extension.AsSpan(1).ContainsOnlyLetters())
            terms.Add(Kind + extension[1..].ToLowerInvariant());
        terms.Add(Office + document.Office.Value.ToString("N"));
        var day = TimeZoneInfo.ConvertTime(document.ReceivedAt, German);
        foreach (var format in (ReadOnlySpan<string>)["yyyy", "yyyyMM", "yyyyMMdd"])
            terms.Add(Date + day.ToString(format, CultureInfo.InvariantCulture));
        foreach (var right in Rights.TokensOf(document.Access))
            terms.Add(Right(document.Tenant, right));
        terms.Add(Everything(document.Tenant));
        return string.Join(' ', ofText.Length == 0 ? terms : terms.Append(ofText));
    }

    /// <summary>The term of one right; the administration is part of it, so no term is shared between administrations.</summary>
    public static string Right(TenantId tenant, string token) => string.Create(CultureInfo.InvariantCulture, $"r_{tenant.Value}_{token}");

    /// <summary>The term that every document of an administration has.</summary>
    public static string Everything(TenantId tenant) => Right(tenant, "all");

    private static void Fields(HashSet<string> terms, string text, string field)
    {
        var words = new HashSet<string>(StringComparer.Ordinal);
        GermanAnalyser.AddTerms(text, words);
        foreach (var word in words)
        {
            terms.Add(word);
            terms.Add(field + word);
        }
    }

    private static bool ContainsOnlyLetters(this ReadOnlySpan<char> text)
    {
        foreach (var letter in text)
            if (!char.IsAsciiLetterOrDigit(letter))
                return false;
        return true;
    }
}

/// <summary>What of a document goes into the index beside its text.</summary>
internal sealed record SearchSource
{
    public required TenantId Tenant { get; init; }
    public required DocumentId Id { get; init; }
    public required string Title { get; init; }
    public required string Author { get; init; }
    public required string Recipient { get; init; }
    public required DocumentKind Kind { get; init; }
    public required OfficeId Office { get; init; }
    public required DateTimeOffset ReceivedAt { get; init; }
    public string? MatterNumber { get; init; }
    public required RecordAccess Access { get; init; }
}
