using Umlauf.Circulation;
using Umlauf.Records;

namespace Umlauf.Web.Pages.Desk;

/// <summary>The place in both lists of a desk after which the next page begins.</summary>
public readonly record struct DeskPlace(string? Folders, string? Matters, bool FoldersDone, bool MattersDone);

/// <summary>One row of the desk (Eintrag): a folder or a matter.</summary>
public sealed record DeskItem(DeskEntry? Folder, MatterRow? Matter)
{
    /// <summary>Stands where a list is at its end.</summary>
    private const string End = "-";

    public DateOnly? Due => Folder is { DueAt: { } at } ? Moments.DayOf(at) : Matter?.DueOn;

    public static DeskItem Of(DeskEntry folder) => new(folder, null);

    public static DeskItem Of(MatterRow matter) => new(null, matter);

    /// <summary>Both lists come sorted by what is due first; so is the one that is made of them.</summary>
    /// <param name="folders">The next folders.</param>
    /// <param name="matters">The next matters.</param>
    /// <param name="more">Whether there are more of each.</param>
    /// <param name="place">Where this page begins.</param>
    /// <param name="limit">How many rows a page has.</param>
    public static (IReadOnlyList<DeskItem> Items, string? Next) Merge(
        IReadOnlyList<DeskEntry> folders,
        IReadOnlyList<MatterRow> matters,
        (bool Folders, bool Matters) more,
        DeskPlace place,
        int limit
    )
    {
        var items = new List<DeskItem>();
        var (left, right) = (0, 0);
        while (items.Count < limit && (left < folders.Count || right < matters.Count))
        {
            var folderFirst =
                right == matters.Count
                || left < folders.Count && (Of(folders[left]).Due ?? DateOnly.MaxValue) <= (matters[right].DueOn ?? DateOnly.MaxValue);
            items.Add(folderFirst ? Of(folders[left++]) : Of(matters[right++]));
        }
        var foldersLeft = left < folders.Count || more.Folders;
        var mattersLeft = right < matters.Count || more.Matters;
        if (!foldersLeft && !mattersLeft)
            return (items, null);
        var atFolder =
            !foldersLeft ? End
            : left > 0 ? folders[left - 1].Cursor
            : place.Folders;
        var atMatter =
            !mattersLeft ? End
            : right > 0 ? matters[right - 1].Cursor
            : place.Matters;
        return (items, $"{atFolder}~{atMatter}");
    }

    public static DeskPlace Read(string? after) =>
        after?.Split('~') switch
        {
            null => default,
            [var folders, var matters] => new DeskPlace(Place(folders), Place(matters), folders == End, matters == End),
            // Both lists refuse it.
            _ => new DeskPlace(after, after, false, false),
        };

    private static string? Place(string text) => text is "" or End ? null : text;
}
