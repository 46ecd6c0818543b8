namespace Umlauf.Intake.Model;

/// <summary>
/// What comes while others are being written is written together. Nobody waits for company: whoever finds a lane free goes at once, with all that
/// wait by then.
/// </summary>
/// <param name="work">Tells each one what became of it; must not throw.</param>
internal sealed class Gathering<T>(Func<IReadOnlyList<T>, Task> work)
{
    /// <summary>While one group waits for the disk, the next one writes its rows.</summary>
    private const int Lanes = 2;

    private const int Largest = 64;

    private readonly Lock gate = new();
    private readonly Queue<T> waiting = [];
    private int running;

    public void Add(T one)
    {
        lock (gate)
        {
            waiting.Enqueue(one);
            if (running == Lanes)
                return;
            running++;
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
            if (group.Count == 0)
                running--;
            return group;
        }
    }
}
