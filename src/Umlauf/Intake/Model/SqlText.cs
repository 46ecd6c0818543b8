using System.Text;
using Umlauf.Platform;
using Umlauf.Records;

namespace Umlauf.Intake.Model;

/// <summary>Makes names from outside fit for both databases: PostgreSQL refuses NUL and half surrogate pairs.</summary>
internal static class SqlText
{
    /// <summary>A name that is part of a key: index entries have a largest size, so a long one becomes its hash.</summary>
    public static string Key(string name) =>
        Line(name, int.MaxValue) is { Length: <= 400 } line ? line : ContentHash.Of(Encoding.UTF8.GetBytes(name)).Hex;

    public static string Line(string text, int longest = 1000) => DocumentText.Line(text, longest);
}
