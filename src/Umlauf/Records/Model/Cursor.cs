using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Umlauf.Records.Model;

/// <summary>The place in a list after which the next page begins, opaque to the caller: one sort value and the id.</summary>
internal static class Cursor
{
    public static string Of(DateOnly day, Guid id) => Pack(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), id);

    public static string Of(DateTimeOffset at, Guid id) => Pack(at.ToString("O", CultureInfo.InvariantCulture), id);

    public static (DateOnly Day, Guid Id)? Day(string text) =>
        Unpack(text) is { } parts
        && DateOnly.TryParseExact(parts.Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? (day, parts.Id)
            : null;

    public static (DateTimeOffset At, Guid Id)? Instant(string text) =>
        Unpack(text) is { } parts
        && DateTimeOffset.TryParseExact(parts.Value, "O", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? (at, parts.Id)
            : null;

    private static string Pack(string value, Guid id) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"{value}|{id:N}"));

    private static (string Value, Guid Id)? Unpack(string text)
    {
        if (text.Length > 200 || !Base64Url.IsValid(text))
            return null;
        var parts = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)).Split('|');
        return parts.Length == 2 && Guid.TryParseExact(parts[1], "N", out var id) ? (parts[0], id) : null;
    }
}
