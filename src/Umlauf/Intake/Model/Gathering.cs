namespace Umlauf.Intake.Model;

/// <summary>
/// What comes while others are being written is written together. Nobody waits for company: whoever finds nobody writing goes at once, with all that
/// wait by then. Two groups side by side would only be smaller, and a small one costs as many round trips as a large one.
/// </summary>
/// <param name="work">Tells each one what became of it; must not throw.</param>
internal sealed class Gathering<T>(Func<IReadOnlyList<T>, Task> work)
{
    private const int Largest = 64;

    private readonly Lock gate = new();
    private readonly Queue<T> waiting = [];
    private bool isRunning;

    public void Add(T one)
    {
        lock (gate)
        {
            waiting.Enqueue(one);
            if (isRunning)
                return;
            isRunning = true;
        }
        _ = Task.Run(WorkUntilNothingWaits);
    }

    private async Task WorkUntilNothingWaits()
    {
        while (Next() is { Count: > 0 } group)
            await work(group);
    }

    private List<T> Next()
    {
        lock (gate)
        {
            var group = new List<T>();
            while (group.Count < Largest && waiting.TryDequeue(out var one))
                group.Add(one);
            isRunning = group.Count > 0;
            return group;
        }
    }
}
