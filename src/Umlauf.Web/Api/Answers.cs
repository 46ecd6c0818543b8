using Umlauf.Platform;

namespace Umlauf.Web.Api;

/// <summary>How use case results leave the API: the value in its shape, or the refusal as problem details (RFC 9457) with its code.</summary>
internal static class Answers
{
    public static IResult Answer<T>(this Result<T> result, Func<T, object?> shape) =>
        result.Refusal is { } refusal ? Problem(refusal) : Results.Json(shape(result.Value));

    public static IResult Answer<T>(this Result<T> result) => result.Answer(value => value);

    /// <summary>201 with the place of what was made.</summary>
    public static IResult Created<T>(this Result<T> result, Func<T, string> place, Func<T, object?> shape) =>
        result.Refusal is { } refusal ? Problem(refusal) : Results.Created(place(result.Value), shape(result.Value));

    /// <summary>Reads a word of the API; numbers are none.</summary>
    public static bool TryWord<T>(string word, out T value)
        where T : struct, Enum => Enum.TryParse(word, ignoreCase: true, out value) && char.IsLetter(word[0]);

    /// <summary>The words that there are.</summary>
    public static string Words<T>()
        where T : struct, Enum => string.Join(", ", Enum.GetNames<T>()).ToLowerInvariant();

    public static IResult Problem(Refusal refusal) =>
        Results.Problem(
            type: $"urn:umlauf:refusal:{refusal.Code}",
            title: Language.T(refusal.German, refusal.English),
            detail: refusal.Detail,
            statusCode: refusal.Status,
            extensions: refusal.Rule is { } rule ? [new("code", refusal.Code), new("rule", rule)] : [new("code", refusal.Code)]
        );
}
