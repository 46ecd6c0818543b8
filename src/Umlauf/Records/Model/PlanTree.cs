namespace Umlauf.Records.Model;

/// <summary>Finds the unit above another one by its code.</summary>
internal static class PlanTree
{
    /// <summary>
    /// The longest other code that this one continues: "111" stands under "11", "02.4" under "02". After a separator whole parts count, so "1.10" stands
    /// under "1", not under "1.1".
    /// </summary>
    public static string? Above(string code, IReadOnlySet<string> codes)
    {
        for (var length = code.Length - 1; length > 0; length--)
        {
            var prefix = code[..length];
            if (codes.Contains(prefix) && (IsSeparator(code[length]) || !prefix.Any(IsSeparator)))
                return prefix;
        }
        return null;
    }

    private static bool IsSeparator(char c) => !char.IsLetterOrDigit(c);
}
