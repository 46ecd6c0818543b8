using System.Buffers.Binary;

namespace Umlauf.Intake.Model;

/// <summary>The names of the claims of one node: all lie between two ids, so that a node knows those of its dead predecessor from other nodes' ones.</summary>
internal sealed class NodeClaims(ulong node)
{
    public Guid First { get; } = Claim(node, 0);

    public Guid Last { get; } = Claim(node, ulong.MaxValue);

    public Guid New() => Claim(node, (ulong)Random.Shared.NextInt64());

    private static Guid Claim(ulong node, ulong number)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, node);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], number);
        return new Guid(bytes, bigEndian: true);
    }
}
