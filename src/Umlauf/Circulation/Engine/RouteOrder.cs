namespace Umlauf.Circulation.Engine;

/// <summary>Before and after in a route with branches (Reihenfolge).</summary>
internal static class RouteOrder
{
    /// <inheritdoc cref="Under(Folder, int)"/>
    public static IEnumerable<Station> Under(Draft draft, int step) =>
        draft.Step(step).Stations.Select(draft.Station).Concat(draft.Step(step).Branches.SelectMany(branch => InBranch(draft, branch)));

    public static IEnumerable<Station> InBranch(Draft draft, int branch) =>
        StepsOf(draft, branch).SelectMany(id => draft.Step(id).Stations).Select(draft.Station);

    /// <summary>All steps of a branch, with those of the branches inside.</summary>
    public static IEnumerable<int> StepsOf(Draft draft, int branch) =>
        draft
            .Folder.Branches[branch]
            .Steps.SelectMany(step => draft.Step(step).Branches.SelectMany(inner => StepsOf(draft, inner)).Prepend(step));

    /// <summary>All stations of a step, with those of its branches.</summary>
    public static IEnumerable<Station> Under(Folder folder, int step) =>
        folder.Step(step).Stations.Select(folder.Station).Concat(folder.Step(step).Branches.SelectMany(branch => InBranch(folder, branch)));

    public static IEnumerable<Station> InBranch(Folder folder, int branch) =>
        folder.Branches[branch].Steps.SelectMany(step => Under(folder, step));

    /// <summary>All stations that come after a step: in its branch, and after the steps that hold that branch.</summary>
    public static IEnumerable<Station> Later(Folder folder, int step)
    {
        for (int? at = step; at is { } id; at = folder.Branches[folder.Step(id).Branch].Parent)
        {
            foreach (var later in LaterSteps(folder, id))
            foreach (var station in Under(folder, later))
                yield return station;
        }
    }

    public static IEnumerable<int> LaterSteps(Folder folder, int step) => LaterSteps(folder, folder.Step(step));

    public static IEnumerable<int> LaterSteps(Folder folder, Step step)
    {
        var steps = folder.Branches[step.Branch].Steps;
        return steps.Skip(steps.IndexOf(step.Id) + 1);
    }

    /// <summary>The step and those that hold it, the innermost first.</summary>
    public static IEnumerable<int> Upwards(Folder folder, int step)
    {
        for (int? at = step; at is { } id; at = folder.Branches[folder.Step(id).Branch].Parent)
            yield return id;
    }

    /// <summary>The first step of the route that is not done; null at its end.</summary>
    public static int? Current(Folder folder)
    {
        foreach (var step in folder.Branches[0].Steps)
        {
            if (folder.Step(step).State is StepState.Waiting or StepState.Active)
                return step;
        }
        return null;
    }
}
