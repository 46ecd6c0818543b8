using System.Text.Json;
using Umlauf.Intake;

namespace Umlauf.Cli.Verbs;

/// <summary>What <c>umlauf intake</c> says at its end.</summary>
internal sealed class IntakeReport
{
    private readonly List<Item> items = [];
    private readonly Lock gate = new();
    private bool refused;

    /// <summary>Why it had to stop.</summary>
    public string? Outage { get; set; }

    public int? ReRead { get; set; }

    /// <summary>The one piped message is not taken, however often it comes: whoever sent it must know.</summary>
    public void Refuse(string why)
    {
        refused = true;
        Add(new FileTaken("-", null, why));
    }

    public void Add(FileTaken one)
    {
        lock (gate)
        {
            items.Add(
                new Item
                {
                    Source = one.Source,
                    Id = one.Taken?.Arrival.Value,
                    Sha256 = one.Taken?.Hash.Hex,
                    State = one.Taken?.State.ToString().ToLowerInvariant(),
                    Reason = one.Taken is null ? one.Problem : one.Taken.Reason,
                    Repeated = one.Taken?.Repeated ?? false,
                }
            );
        }
    }

    /// <summary>After reading the items stand further than when they were taken.</summary>
    public void Update(IReadOnlyDictionary<ArrivalId, (ArrivalState State, string? Reason)> states)
    {
        foreach (var item in items)
        {
            if (item.Id is { } id && states.TryGetValue(new ArrivalId(id), out var now))
                (item.State, item.Reason) = (now.State.ToString().ToLowerInvariant(), now.Reason);
        }
    }

    public int Print(bool json, bool fromPipe)
    {
        var taken = items.Where(item => item.Id is not null).ToList();
        var repeated = taken.Count(item => item.Repeated);
        var exceptions = taken.Count(item => item.State == "exception");
        if (json)
        {
            var result = new
            {
                received = taken.Count,
                @new = taken.Count - repeated,
                repeated,
                exceptions,
                items = items.Select(item => new
                {
                    item.Source,
                    item.Id,
                    item.Sha256,
                    item.State,
                    item.Reason,
                }),
            };
            Console.WriteLine(JsonSerializer.Serialize(result, Installation.Json));
        }
        else if (!fromPipe)
            Console.WriteLine(
                $"{taken.Count} received: {taken.Count - repeated} new, {repeated} repeated, {exceptions} in the exception tray{(ReRead is { } n ? $"; {n} read again" : "")}"
            );
        foreach (var lost in items.Where(item => item.Id is null))
            Console.Error.WriteLine($"not taken: {lost.Source}: {lost.Reason}");
        if (Outage is { } outage)
        {
            Console.Error.WriteLine($"umlauf intake: {outage}");
            if (taken.Count > 0 && !fromPipe)
                Console.Error.WriteLine($"{taken.Count} are safe. Call again with the same files: what is safe is not taken twice.");
        }
        // A mail transfer agent keeps what it pipes until we say that it is safe here.
        if (Outage is not null)
            return taken.Count == 0 ? ExitCode.TemporaryFailure
                : fromPipe ? ExitCode.Done
                : ExitCode.CheckFailed;
        return taken.Count == items.Count ? ExitCode.Done
            : taken.Count == 0 && !refused ? ExitCode.TemporaryFailure
            : ExitCode.CheckFailed;
    }

    private sealed class Item
    {
        public required string Source { get; init; }
        public Guid? Id { get; init; }
        public string? Sha256 { get; init; }
        public string? State { get; set; }
        public string? Reason { get; set; }
        public bool Repeated { get; init; }
    }
}
