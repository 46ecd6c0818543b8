using System.Globalization;
using System.Text;
using Umlauf.Platform;

namespace Umlauf.Records.Model;

/// <summary>What never changes about a document and its versions, as a hash for the journal, which must not hold names and subjects.</summary>
internal static class DocumentFacts
{
    public static string OfVersion(DocumentId document, int number, string contentType, string fileName) =>
        Hash($"version\n{document.Value:D}\n{number}\n{contentType}\n{fileName}");

    public static string OfDocument(
        DocumentId document,
        DocumentId? parent,
        DocumentId root,
        int place,
        string kind,
        string title,
        string author,
        DateTimeOffset receivedAt
    ) =>
        Hash(
            $"document\n{document.Value:D}\n{parent?.Value:D}\n{root.Value:D}\n{place}\n{kind}\n{title}\n{author}\n{receivedAt.ToUnixTimeMilliseconds()}"
        );

    private static string Hash(FormattableString facts) =>
        ContentHash.Of(Encoding.UTF8.GetBytes(facts.ToString(CultureInfo.InvariantCulture))).Hex;
}
