using System.Text.RegularExpressions;

namespace Umlauf.Web.Api;

/// <summary>Enum members as the API writes them: <c>FinalSign</c> is <c>final-sign</c>.</summary>
internal static partial class ApiWords
{
    public static string Of(Enum value) => Hump().Replace(value.ToString(), "-$0").ToLowerInvariant();

    public static T? Read<T>(string word)
        where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
        {
            if (Of(value) == word)
                return value;
        }
        return null;
    }

    [GeneratedRegex("(?<!^)[A-Z]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Hump();
}
