using Umlauf.Platform;

namespace Umlauf.Circulation.Engine;

/// <summary>One thing a person could do, and why not if not (rule 12).</summary>
/// <param name="Type">The command's name in the API, e.g. <c>complete</c>.</param>
/// <param name="Station">Null for commands about the whole folder.</param>
/// <param name="Outcome">For <c>complete</c>: which outcome.</param>
/// <param name="Question">For <c>answer</c>: which question.</param>
/// <param name="Refusal">Null when it is allowed.</param>
public sealed record Allowed(string Type, int? Station, OutcomeKind? Outcome, int? Question, Refusal? Refusal)
{
    public bool Is => Refusal is null;
}

/// <summary>
/// What a person may do with a folder now (erlaubte Befehle, rule 12). Buttons, API and bulk use nothing else. Each command is tried with well-formed
/// contents against the same checks that decide, so that both agree (invariant I10).
/// </summary>
public static class AllowedCommands
{
    /// <summary>Everything about the folder, and about each station that is still in the route.</summary>
    public static IEnumerable<Allowed> Of(Folder folder, Acting by) =>
        OfFolder(folder, by)
            .Concat(folder.Stations.Where(station => station.State != StationState.Removed).SelectMany(station => Of(folder, station, by)))
            .Concat(
                folder
                    .Questions.Where(question => question.IsOpen)
                    .Select(question => Try(folder, "answer", new Answer(question.Number, "?"), by, question: question.Number))
            );

    public static IEnumerable<Allowed> OfFolder(Folder folder, Acting by)
    {
        yield return Try(folder, "start", new Start(), by);
        yield return Try(folder, "recall", new Recall(), by);
        yield return Try(folder, "withdraw", new Withdraw("?"), by);
        yield return Try(folder, "resume", new Resume(), by);
        yield return Try(folder, "mark-editorial", new MarkEditorial(), by);
        yield return Try(folder, "remark", new WriteRemark("?", null, null), by);
        if (folder.Items.OrderByDescending(item => item.Decisive).FirstOrDefault() is { } item)
            yield return Try(folder, "replace-item", new ReplaceItem(item.Document, item.Version + 1, new ContentHash("?")), by);
        yield return Inserting(folder, by);
    }

    public static IEnumerable<Allowed> Of(Folder folder, Station station, Acting by)
    {
        foreach (var outcome in CompleteChecks.Outcomes(station.Task))
            yield return Try(folder, "complete", Completing(folder, station, outcome), by, station.Number, outcome);
        var number = station.Number;
        yield return Try(folder, "question", new Ask { Station = number, Text = "?" }, by, number);
        yield return Try(folder, "delegate", new Delegate(default) { Station = number }, by, number);
        yield return Try(folder, "remove", new Remove { Station = number }, by, number);
        yield return Try(folder, "reorder", new Reorder(Side.Beside, station.Step) { Station = number }, by, number);
        yield return Try(folder, "skip", new Skip("?") { Station = number }, by, number);
        yield return Try(folder, "take-back", new TakeBack { Station = number }, by, number);
        yield return Try(folder, "extend", new Extend(1) { Station = number }, by, number);
    }

    /// <summary>The command with everything that a person would be asked for.</summary>
    public static Complete Completing(Folder folder, Station station, OutcomeKind outcome) =>
        new()
        {
            Station = station.Number,
            Revision = folder.Revision,
            Outcome = outcome,
            Option = outcome == OutcomeKind.Chosen ? station.Options[0] : null,
            Remark = CompleteChecks.NeedsReason(outcome) ? "?" : null,
            ConfirmedDissents = [.. folder.Dissents.Select(dissent => dissent.Number)],
        };

    private static StationPlan AnyPlan(Folder folder) => new() { Addressee = Addressee.Of(folder.Owner), Task = StationTask.Acknowledge };

    /// <summary>At the end of the route, or where the person is asked to act: beside or behind.</summary>
    private static Allowed Inserting(Folder folder, Acting by)
    {
        var own = folder.Stations.Where(one => one.State == StationState.Active && by.HatFor(one) is not null).Select(one => one.Step);
        var tried = own.Prepend(folder.Branches[0].Steps.LastOrDefault())
            .Distinct()
            .SelectMany(step => new[] { Side.Beside, Side.After }.Select(side => new Insert(AnyPlan(folder), side, step)))
            .Select(insert => Try(folder, "insert", insert, by))
            .ToList();
        return tried.Find(one => one.Is) ?? tried[0];
    }

    private static Allowed Try(
        Folder folder,
        string type,
        Command command,
        Acting by,
        int? station = null,
        OutcomeKind? outcome = null,
        int? question = null
    ) => new(type, station, outcome, question, Checks.Check(folder, command with { Revision = folder.Revision }, by));
}
