using System.Text;
using CsCheck;
using Umlauf.Formats.Postings;
using Xunit;

namespace Umlauf.Formats.Tests.Postings;

public sealed class SegmentTests
{
    private static readonly string[] words = ["amt", "bau", "bauamt", "wohngeld", "straße"];

    /// <summary>What is written of which documents, one segment after the other.</summary>
    private static readonly Gen<(long Number, string Terms)[][]> Histories = Gen.Select(Gen.Long[1, 20], Gen.Int[0, 31])
        .Array[1, 6]
        .Select(documents =>
            documents
                .DistinctBy(one => one.Item1)
                .OrderBy(one => one.Item1)
                .Select(one => (one.Item1, "all " + string.Join(' ', words.Where((_, i) => (one.Item2 >> i & 1) == 1))))
                .ToArray()
        )
        .Array[1, 12];

    [Fact]
    public Task The_newest_says_what_is_true_however_segments_are_merged() =>
        Gen.Select(Histories, Gen.Int[0, 11].Array[0, 12])
            .SampleAsync(
                async (history, cuts) =>
                {
                    var known = new Dictionary<long, string>();
                    var segments = new List<IReadOnlyList<Posting>>();
                    foreach (var documents in history)
                    {
                        segments.Add(Segment.Of(documents, [.. documents.Select(one => one.Number).Where(known.ContainsKey)]));
                        foreach (var (number, terms) in documents)
                            known[number] = terms;
                    }
                    foreach (var cut in cuts.Where(cut => cut < segments.Count - 1))
                    {
                        var count = Math.Min(3, segments.Count - cut);
                        var merged = await Merged(segments.GetRange(cut, count), areAll: cut == 0);
                        segments.RemoveRange(cut, count);
                        segments.Insert(cut, merged);
                    }
                    foreach (var word in words.Append("all"))
                        Assert.Equal(
                            known.Where(one => one.Value.Split(' ').Contains(word)).Select(one => one.Key).Order(),
                            Documents(segments, word)
                        );
                },
                iter: 2_000
            );

    [Fact]
    public async Task What_nobody_needs_to_know_any_more_is_gone_after_a_merge_of_all()
    {
        var merged = await Merged([Segment.Of([(1, "alt"), (2, "neu")], []), Segment.Of([(1, "neu")], [1])], areAll: true);

        Assert.Equal(
            [("neu", "1 2")],
            merged.Select(posting => (Encoding.UTF8.GetString(posting.Term), string.Join(' ', posting.Documents)))
        );
    }

    [Fact]
    public void Segments_stay_few_and_each_document_is_written_again_only_seldom()
    {
        var segments = new List<int>();
        var written = 0L;
        var most = 0;
        for (var documents = 0; documents < 200_000; documents += 100)
        {
            segments.Insert(0, 100);
            while (Segment.Due(segments) is var due and > 0)
            {
                var merged = segments.Take(due).Sum();
                written += merged;
                segments.RemoveRange(0, due);
                segments.Insert(0, merged);
            }
            most = Math.Max(most, segments.Count);
        }
        Assert.InRange(most, 8, 36);
        Assert.InRange(written / 200_000.0, 1, 4);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0, 1, 1, 1, 1, 1, 1, 1)]
    [InlineData(8, 1, 1, 1, 1, 1, 1, 1, 1)]
    [InlineData(8, 1, 1, 1, 1, 1, 1, 1, 60, 100)]
    [InlineData(0, 1, 1, 1, 100, 100, 100, 100)]
    [InlineData(9, 1, 100, 100, 100, 100, 100, 100, 100, 100)]
    public void Eight_of_a_size_are_merged_with_what_came_after(int due, params int[] documents) =>
        Assert.Equal(due, Segment.Due(documents));

    private static async Task<IReadOnlyList<Posting>> Merged(IReadOnlyList<IReadOnlyList<Posting>> segments, bool areAll) =>
        await Segment
            .Merge([.. segments.Select(segment => segment.ToAsyncEnumerable())], [.. segments.Select(Superseded)], areAll)
            .ToListAsync();

    private static long[] Documents(IReadOnlyList<IReadOnlyList<Posting>> segments, string word)
    {
        var gone = Segment.Gone([.. segments.Select(Superseded)]);
        return PostingList.Or([
            .. segments.Select((segment, i) => PostingList.Without(Of(segment, Encoding.UTF8.GetBytes(word)), gone[i])),
        ]);
    }

    private static long[] Superseded(IReadOnlyList<Posting> segment) => Of(segment, Posting.Superseded);

    private static long[] Of(IReadOnlyList<Posting> segment, byte[] term) =>
        segment.Where(posting => posting.Term.AsSpan().SequenceEqual(term)).Select(posting => posting.Documents).SingleOrDefault([]);
}
