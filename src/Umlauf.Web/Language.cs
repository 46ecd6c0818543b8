using System.Globalization;
using Umlauf.Platform;

namespace Umlauf.Web;

/// <summary>What the person reads. German and English stand side by side where they are used; the compiler sees to it that neither is missing.</summary>
public static class Language
{
    public static bool IsEnglish => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en";

    /// <summary>The language of the page, for the <c>lang</c> attribute.</summary>
    public static string Code => IsEnglish ? "en" : "de";

    public static string T(string german, string english) => IsEnglish ? english : german;

    /// <summary>One or many: <c>T(count, "1 Dokument", "{0} Dokumente", "1 document", "{0} documents")</c>.</summary>
    public static string T(long count, string germanOne, string germanMany, string englishOne, string englishMany) =>
        string.Format(
            CultureInfo.CurrentCulture,
            count == 1 ? T(germanOne, englishOne) : T(germanMany, englishMany),
            count.ToString("N0", CultureInfo.CurrentCulture)
        );

    public static string T(Refusal refusal) =>
        refusal.Detail is { } detail ? $"{T(refusal.German, refusal.English)} ({detail})" : T(refusal.German, refusal.English);
}
