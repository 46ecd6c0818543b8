using System.Collections.Immutable;
using Umlauf.Identity;
using Umlauf.Platform;
using Umlauf.Records;

namespace Umlauf.Circulation.Engine;

/// <summary>Where a station is put: beside the stations of a step, or into a step of its own before or after it.</summary>
public enum Side
{
    Beside,
    After,
    Before,
}

/// <summary>From where a returned folder goes on (rule 3).</summary>
public enum ResumeAt
{
    RefusingStep,
    Start,
}

/// <summary>What somebody wants to do with a folder (Befehl). <see cref="Revision"/> is what the person saw (rule 13).</summary>
public abstract record Command
{
    public long Revision { get; init; }
}

/// <summary>A command about one station.</summary>
public abstract record StationCommand : Command
{
    public required int Station { get; init; }
}

/// <summary>Starts a draft (Umlauf beginnen, rule 1).</summary>
public sealed record Start : Command;

/// <summary>Replaces the route of a draft.</summary>
public sealed record SetRoute(ImmutableArray<StepPlan> Route, RoutePolicy Policy, ImmutableArray<ImmutableArray<string>> FourEyes)
    : Command;

/// <summary>Records what came out at a station (zeichnen, zur Kenntnis nehmen, erledigen, entscheiden).</summary>
public sealed record Complete : StationCommand
{
    public required OutcomeKind Outcome { get; init; }

    public string? Option { get; init; }

    public string? Remark { get; init; }

    /// <summary>The dissents that the final signer saw (rule 3).</summary>
    public ImmutableArray<int> ConfirmedDissents
    {
        get;
        init => field = value.IsDefault ? [] : value;
    } = [];
}

/// <summary>Asks back (Rücksprache, rule 4).</summary>
public sealed record Ask : StationCommand
{
    /// <summary>Null: the owner.</summary>
    public StaffMemberId? To { get; init; }

    public required string Text { get; init; }
}

/// <summary>Answers a question (rule 4).</summary>
public sealed record Answer(int Question, string Text) : Command;

/// <summary>Hands an own station to somebody else (delegieren, rule 7).</summary>
public sealed record Delegate(StaffMemberId To) : StationCommand;

/// <summary>Puts a station into a running route (einfügen, rule 7).</summary>
public sealed record Insert(StationPlan Plan, Side Side, int Step) : Command;

/// <summary>Takes a waiting station out (rule 7).</summary>
public sealed record Remove : StationCommand;

/// <summary>Moves a waiting station (rule 7).</summary>
public sealed record Reorder(Side Side, int Step) : StationCommand;

/// <summary>Passes over a station, with a reason (überspringen, rule 7).</summary>
public sealed record Skip(string Reason) : StationCommand;

/// <summary>Calls the folder back (zurückholen, rule 8).</summary>
public sealed record Recall(string? Reason = null) : Command;

/// <summary>Ends the folder without a decision (zurückziehen, rule 8).</summary>
public sealed record Withdraw(string Reason) : Command;

/// <summary>Lets a returned folder go on (wieder aufnehmen, rule 3).</summary>
public sealed record Resume(ResumeAt At = ResumeAt.RefusingStep) : Command;

/// <summary>Takes the own outcome back (rule 8).</summary>
public sealed record TakeBack : StationCommand;

/// <summary>Puts a new version of a document into the folder (rule 6).</summary>
public sealed record ReplaceItem(DocumentId Document, int Version, ContentHash Hash) : Command;

/// <summary>Marks the last change of the decisive documents as editorial (redaktionell, rule 6).</summary>
public sealed record MarkEditorial : Command;

/// <summary>Gives a station more working days (Frist verlängern, rule 10).</summary>
public sealed record Extend(int WorkingDays) : StationCommand;

/// <summary>Writes on the margin (Randbemerkung, rule 15).</summary>
public sealed record WriteRemark(string Text, DocumentId? Document, RemarkAnchor? Anchor) : Command;

/// <summary>The program reminds (rule 10).</summary>
public sealed record Remind(ReminderKind Kind) : StationCommand;

/// <summary>The program shows an overdue station to the superior (rule 10).</summary>
public sealed record Escalate(StaffMemberId Superior) : StationCommand;

/// <summary>The program records what became of an order at the end (rule 11).</summary>
public sealed record SettleDirective(int Directive, bool Done, string? Result) : Command;
