using System.Numerics;
using System.Security.Cryptography;

namespace Umlauf.Journal;

/// <summary>The hash tree of RFC 9162 (Certificate Transparency 2.0), section 2.1. Pure functions over 32-byte SHA-256 hashes.</summary>
public static class MerkleTree
{
    /// <summary>The root of the tree without leaves.</summary>
    public static byte[] EmptyRoot => SHA256.HashData([]);

    /// <summary>SHA-256(0x00 || data), section 2.1.1.</summary>
    public static byte[] Leaf(ReadOnlySpan<byte> data)
    {
        var prefixed = data.Length < 2048 ? stackalloc byte[data.Length + 1] : new byte[data.Length + 1];
        prefixed[0] = 0;
        data.CopyTo(prefixed[1..]);
        return SHA256.HashData(prefixed);
    }

    /// <summary>SHA-256(0x01 || left || right), section 2.1.1.</summary>
    public static byte[] Node(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        Span<byte> both = stackalloc byte[65];
        both[0] = 1;
        left.CopyTo(both[1..]);
        right.CopyTo(both[33..]);
        return SHA256.HashData(both);
    }

    /// <summary>Asks for the hash of leaves [from, from + size); size is a power of two and from a multiple of it.</summary>
    public delegate ValueTask<byte[]> Subtree(long from, long size);

    /// <summary>The root over leaves [from, to).</summary>
    public static async ValueTask<byte[]> Root(long from, long to, Subtree subtree)
    {
        var size = to - from;
        if (size == 0)
            return EmptyRoot;
        if (BitOperations.IsPow2(size) && from % size == 0)
            return await subtree(from, size);
        var split = Split(size);
        var left = await Root(from, from + split, subtree);
        var right = await Root(from + split, to, subtree);
        return Node(left, right);
    }

    /// <summary>The inclusion proof PATH(index, D[size]) of section 2.1.3, bottom first.</summary>
    public static async ValueTask<IReadOnlyList<byte[]>> Inclusion(long index, long size, Subtree subtree)
    {
        var path = new List<byte[]>();
        await Walk(0, size);
        return path;

        async ValueTask Walk(long from, long to)
        {
            if (to - from <= 1)
                return;
            var middle = from + Split(to - from);
            if (index < middle)
            {
                await Walk(from, middle);
                path.Add(await Root(middle, to, subtree));
            }
            else
            {
                await Walk(middle, to);
                path.Add(await Root(from, middle, subtree));
            }
        }
    }

    /// <summary>The consistency proof PROOF(first, D[second]) of section 2.1.4.</summary>
    public static async ValueTask<IReadOnlyList<byte[]>> Consistency(long first, long second, Subtree subtree)
    {
        var proof = new List<byte[]>();
        if (first > 0 && first < second)
            await Walk(0, second, first, true);
        return proof;

        async ValueTask Walk(long from, long to, long old, bool whole)
        {
            if (old == to)
            {
                if (!whole)
                    proof.Add(await Root(from, to, subtree));
                return;
            }
            var middle = from + Split(to - from);
            if (old <= middle)
            {
                await Walk(from, middle, old, whole);
                proof.Add(await Root(middle, to, subtree));
            }
            else
            {
                await Walk(middle, to, old, false);
                proof.Add(await Root(from, middle, subtree));
            }
        }
    }

    /// <summary>Verifies an inclusion proof as in section 2.1.3.2.</summary>
    public static bool VerifyInclusion(long index, long size, byte[] leaf, IReadOnlyList<byte[]> proof, byte[] root)
    {
        if (index < 0 || index >= size)
            return false;
        var (fn, sn, hash) = (index, size - 1, leaf);
        foreach (var sibling in proof)
        {
            if (sn == 0)
                return false;
            if ((fn & 1) == 1 || fn == sn)
            {
                hash = Node(sibling, hash);
                while ((fn & 1) == 0 && fn != 0)
                    (fn, sn) = (fn >> 1, sn >> 1);
            }
            else
                hash = Node(hash, sibling);
            (fn, sn) = (fn >> 1, sn >> 1);
        }
        return sn == 0 && hash.AsSpan().SequenceEqual(root);
    }

    /// <summary>Verifies a consistency proof as in section 2.1.4.2.</summary>
    public static bool VerifyConsistency(long first, long second, byte[] firstRoot, byte[] secondRoot, IReadOnlyList<byte[]> proof)
    {
        if (first == second)
            return proof.Count == 0 && firstRoot.AsSpan().SequenceEqual(secondRoot);
        if (first <= 0 || first > second)
            return false;
        var path = BitOperations.IsPow2(first) ? [firstRoot, .. proof] : proof;
        if (path.Count == 0)
            return false;
        var (fn, sn) = (first - 1, second - 1);
        while ((fn & 1) == 1)
            (fn, sn) = (fn >> 1, sn >> 1);
        var (fr, sr) = (path[0], path[0]);
        foreach (var hash in path.Skip(1))
        {
            if (sn == 0)
                return false;
            if ((fn & 1) == 1 || fn == sn)
            {
                fr = Node(hash, fr);
                sr = Node(hash, sr);
                while ((fn & 1) == 0 && fn != 0)
                    (fn, sn) = (fn >> 1, sn >> 1);
            }
            else
                sr = Node(sr, hash);
            (fn, sn) = (fn >> 1, sn >> 1);
        }
        return sn == 0 && fr.AsSpan().SequenceEqual(firstRoot) && sr.AsSpan().SequenceEqual(secondRoot);
    }

    /// <summary>The largest power of two smaller than the size.</summary>
    private static long Split(long size) => 1L << (BitOperations.Log2((ulong)(size - 1)));
}

/// <summary>A tree that only grows: keeps one hash per level, gives the root at any moment and tells of each complete subtree.</summary>
public sealed class GrowingTree
{
    private readonly List<byte[]?> pending = [];

    public long Size { get; private set; }

    /// <summary>Adds a leaf hash; calls back for each subtree that this completes (level, place, hash).</summary>
    public void Add(byte[] leaf, Action<int, long, byte[]>? completed = null) => AddAt(0, leaf, completed);

    /// <summary>Adds a complete subtree of 2^level leaves; the size must be a multiple of it.</summary>
    public void AddAt(int level, byte[] hash, Action<int, long, byte[]>? completed = null)
    {
        Size += 1L << level;
        while (pending.Count <= level)
            pending.Add(null);
        while (pending[level] is { } left)
        {
            pending[level] = null;
            hash = MerkleTree.Node(left, hash);
            level++;
            completed?.Invoke(level, (Size >> level) - 1, hash);
            if (pending.Count == level)
                pending.Add(null);
        }
        pending[level] = hash;
    }

    public byte[] Root()
    {
        byte[]? root = null;
        foreach (var hash in pending)
        {
            if (hash is not null)
                root = root is null ? hash : MerkleTree.Node(hash, root);
        }
        return root ?? MerkleTree.EmptyRoot;
    }
}
