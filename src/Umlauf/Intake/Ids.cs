using Umlauf.Platform;

namespace Umlauf.Intake;

/// <summary>Key of an arrival (Eingang).</summary>
public readonly record struct ArrivalId(Guid Value) : IId<ArrivalId>
{
    public static ArrivalId From(Guid value) => new(value);
}

/// <summary>Key of a channel (Eingangskanal).</summary>
public readonly record struct ChannelId(Guid Value) : IId<ChannelId>
{
    public static ChannelId From(Guid value) => new(value);
}
