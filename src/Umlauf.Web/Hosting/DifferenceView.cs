using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Umlauf.Formats.Comparing;
using Umlauf.Formats.Reading;
using Umlauf.Intake;
using static Umlauf.Web.Language;

namespace Umlauf.Web.Hosting;

/// <summary>The words in which two versions differ, as a page shows them (Unterschiede).</summary>
public sealed record DifferenceView
{
    /// <summary>How much unchanged text stays before and after a change.</summary>
    private const int Around = 300;

    private const int MostPieces = 5_000;

    public bool SameBytes { get; private init; }

    public bool TooLong { get; private init; }

    public IReadOnlyList<ReadNote> Unread { get; private init; } = [];

    /// <summary>The text with what was deleted and inserted; made here because a template would add blanks of its own. Null where there is no text.</summary>
    public IHtmlContent? Marked { get; private init; }

    public int Deletions { get; private init; }

    public int Insertions { get; private init; }

    public static DifferenceView Of(ComparedTexts texts, bool sameBytes)
    {
        var parts = texts.Differences;
        return new DifferenceView
        {
            SameBytes = sameBytes,
            TooLong = texts.TooLong,
            Unread = texts.Unread,
            Deletions = parts?.Count(part => part.Kind == DifferenceKind.Deleted) ?? 0,
            Insertions = parts?.Count(part => part.Kind == DifferenceKind.Inserted) ?? 0,
            Marked = parts is null
                ? null
                : Mark(parts.Take(MostPieces).Select((part, place) => Shorten(part, place == 0, place == parts.Count - 1))),
        };
    }

    private static HtmlContentBuilder Mark(IEnumerable<DifferencePart> parts)
    {
        var html = new HtmlContentBuilder();
        foreach (var (kind, text) in parts)
        {
            if (kind == DifferenceKind.Same)
            {
                html.Append(text);
                continue;
            }
            var deleted = kind == DifferenceKind.Deleted;
            var change = new TagBuilder(deleted ? "del" : "ins");
            change.InnerHtml.AppendHtml(Label(deleted ? T("[gelöscht: ", "[deleted: ") : T("[eingefügt: ", "[inserted: ")));
            change.InnerHtml.Append(text).AppendHtml(Label("]"));
            html.AppendHtml(change);
        }
        return html;
    }

    private static TagBuilder Label(string text)
    {
        var label = new TagBuilder("span");
        label.AddCssClass("u-difference__label");
        label.InnerHtml.Append(text);
        return label;
    }

    /// <summary>Long unchanged stretches are left out: who wants to read them opens the document.</summary>
    private static DifferencePart Shorten(DifferencePart part, bool first, bool last)
    {
        if (part.Kind != DifferenceKind.Same || part.Text.Length <= 3 * Around)
            return part with { Text = part.Text.Replace('\f', '\n') };
        var start = first ? "" : part.Text[..Cut(part.Text, Around, forward: true)];
        var end = last ? "" : part.Text[Cut(part.Text, part.Text.Length - Around, forward: false)..];
        var left = part.Text.Length - start.Length - end.Length;
        var gap = T(left, "1 Zeichen unverändert", "{0} Zeichen unverändert", "1 character unchanged", "{0} characters unchanged");
        return part with { Text = $"{start}\n[… {gap} …]\n{end}".Replace('\f', '\n') };
    }

    /// <summary>The nearest blank, so that no word is cut.</summary>
    private static int Cut(string text, int at, bool forward)
    {
        var near = forward ? text.AsSpan(at).IndexOfAny(' ', '\n') : text.AsSpan(0, at).LastIndexOfAny(' ', '\n');
        return near < 0 ? at
            : forward ? at + near
            : near;
    }
}
