using Umlauf.Circulation;

namespace Umlauf.Web.Hosting;

/// <summary>One page of a <see cref="DocumentView"/>: its text, or the address of its picture.</summary>
public sealed record ViewPage(int Number, string? Text, string? Picture);

/// <summary>
/// How a document is shown in the middle of a page (Ansicht eines Dokuments). Made by <see cref="DocumentViews"/>; without script it is
/// text page by page and pictures, with script a PDF is drawn and remarks are laid over the pages.
/// </summary>
/// <remarks>
/// <para>To embed it, once per page: <c>&lt;partial name="_Viewer" model="view" /&gt;</c>. It brings its own style sheet and script.</para>
/// <para>
/// To let people point at a place: put <c>&lt;partial name="_RemarkAnchor" /&gt;</c> into a plain form that carries <c>data-remark-form</c>. It writes the
/// fields <c>anchorPage</c>, <c>anchorRect</c> (<c>left,top,width,height</c> in fractions of the page), <c>anchorQuote</c>, <c>anchorPrefix</c>,
/// <c>anchorSuffix</c>; the person fills in page and quote, or the script does it from a selection or a drawn rectangle.
/// The receiving page calls <see cref="RemarkAnchor.Parse"/>.
/// </para>
/// <para>
/// To show remarks: any elements (list items) with an <c>id</c>, <c>data-remark</c>, <c>data-rank="green|red|blue|black"</c>, <c>data-label</c> (what
/// stands at the mark, e.g. the name), and, as far as set, <c>data-anchor-page</c>, <c>data-anchor-rect</c>, <c>data-anchor-quote</c>,
/// <c>data-anchor-prefix</c>, <c>data-anchor-suffix</c>. A link inside with <c>data-remark-jump</c> and <c>href="#seite-N"</c> leads to the mark; the mark
/// leads back to the element. Classes <c>u-rank u-rank--green</c> and so on give the rank's colour beside its name.
/// </para>
/// </remarks>
public sealed record DocumentView
{
    public required string Title { get; init; }

    /// <summary>Address of the exact bytes, for the browser's own viewer.</summary>
    public required string Original { get; init; }

    /// <summary>Address of the exact bytes as a file to keep.</summary>
    public required string Download { get; init; }

    /// <summary>Whether the original is a PDF, which script draws.</summary>
    public bool IsPdf { get; init; }

    /// <summary>Whether the pages are those of the original; a text without pages is one of them.</summary>
    public bool Paged { get; init; }

    public IReadOnlyList<ViewPage> Pages { get; init; } = [];

    /// <summary>How many pages the original has, as far as known.</summary>
    public int PageCount => Pages.Count;

    /// <summary>Only the beginning is written into the page.</summary>
    public bool Cut { get; init; }

    /// <summary>Address of the sender's design, which is shown in a sandbox; null where there is none.</summary>
    public string? Design { get; init; }

    /// <summary>Whether the design is shown instead of the text.</summary>
    public bool Designed { get; init; }

    /// <summary>Address of this page with the text, and with the design.</summary>
    public string TextPage { get; init; } = "";
    public string DesignPage { get; init; } = "";

    /// <summary>Why there is no or not all text; null if nothing is amiss.</summary>
    public string? Note { get; init; }
}
