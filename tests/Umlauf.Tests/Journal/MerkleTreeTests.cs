using CsCheck;
using Umlauf.Journal;
using Xunit;

namespace Umlauf.Tests.Journal;

public sealed class MerkleTreeTests
{
    private static readonly byte[][] Leaves = [.. Enumerable.Range(0, 300).Select(n => MerkleTree.Leaf(BitConverter.GetBytes(n)))];

    // The test vectors that Certificate Transparency implementations share (RFC 6962 reference code, also RFC 9162).
    [Fact]
    public void The_known_tree_of_eight_has_the_published_root()
    {
        string[] inputs = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];
        var tree = new GrowingTree();
        foreach (var input in inputs)
            tree.Add(MerkleTree.Leaf(Convert.FromHexString(input)));
        Assert.Equal("5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328", Convert.ToHexStringLower(tree.Root()));
    }

    [Fact]
    public Task Every_leaf_is_proved_by_its_own_path_and_by_no_other() =>
        Gen.Int[1, 300]
            .SelectMany(size => Gen.Int[0, size - 1].Select(index => (size, index)))
            .SampleAsync(
                async c =>
                {
                    var path = await MerkleTree.Inclusion(c.index, c.size, Subtree);
                    var root = RootOf(c.size);
                    Assert.True(MerkleTree.VerifyInclusion(c.index, c.size, Leaves[c.index], path, root));
                    Assert.False(MerkleTree.VerifyInclusion(c.index, c.size, MerkleTree.Leaf([1, 2, 3]), path, root));
                    if (c.size > 1)
                        Assert.False(MerkleTree.VerifyInclusion((c.index + 1) % c.size, c.size, Leaves[c.index], path, root));
                },
                iter: 300
            );

    [Fact]
    public Task An_older_tree_is_proved_to_be_the_beginning_of_the_newer_one() =>
        Gen.Int[1, 300]
            .SelectMany(second => Gen.Int[1, second].Select(first => (first, second)))
            .SampleAsync(
                async c =>
                {
                    var proof = await MerkleTree.Consistency(c.first, c.second, Subtree);
                    Assert.True(MerkleTree.VerifyConsistency(c.first, c.second, RootOf(c.first), RootOf(c.second), proof));
                    Assert.False(MerkleTree.VerifyConsistency(c.first, c.second, MerkleTree.EmptyRoot, RootOf(c.second), proof));
                },
                iter: 300
            );

    [Fact]
    public void Stored_subtrees_continue_a_tree_as_if_it_had_grown_leaf_by_leaf()
    {
        var tree = new GrowingTree();
        var grown = new GrowingTree();
        byte[]? stored = null;
        foreach (var leaf in Leaves)
            grown.Add(leaf, (level, place, hash) => stored = level == 8 && place == 0 ? hash : stored);
        tree.AddAt(8, stored!);
        foreach (var leaf in Leaves[256..])
            tree.Add(leaf);
        Assert.Equal(grown.Root(), tree.Root());
        Assert.Equal(300, tree.Size);
    }

    private static byte[] RootOf(int size)
    {
        var tree = new GrowingTree();
        foreach (var leaf in Leaves[..size])
            tree.Add(leaf);
        return tree.Root();
    }

    private static ValueTask<byte[]> Subtree(long from, long size)
    {
        var tree = new GrowingTree();
        foreach (var leaf in Leaves[(int)from..(int)(from + size)])
            tree.Add(leaf);
        return ValueTask.FromResult(tree.Root());
    }
}
