using System.Collections.Frozen;
using System.Text;

namespace Umlauf.Formats.Reading;

/// <summary>Turns the name a stranger gave to a file into one that is safe to store and to show (Dateiname); the original stays data.</summary>
public static class SafeName
{
    private const int Longest = 150;

    private static readonly FrozenSet<string> Reserved = new[] { "CON", "PRN", "AUX", "NUL", "CLOCK$", "CONIN$", "CONOUT$" }
        .Concat(Enumerable.Range(0, 10).SelectMany(n => new[] { $"COM{n}", $"LPT{n}" }))
        .ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Makes a safe name: last path part only, NFC, no control or direction characters, no reserved device names, at most 150 characters.</summary>
    /// <param name="original">The name as given, or null.</param>
    /// <param name="fallback">The name to take where nothing is left.</param>
    /// <returns>A name that is neither empty nor a path.</returns>
    public static string From(string? original, string fallback)
    {
        if (string.IsNullOrWhiteSpace(original))
            return fallback;
        var name = PlainText.Nfc(original);
        var cut = name.LastIndexOfAny(['/', '\\']);
        // A trailing separator leaves nothing; the part before it is the name then.
        if (cut == name.Length - 1)
        {
            name = name.TrimEnd('/', '\\');
            cut = name.LastIndexOfAny(['/', '\\']);
        }
        var kept = new StringBuilder(name.Length - cut);
        foreach (var c in name.AsSpan(cut + 1))
        {
            if (PlainText.IsHidden(c))
                continue;
            kept.Append(c is '<' or '>' or ':' or '"' or '|' or '?' or '*' or '\t' or '\n' ? '_' : c);
        }
        name = kept.ToString().Trim().TrimEnd('.', ' ').TrimStart(' ');
        if (name.Trim('.', '_', ' ').Length == 0)
            return fallback;
        if (name[0] == '.')
            name = "_" + name;
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        if (Reserved.Contains((dot < 0 ? name : name[..dot]).TrimEnd()))
            name = "_" + name;
        return name.Length <= Longest ? name : Shorten(name);
    }

    private static string Shorten(string name)
    {
        var dot = name.LastIndexOf('.');
        var ending = dot > 0 && name.Length - dot <= 12 ? name[dot..] : "";
        var stem = name[..(Longest - ending.Length)];
        if (char.IsHighSurrogate(stem[^1]))
            stem = stem[..^1];
        return stem.TrimEnd('.', ' ') + ending;
    }
}
