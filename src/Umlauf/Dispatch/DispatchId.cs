using Umlauf.Platform;

namespace Umlauf.Dispatch;

/// <summary>Key of an outgoing item (Ausgang).</summary>
public readonly record struct DispatchId(Guid Value) : IId<DispatchId>
{
    public static DispatchId From(Guid value) => new(value);
}
