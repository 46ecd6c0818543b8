using System.Collections.Immutable;
using Umlauf.Identity;
using Umlauf.Platform;

namespace Umlauf.Circulation.Engine;

/// <summary>An accepted command: what to store, and the folder as it is then.</summary>
public sealed record Decision(Act Act, Folder Folder);

/// <summary>What a folder is made of (neue Mappe).</summary>
public sealed record FolderPlan
{
    public required ImmutableArray<StepPlan> Route { get; init; }

    public RoutePolicy Policy { get; init; } = new();

    public ImmutableArray<ImmutableArray<string>> FourEyes
    {
        get;
        init => field = value.IsDefault ? [] : value;
    } = [];

    public ImmutableArray<FolderItem> Items
    {
        get;
        init => field = value.IsDefault ? [] : value;
    } = [];

    public ImmutableSortedDictionary<string, decimal> Fields { get; init; } = ImmutableSortedDictionary<string, decimal>.Empty;

    public ImmutableArray<Directive> Directives
    {
        get;
        init => field = value.IsDefault ? [] : value;
    } = [];
}

/// <summary>
/// The circulation engine (Umlauf): a pure function from a folder, a command and a time to an act or a refusal. No clock, no database, no chance.
/// Its rules are those of docs/circulation.md.
/// </summary>
public static class Circulate
{
    /// <summary>Makes a draft.</summary>
    public static Result<Decision> Make(CirculationFolderId id, FolderPlan plan, StaffMemberId owner, StaffMemberId by, DateTimeOffset now)
    {
        if (RouteChecks.Check(plan.Route, plan.FourEyes, plan.Fields) is { } refusal)
            return refusal;
        var (branches, steps, stations) = RouteNumbering.Of(plan.Route);
        var act = new Act
        {
            Revision = 1,
            At = now,
            By = by,
            Events = [],
        };
        var draft = new Draft(Nothing(id), act);
        draft.Emit(
            new FolderMade(id, owner, plan.Policy, plan.FourEyes, plan.Items, plan.Fields, plan.Directives, branches, steps, stations)
        );
        return new Decision(act with { Events = draft.Events }, draft.Freeze());
    }

    public static Result<Decision> Decide(Folder folder, Command command, Acting by, Clocks clocks)
    {
        if (Checks.Check(folder, command, by) is { } refusal)
            return refusal;
        var act = new Act
        {
            Revision = folder.Revision + 1,
            At = clocks.Now,
            By = by.Person,
            Events = [],
        };
        var draft = new Draft(folder, act);
        new Handling(draft, by, clocks).Do(command);
        return new Decision(act with { Events = draft.Events }, draft.Freeze());
    }

    /// <summary>The folder after more acts.</summary>
    /// <param name="folder">The folder before them; null: they begin with its making.</param>
    /// <param name="acts">In the order of their revisions.</param>
    public static Folder Replay(Folder? folder, IEnumerable<Act> acts)
    {
        Draft? draft = null;
        foreach (var act in acts)
        {
            if (draft is null)
                draft = new Draft(folder ?? Nothing(default), act);
            else
                draft.Continue(act);
            foreach (var happened in act.Events)
                draft.Apply(happened);
        }
        return draft?.Freeze() ?? folder ?? throw new ArgumentException("A folder has at least one act.", nameof(acts));
    }

    private static Folder Nothing(CirculationFolderId id) =>
        new()
        {
            Id = id,
            Owner = default,
            Revision = 0,
        };
}
