using System.Collections.Immutable;
using Umlauf.Circulation.Engine;

namespace Umlauf.Cli.Demo.Folders;

/// <summary>One folder of the made-up town (Mappe): who sends what to whom, and what happened to it on which working day before today.</summary>
internal sealed record FolderStory
{
    public required string Owner { get; init; }

    /// <summary>Name of the <see cref="Demo.Theme"/> from whose open matters one is taken.</summary>
    public required string Theme { get; init; }

    public required string Subject { get; init; }

    /// <summary>What is to be signed, without salutation and closing; null where the letter itself is decided on, such as an invoice.</summary>
    public string? Draft { get; init; }

    /// <summary>A note for the house instead of a letter to the sender (Vermerk, Vorlage).</summary>
    public bool IsNote { get; init; }

    /// <summary>Text of the prepared answer that goes out after the last signature.</summary>
    public string? Reply { get; init; }

    /// <summary>How many working days ago it was made.</summary>
    public required int Made { get; init; }

    public bool StaysDraft { get; init; }

    public required ImmutableArray<StepPlan> Route { get; init; }

    public RoutePolicy Policy { get; init; } = new();

    public ImmutableArray<ImmutableArray<string>> FourEyes { get; init; } = [];

    public decimal? Amount { get; init; }

    public ImmutableArray<Directive> Directives { get; init; } = [];

    public ImmutableArray<Beat> Beats { get; init; } = [];
}

/// <summary>What one person did with a folder (Handlung), so many working days ago.</summary>
/// <param name="DaysAgo">0 is today.</param>
/// <param name="Who">Login; empty for the program itself.</param>
/// <param name="Do">The command to the folder as it stands then; its revision is filled in.</param>
internal sealed record Beat(int DaysAgo, string Who, Func<Folder, Command> Do)
{
    /// <summary>The text of a new version of the draft that the command puts into the folder.</summary>
    public string? NewDraft { get; init; }
}
