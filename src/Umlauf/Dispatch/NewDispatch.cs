using Umlauf.Records;

namespace Umlauf.Dispatch;

/// <summary>What somebody writes to the outside (Schreiben nach außen), as it stands in the form.</summary>
public sealed record DraftText
{
    /// <summary>One address per line, or separated by commas.</summary>
    public string To { get; init; } = "";
    public string Cc { get; init; } = "";
    public string Subject { get; init; } = "";
    public string Body { get; init; } = "";
    public IReadOnlyList<DraftFile> Files { get; init; } = [];
}

/// <summary>A document that goes with it (Anlage); version 0 = the newest.</summary>
public sealed record DraftFile(DocumentId Document, int Version = 0);

/// <summary>A new outgoing item (neuer Ausgang).</summary>
public sealed record NewDispatch
{
    public required MatterId Matter { get; init; }
    public required DraftText Text { get; init; }

    /// <summary>The mail that it answers; its Message-ID makes both one thread.</summary>
    public DocumentId? Answers { get; init; }

    /// <summary>Who will release it: until then it waits for the signature and nobody changes it. Null = a draft.</summary>
    public Guid? Awaits { get; init; }
}
