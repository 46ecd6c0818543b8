using Umlauf.Formats.Comparing;
using Umlauf.Formats.Reading;
using Umlauf.Identity;
using Umlauf.Platform;
using Umlauf.Records;

namespace Umlauf.Intake;

/// <summary>Where two texts differ (Textvergleich).</summary>
public sealed record ComparedTexts
{
    /// <summary>Null where one of the texts is too long or missing.</summary>
    public IReadOnlyList<DifferencePart>? Differences { get; init; }

    public bool TooLong { get; init; }

    /// <summary>Why a text could not be read or only in part.</summary>
    public IReadOnlyList<ReadNote> Unread { get; init; } = [];

    public static ComparedTexts Of(VersionText before, VersionText after)
    {
        var compared = new ComparedTexts { Unread = [.. new[] { before.Unread, after.Unread }.OfType<ReadNote>().Distinct()] };
        var (was, now) = (before.Text, after.Text);
        if (was.Length == 0 && now.Length == 0)
            return compared;
        return Math.Max(was.Length, now.Length) > TextDifference.MostCharacters
            ? compared with
            {
                TooLong = true,
            }
            : compared with
            {
                Differences = TextDifference.Between(was, now),
            };
    }
}

/// <summary>Two versions of a document and where their texts differ (Vergleich zweier Versionen).</summary>
public sealed record ComparedVersions(DocumentHead Document, DocumentVersion Before, DocumentVersion After, ComparedTexts Texts);

/// <summary>Compares the texts of two versions of a document word by word (Versionen vergleichen).</summary>
public sealed class CompareVersions(ShowDocument showDocument, ReadVersionText readVersionText)
{
    public async Task<Result<ComparedVersions>> Run(Caller by, DocumentId document, int before, int after, CancellationToken ct)
    {
        var shown = await showDocument.Run(by, document, ct);
        if (shown.Refusal is { } hidden)
            return hidden;
        var head = shown.Value;
        if (Find(head, before) is not { } old || Find(head, after) is not { } young)
            return ReadContent.NoSuchVersion;
        var first = await readVersionText.Run(by, document, before, ct);
        var second = await readVersionText.Run(by, document, after, ct);
        if ((first.Refusal ?? second.Refusal) is { } refusal)
            return refusal;
        return new ComparedVersions(head, old, young, ComparedTexts.Of(first.Value, second.Value));
    }

    private static DocumentVersion? Find(DocumentHead head, int number) =>
        head.Versions.FirstOrDefault(version => version.Number == number);
}
