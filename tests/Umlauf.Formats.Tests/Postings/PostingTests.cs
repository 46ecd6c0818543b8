using System.Text;
using CsCheck;
using Umlauf.Formats.Postings;
using Xunit;

namespace Umlauf.Formats.Tests.Postings;

public sealed class PostingTests
{
    private static readonly Gen<long[]> Lists = Gen.Long[0, 400].HashSet[0, 60].Select(numbers => numbers.Order().ToArray());

    /// <summary>From single documents to lists far longer than a block, near and far apart.</summary>
    private static readonly Gen<long[]> LongLists = Gen.Frequency(
        (6, Gen.Long[1, 5_000_000].HashSet[1, 4].Select(numbers => numbers.Order().ToArray())),
        (1, Gen.Int[1, 9_000].Select(count => Enumerable.Range(1, count).Select(n => (long)n * 40_000).ToArray()))
    );

    private static readonly Gen<Posting[]> Postings = Gen.Select(
            Gen.String[Gen.Char["abcß_0"], 1, 40],
            LongLists,
            (term, documents) => (term, documents)
        )
        .Array[0, 120]
        .Select(all =>
            all.DistinctBy(one => one.term)
                .Select(one => new Posting(Encoding.UTF8.GetBytes(one.term), one.documents))
                .Order(Comparer<Posting>.Create((one, other) => one.Term.AsSpan().SequenceCompareTo(other.Term)))
                .ToArray()
        );

    [Fact]
    public void Sets_of_documents_are_joined_and_divided_as_sets_are() =>
        Gen.Select(Lists, Lists, Lists)
            .Sample(
                (one, other, third) =>
                {
                    Assert.Equal(one.Intersect(other).Order(), PostingList.And(one, other));
                    Assert.Equal(one.Except(other).Order(), PostingList.Without(one, other));
                    Assert.Equal(one.Union(other).Union(third).Order(), PostingList.Or([one, other, third]));
                }
            );

    [Fact]
    public void A_few_documents_are_found_among_very_many()
    {
        long[] many = [.. Enumerable.Range(0, 100_000).Select(n => 3L * n)];
        Assert.Equal([0, 299_997], PostingList.And([0, 1, 299_997, 300_000], many));
        Assert.Equal([1, 300_000], PostingList.Without([0, 1, 299_997, 300_000], many));
    }

    [Fact]
    public Task Blocks_say_what_was_written_into_them_and_fit_a_row() =>
        Postings.SampleAsync(
            async postings =>
            {
                var blocks = await PostingBlock.Write(postings.ToAsyncEnumerable()).ToListAsync();
                var read = blocks
                    .SelectMany(block => PostingBlock.Read(block.Data))
                    .GroupBy(posting => Convert.ToHexString(posting.Term), posting => posting.Documents);
                Assert.Equal(
                    postings.Select(posting => (Convert.ToHexString(posting.Term), string.Join(' ', posting.Documents))),
                    read.Select(one => (one.Key, string.Join(' ', one.SelectMany(documents => documents))))
                );
                Assert.All(blocks, block => Assert.InRange(block.Data.Length, 1, PostingBlock.LargestData));
                Assert.All(blocks.Take(1), block => Assert.Empty(block.First));
                Assert.All(blocks.Skip(1), block => Assert.Equal(PostingBlock.Read(block.Data).First().Term, block.First));
            },
            iter: 200
        );

    [Fact]
    public Task A_word_and_a_beginning_are_found_in_the_blocks_that_may_have_them() =>
        Gen.Select(Postings, Gen.String[Gen.Char["abcß_0"], 1, 3])
            .SampleAsync(
                async (postings, sought) =>
                {
                    var blocks = await PostingBlock.Write(postings.ToAsyncEnumerable()).ToListAsync();
                    var lowest = Encoding.UTF8.GetBytes(sought);
                    foreach (var highest in (byte[][])[lowest, [.. lowest, 0xFF]])
                    {
                        var head = blocks.FindLastIndex(block => block.First.AsSpan().SequenceCompareTo(lowest) < 0);
                        var may = blocks.Skip(Math.Max(0, head)).TakeWhile(block => block.First.AsSpan().SequenceCompareTo(highest) <= 0);
                        Assert.Equal(
                            postings
                                .Where(posting => Between(posting.Term, lowest, highest))
                                .SelectMany(posting => posting.Documents)
                                .Distinct()
                                .Order(),
                            PostingBlock.Documents(may.Select(block => block.Data), lowest, highest)
                        );
                    }
                },
                iter: 200
            );

    [Fact]
    public Task Damaged_blocks_are_refused_or_say_something_else_but_never_run_on() =>
        Gen.Select(Postings.Where(postings => postings.Length > 0), Gen.Int[0, 3_900], Gen.Byte)
            .SampleAsync(
                async (postings, at, value) =>
                {
                    var data = (await PostingBlock.Write(postings.ToAsyncEnumerable()).FirstAsync()).Data;
                    data[at % data.Length] = value;
                    try
                    {
                        _ = PostingBlock.Read(data).ToList();
                        _ = PostingBlock.Documents([data], [0], [0xFF]);
                    }
                    catch (InvalidDataException) { }
                },
                iter: 500
            );

    [Fact]
    public async Task A_term_too_long_for_a_block_is_refused() =>
        await Assert.ThrowsAsync<ArgumentException>(async () =>
            await PostingBlock.Write(new[] { new Posting(new byte[PostingBlock.LongestTerm + 1], [1]) }.ToAsyncEnumerable()).ToListAsync()
        );

    private static bool Between(byte[] term, byte[] lowest, byte[] highest) =>
        term.AsSpan().SequenceCompareTo(lowest) >= 0 && term.AsSpan().SequenceCompareTo(highest) <= 0;
}
