using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Umlauf.Intake.Model;

/// <summary>A digest over the facts of a row, by which a later change of any of them shows.</summary>
internal static class Seal
{
    /// <summary>The first 128 bits of SHA-256 over the facts, each with its length before it.</summary>
    public static string Of(params ReadOnlySpan<object?> facts)
    {
        var text = new StringBuilder();
        foreach (var fact in facts)
        {
            var part = fact switch
            {
                null => null,
                DateTimeOffset at => at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
                IFormattable value => value.ToString(null, CultureInfo.InvariantCulture),
                _ => fact.ToString(),
            };
            text.Append(CultureInfo.InvariantCulture, $"{part?.Length ?? -1}:{part};");
        }
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())).AsSpan(0, 16));
    }
}
