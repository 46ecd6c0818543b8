using Umlauf.Platform;

namespace Umlauf.Dispatch.Model;

/// <summary>The work that sends an item, or looks whether it was sent (Sendeauftrag).</summary>
internal static class SendJob
{
    public const string Kind = "dispatch-send";

    /// <summary>Enqueued in the transaction that makes it necessary. <paramref name="step"/> tells this work from what ran before it.</summary>
    public static Task Enqueue(Unit unit, Jobs jobs, DispatchId item, string step, DateTimeOffset? dueAt = null) =>
        jobs.Enqueue(unit, Kind, $"{item.Value:N}-{step}", new SendWork(item.Value), dueAt);
}
