using Umlauf.Circulation.Engine;

namespace Umlauf.Web.Pages.Circulation.Routes;

/// <summary>What the buttons of the route editor do (Laufweg ändern): each is a word and the part that it is about, e.g. <c>up:t5</c>.</summary>
public static class RouteFormEdits
{
    /// <returns>The part that has the focus afterwards; null when the button is none of the editor's.</returns>
    public static string? Apply(RouteForm form, string button)
    {
        var (act, about) = button.IndexOf(':', StringComparison.Ordinal) is >= 0 and var colon
            ? (button[..colon], button[(colon + 1)..])
            : (button, "");
        var focus = act switch
        {
            "field" => AddField(form),
            "step" => AddStep(form, about),
            "after" when FindStep(form, about) is var (list, i) => Put(form, list, i + 1),
            "station" when FindStep(form, about) is var (list, i) => AddStation(form, list[i]),
            "branch" when FindStep(form, about) is var (list, i) => AddBranch(form, list[i]),
            "alone" when FindMember(form, about) is var (list, i, m) => Alone(form, list, i, m),
            "up" when FindStep(form, about) is var (list, i) => Swap(list, i, i - 1),
            "down" when FindStep(form, about) is var (list, i) => Swap(list, i, i + 1),
            "up" when FindMember(form, about) is var (list, i, m) => Move(list, i, m, -1),
            "down" when FindMember(form, about) is var (list, i, m) => Move(list, i, m, 1),
            "remove" when FindStep(form, about) is var (list, i) => Remove(list, i),
            "remove" when FindMember(form, about) is var (list, i, m) => Remove(list[i].Members, m),
            _ => null,
        };
        RouteFormReading.Prune(form.Steps);
        return focus;
    }

    private static string AddField(RouteForm form)
    {
        form.Fields.Add(new FieldForm());
        return $"feld-{form.Fields.Count - 1}";
    }

    /// <summary>At the end of the route or of a branch.</summary>
    private static string? AddStep(RouteForm form, string branch)
    {
        if (branch.Length == 0)
            return Put(form, form.Steps, form.Steps.Count);
        return FindMember(form, branch) is var (list, i, m) && list[i].Members[m].Branch is { } found
            ? Put(form, found.Steps, found.Steps.Count)
            : null;
    }

    private static string Put(RouteForm form, List<StepForm> list, int at)
    {
        var step = form.NewStep(
            form.Stations.Any(station => station.Task == StationTask.FinalSign) ? StationTask.CoSign : StationTask.FinalSign
        );
        list.Insert(at, step);
        return step.Members[0].Id;
    }

    private static string AddStation(RouteForm form, StepForm step)
    {
        var task = step.Members.Select(member => member.Station).OfType<StationForm>().LastOrDefault()?.Task ?? StationTask.CoSign;
        var station = form.NewStation(task);
        step.Members.Add(new MemberForm(station));
        return station.Id;
    }

    private static string AddBranch(RouteForm form, StepForm step)
    {
        var branch = new BranchForm { Id = form.NewId('b') };
        step.Members.Add(new MemberForm(branch));
        branch.Steps.Add(form.NewStep(StationTask.CoSign));
        return branch.Steps[0].Members[0].Id;
    }

    /// <summary>Out of its step, into one of its own behind it.</summary>
    private static string Alone(RouteForm form, List<StepForm> list, int i, int m)
    {
        var member = list[i].Members[m];
        if (list[i].Members.Count > 1)
        {
            var own = new StepForm { Id = form.NewId('s') };
            list[i].Members.RemoveAt(m);
            own.Members.Add(member);
            list.Insert(i + 1, own);
        }
        return member.Id;
    }

    /// <summary>Past its neighbour in the step; at the step's edge into the step next to it.</summary>
    private static string Move(List<StepForm> list, int i, int m, int by)
    {
        var members = list[i].Members;
        var member = members[m];
        if (m + by >= 0 && m + by < members.Count)
            (members[m], members[m + by]) = (members[m + by], members[m]);
        else if (i + by >= 0 && i + by < list.Count)
        {
            members.RemoveAt(m);
            list[i + by].Members.Insert(by < 0 ? list[i + by].Members.Count : 0, member);
        }
        return member.Id;
    }

    private static string Swap(List<StepForm> list, int i, int other)
    {
        var id = list[i].Id;
        if (other >= 0 && other < list.Count)
            (list[i], list[other]) = (list[other], list[i]);
        return id;
    }

    private static string Remove(List<StepForm> list, int i)
    {
        list.RemoveAt(i);
        return list.Count == 0 ? "weg" : list[Math.Min(i, list.Count - 1)].Id;
    }

    private static string Remove(List<MemberForm> members, int m)
    {
        members.RemoveAt(m);
        return members.Count == 0 ? "weg" : members[Math.Min(m, members.Count - 1)].Id;
    }

    private static (List<StepForm> List, int At)? FindStep(RouteForm form, string id)
    {
        foreach (var list in form.Lists)
        {
            if (list.FindIndex(step => step.Id == id) is >= 0 and var at)
                return (list, at);
        }
        return null;
    }

    private static (List<StepForm> List, int Step, int At)? FindMember(RouteForm form, string id)
    {
        foreach (var list in form.Lists)
        {
            for (var i = 0; i < list.Count; i++)
            {
                if (list[i].Members.FindIndex(member => member.Id == id) is >= 0 and var at)
                    return (list, i, at);
            }
        }
        return null;
    }
}
