using Umlauf.Formats.Reading;
using Umlauf.Records;

namespace Umlauf.Intake.Model;

/// <summary>What was read from one arrival, ready to be written in one transaction.</summary>
internal sealed record Reading(ClaimedRow Row)
{
    public NewDocument? Document { get; init; }

    public Envelope? Envelope { get; init; }

    /// <summary>Why a person must look at it.</summary>
    public ReadNote? Exception { get; init; }

    /// <summary>Some attachments still wait for a child process.</summary>
    public bool More { get; init; }

    /// <summary>Texts that were read in the second step.</summary>
    public IReadOnlyList<(DocumentId Document, DocumentText Text)> Texts { get; init; } = [];

    /// <summary>How much it holds in memory, roughly.</summary>
    public long Weight => (Document?.Text?.Plain.Length ?? 0) + Texts.Sum(text => (long)text.Text.Plain.Length);
}
