using System.Collections.Concurrent;
using Umlauf.Platform;

namespace Umlauf.Journal;

/// <summary>Tells those who wait that something was done in an administration (Neues im Protokoll), once it is durable. Knows only of acts on this node.</summary>
public sealed class JournalNews
{
    private readonly ConcurrentDictionary<TenantId, JournalTip> tips = [];

    /// <summary>Read it before looking, wait for <see cref="JournalTip.Next"/> after.</summary>
    public JournalTip Of(TenantId tenant) => tips.GetOrAdd(tenant, _ => new JournalTip(0));

    /// <summary>Costs next to nothing where nobody has ever asked.</summary>
    public void Tell(TenantId tenant)
    {
        // Where another one is quicker, its tip stands for this act as well: it was durable before either began to tell.
        if (tips.TryGetValue(tenant, out var tip) && tips.TryUpdate(tenant, new JournalTip(tip.Number + 1), tip))
            tip.Pass();
    }
}

/// <summary>One state of a journal (Stand des Protokolls).</summary>
/// <param name="number">Grows with each act.</param>
public sealed class JournalTip(long number)
{
    private readonly TaskCompletionSource next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public long Number { get; } = number;

    /// <summary>Ends when something was done after this was read.</summary>
    public Task Next => next.Task;

    internal void Pass() => next.SetResult();
}
