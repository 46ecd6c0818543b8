using Umlauf.Circulation;
using Umlauf.Circulation.Engine;
using Umlauf.Identity;
using Umlauf.Records;
using Umlauf.Web.Hosting;
using static Umlauf.Web.Language;

namespace Umlauf.Web.Pages.Circulation;

/// <summary>Makes the <see cref="FolderPane"/>: finds out which document is open and how it is shown.</summary>
public sealed class FolderPanes(DocumentViews views, Names names)
{
    /// <param name="Document">The document that is asked for.</param>
    /// <param name="Version">Its version; null: the one that lies in the folder.</param>
    /// <param name="Designed">Whether the sender's design is asked for.</param>
    /// <param name="Query">What every form and link keeps.</param>
    /// <param name="Kept">The part of the query that links to other documents keep.</param>
    public sealed record Wanted(Guid? Document, int? Version, bool Designed, string Query, string Kept)
    {
        public ActForm Form { get; init; } = new();

        public ReplacePreview? Replace { get; init; }

        /// <summary>The page that shows it; null: the folder's own.</summary>
        public string? Here { get; init; }

        /// <summary>The query of that page, where it is not that of the forms.</summary>
        public string? HereQuery { get; init; }
    }

    public async Task<FolderPane> Of(Caller caller, FolderView view, Wanted wanted, CancellationToken ct)
    {
        var items = view.Folder.Items;
        var item =
            items.FirstOrDefault(one => one.Document.Value == wanted.Document)
            ?? items.FirstOrDefault(one => one.Decisive)
            ?? items.FirstOrDefault();
        var version = wanted.Document == item?.Document.Value && wanted.Version is { } asked ? asked : item?.Version ?? 0;
        DocumentView? shown = null;
        string? unseen = null;
        if (item is not null)
        {
            var title = view.Titles.TryGetValue(item.Document, out var named) ? named.Title : T("Dokument", "Document");
            var here = (wanted.Here ?? $"/mappen/{view.Folder.Id.Value}") + (wanted.HereQuery ?? wanted.Query);
            var found = await views.InFolder(caller, view.Folder.Id, item.Document, version, title, here, wanted.Designed, ct);
            if (found.Refusal is { } refusal)
                unseen = T(refusal);
            else
                shown = found.Value;
        }
        return new FolderPane(view, names)
        {
            Form = wanted.Form,
            Query = wanted.Query,
            KeptQuery = wanted.Kept.TrimStart('?'),
            Item = item,
            Version = version,
            Document = shown,
            Unseen = unseen,
            Replace = wanted.Replace,
            MayChangeRecords = Rights.Of(caller).May(Right.ChangeRecords),
        };
    }
}
