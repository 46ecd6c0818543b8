using System.Globalization;

namespace Umlauf.Circulation.Model;

/// <summary>The place in a list of folders after which the next page begins.</summary>
internal static class FolderCursor
{
    public static string Write(DateTimeOffset at, CirculationFolderId id) =>
        string.Create(CultureInfo.InvariantCulture, $"{at.UtcTicks}_{id.Value:N}");

    public static (DateTimeOffset At, Guid Id)? Read(string text) =>
        text.Split('_') is [var ticks, var id]
        && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
        && value <= DateTimeOffset.MaxValue.UtcTicks
        && Guid.TryParseExact(id, "N", out var key)
            ? (new DateTimeOffset(value, TimeSpan.Zero), key)
            : null;
}
