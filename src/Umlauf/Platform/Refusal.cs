namespace Umlauf.Platform;

/// <summary>An expected "no" with a stable code and a sentence for people, in both languages.</summary>
/// <param name="Code">Stable, <c>capability.reason</c>; programs and tests rely on it.</param>
/// <param name="German">What happened, what is safe and what to do, in one or two plain sentences.</param>
/// <param name="English">The same in English.</param>
/// <param name="Status">The HTTP status under which the API answers it.</param>
public sealed record Refusal(string Code, string German, string English, int Status = 422)
{
    /// <summary>What this case adds to the general sentence, e.g. a limit or a name.</summary>
    public string? Detail { get; init; }

    /// <summary>The published rule behind it, where there is one, e.g. of the circulation (docs/circulation.md).</summary>
    public int? Rule { get; init; }

    public Refusal With(string detail) => this with { Detail = detail };
}

/// <summary>The value of a use case, or why it was refused.</summary>
public readonly record struct Result<T>
{
    private Result(T? value, Refusal? refusal) => (this.value, Refusal) = (value, refusal);

    private readonly T? value;

    public Refusal? Refusal { get; }

    public bool Ok => Refusal is null;

    /// <exception cref="InvalidOperationException">The use case was refused; ask <see cref="Refusal"/> first.</exception>
    public T Value => Refusal is null ? value! : throw new InvalidOperationException($"Refused: {Refusal.Code}");

    public static implicit operator Result<T>(T value) => new(value, null);

    public static implicit operator Result<T>(Refusal refusal) => new(default, refusal);
}

/// <summary>Done, with nothing to hand back.</summary>
public readonly record struct Done;
