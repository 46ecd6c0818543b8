using Umlauf.Circulation;
using Umlauf.Identity;

namespace Umlauf.Web.Pages.Circulation;

/// <summary>Where it goes on when one thing is done (nächster Eintrag): the next one opens by itself.</summary>
public sealed class NextOnDesk(ListDesk listDesk)
{
    public const string Desk = "schreibtisch";

    public const string SignatureFolder = "unterschriftsmappe";

    /// <param name="caller">Whose desk.</param>
    /// <param name="where">The list from which the person came.</param>
    /// <param name="place">The place in it that is done.</param>
    /// <param name="ct">Gives up.</param>
    /// <returns>The address of the next entry, or of the list when there is none behind this one.</returns>
    public async Task<string> After(Caller caller, string where, string? place, CancellationToken ct)
    {
        var signing = where == SignatureFolder;
        var page = await listDesk.Run(caller, signing ? DeskKind.Sign : null, place, 1, ct);
        var next = page.Ok && page.Value.Entries is [var first, ..] ? first : null;
        return next is null ? "/" + where
            : signing ? $"/unterschriftsmappe?mappe={next.FolderId.Value}"
            : Of(next);
    }

    /// <summary>The folder of an entry of the desk, from which it goes on to the next one.</summary>
    public static string Of(DeskEntry entry) => $"/mappen/{entry.FolderId.Value}?weiter={Desk}&ab={entry.Cursor}";
}
