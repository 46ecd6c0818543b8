namespace Umlauf.Dispatch;

/// <summary>What the job that sends carries: the item. Everything else stands in the tables.</summary>
public sealed record SendWork(Guid Item)
{
    /// <summary>The kind of the job.</summary>
    public const string Kind = Model.SendJob.Kind;
}
