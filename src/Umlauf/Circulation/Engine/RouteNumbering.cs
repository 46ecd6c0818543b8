using System.Collections.Immutable;

namespace Umlauf.Circulation.Engine;

/// <summary>Gives the parts of a planned route their numbers: the route becomes three flat lists.</summary>
internal sealed class RouteNumbering
{
    private readonly List<Branch> branches = [new(0, null, [])];
    private readonly List<Step> steps = [];
    private readonly List<Station> stations = [];
    private readonly HashSet<string> keys = new(StringComparer.Ordinal);

    private RouteNumbering() { }

    public static (ImmutableArray<Branch> Branches, ImmutableArray<Step> Steps, ImmutableArray<Station> Stations) Of(
        ImmutableArray<StepPlan> route
    )
    {
        var numbering = new RouteNumbering();
        numbering.TakeKeys(route);
        numbering.Number(route, 0);
        return ([.. numbering.branches], [.. numbering.steps], [.. numbering.stations]);
    }

    public static Station Station(StationPlan plan, int number, int step, string key) =>
        new()
        {
            Number = number,
            Key = key,
            Step = step,
            Addressee = plan.Addressee,
            Task = plan.Task,
            DueWorkingDays = plan.DueWorkingDays,
            Blocking = plan.Blocking,
            Options = plan.Options,
            Words = plan.Words,
            Note = plan.Note,
        };

    private void TakeKeys(ImmutableArray<StepPlan> route)
    {
        foreach (var member in route.SelectMany(step => step.Members))
        {
            if (member.Station is { Key.Length: > 0 } station)
                keys.Add(station.Key);
            else if (member.Branch is { } branch)
                TakeKeys(branch);
        }
    }

    private void Number(ImmutableArray<StepPlan> route, int branch)
    {
        var own = ImmutableArray.CreateBuilder<int>(route.Length);
        foreach (var plan in route)
        {
            var id = steps.Count + 1;
            own.Add(id);
            steps.Add(new Step { Id = id, Branch = branch });
            var direct = ImmutableArray.CreateBuilder<int>();
            var nested = ImmutableArray.CreateBuilder<int>();
            foreach (var member in plan.Members)
            {
                if (member.Station is { } station)
                {
                    direct.Add(stations.Count + 1);
                    stations.Add(
                        Station(station, stations.Count + 1, id, station.Key.Length > 0 ? station.Key : FreeKey(stations.Count + 1))
                    );
                }
                else
                {
                    var inner = branches.Count;
                    nested.Add(inner);
                    branches.Add(new Branch(inner, id, []));
                    Number(member.Branch!.Value, inner);
                }
            }
            steps[id - 1] = steps[id - 1] with
            {
                Rule = plan.Rule,
                When = plan.When,
                Stations = direct.ToImmutable(),
                Branches = nested.ToImmutable(),
            };
        }
        branches[branch] = branches[branch] with { Steps = own.ToImmutable() };
    }

    private string FreeKey(int number)
    {
        var key = $"s{number}";
        while (!keys.Add(key))
            key += "x";
        return key;
    }
}
