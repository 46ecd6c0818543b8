using System.Collections.Immutable;

namespace Umlauf.Circulation.Engine;

/// <summary>The route of a folder as a plan again (Laufweg als Plan), e.g. to change that of a draft. Stations that were taken out are not in it.</summary>
public static class PlannedRoute
{
    public static ImmutableArray<StepPlan> Of(Folder folder) => Of(folder, folder.Branches[0]);

    private static ImmutableArray<StepPlan> Of(Folder folder, Branch branch) =>
        [
            .. branch
                .Steps.Select(folder.Step)
                .Where(step => !step.IsReconfirmation)
                .Select(step => Of(folder, step))
                .Where(step => step.Members.Length > 0),
        ];

    private static StepPlan Of(Folder folder, Step step) =>
        new()
        {
            Rule = step.Rule,
            When = step.When,
            Members =
            [
                .. step
                    .Stations.Select(folder.FindStation)
                    .OfType<Station>()
                    .Select(station => new MemberPlan { Station = Of(station) })
                    .Concat(step.Branches.Select(inner => new MemberPlan { Branch = Of(folder, folder.Branches[inner]) })),
            ],
        };

    private static StationPlan Of(Station station) =>
        new()
        {
            Key = station.Key,
            Addressee = station.Addressee,
            Task = station.Task,
            DueWorkingDays = station.DueWorkingDays,
            Blocking = station.Blocking,
            Options = station.Options,
            Words = station.Words,
            Note = station.Note,
        };
}
