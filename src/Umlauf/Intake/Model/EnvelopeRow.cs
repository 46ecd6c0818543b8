using System.Text.Json;
using Umlauf.Formats.Reading;

namespace Umlauf.Intake.Model;

/// <summary>What matching needs of a message's headers.</summary>
internal sealed record EnvelopeRow
{
    private const int MostAnswers = 20;

    public required ArrivalId ArrivalId { get; init; }

    /// <summary>The sender's address in lower case, or empty.</summary>
    public required string Sender { get; init; }
    public required string MessageId { get; init; }

    /// <summary>The Message-IDs it answers, nearest first, as JSON.</summary>
    public required string Answers { get; init; }
    public required int Nature { get; init; }
    public required string Seal { get; init; }

    public string Sealed() => Model.Seal.Of(ArrivalId.Value, Sender, MessageId, Answers, Nature);

    public IReadOnlyList<string> Answered => JsonSerializer.Deserialize<string[]>(Answers)!;

    public static EnvelopeRow Of(ArrivalId arrival, Envelope envelope)
    {
        string[] answers = envelope.InReplyTo is { } direct
            ? [direct, .. envelope.References.Reverse()]
            : [.. envelope.References.Reverse()];
        var row = new EnvelopeRow
        {
            ArrivalId = arrival,
            Sender = SqlText.Line(envelope.From.Address?.ToLowerInvariant() ?? "", 320),
            MessageId = SqlText.Key(envelope.MessageId ?? ""),
            Answers = JsonSerializer.Serialize(answers.Select(SqlText.Key).Distinct(StringComparer.Ordinal).Take(MostAnswers)),
            Nature = (int)envelope.Nature,
            Seal = "",
        };
        return row with { Seal = row.Sealed() };
    }
}
