using Umlauf.Circulation.Engine;

namespace Umlauf.Circulation.Model;

/// <summary>One thing on somebody's desk.</summary>
internal sealed record DeskRow(int Place, string Addressee, string Kind, string Task, DateTimeOffset Since, DateTimeOffset DueAt);

/// <summary>What a folder puts on which desks (Schreibtisch): follows from the folder alone.</summary>
internal static class DeskRows
{
    /// <summary>Sorts last on both databases, and both can store it.</summary>
    public static readonly DateTimeOffset NoDate = new(9999, 12, 31, 0, 0, 0, TimeSpan.Zero);

    /// <param name="folder">Before or after an act.</param>
    /// <param name="other">After or before it: stations that are the same in both are left out; null: all.</param>
    /// <param name="changedAt">When the folder as a whole came to the owner's desk.</param>
    public static IEnumerable<DeskRow> Of(Folder folder, Folder? other, DateTimeOffset changedAt)
    {
        foreach (var station in Changed(folder, other))
        {
            if (station.State != StationState.Active)
                continue;
            var row = new DeskRow(
                station.Number,
                station.Addressee.Key,
                KindOf(station.Task).ToString(),
                station.Task.ToString(),
                station.ActiveSince!.Value,
                station.PausedAt is null ? station.DueAt ?? NoDate : NoDate
            );
            yield return row;
            if (station.Superior is { } superior && Addressee.KeyOf(superior) is var key && key != row.Addressee)
                yield return row with
                {
                    Addressee = key,
                    Kind = nameof(DeskKind.Overdue),
                };
        }
        foreach (var question in folder.Questions)
        {
            if (question.IsOpen && folder.State is FolderState.Running or FolderState.Returned)
                yield return new DeskRow(
                    -question.Number,
                    Addressee.KeyOf(question.To),
                    nameof(DeskKind.Question),
                    "",
                    question.At,
                    NoDate
                );
        }
        if (folder.State == FolderState.Returned)
            yield return new DeskRow(0, Addressee.KeyOf(folder.Owner), nameof(DeskKind.Returned), "", changedAt, NoDate);
        if (folder.Directives.Any(directive => directive.State == DirectiveState.Failed))
            yield return new DeskRow(0, Addressee.KeyOf(folder.Owner), nameof(DeskKind.DirectiveFailed), "", changedAt, NoDate);
    }

    /// <summary>Who has a part in the folder: the owner, and everybody whose turn has come or who was asked.</summary>
    public static IEnumerable<string> Participants(Folder folder, Folder? other) =>
        Changed(folder, other)
            .Where(station => station.ActiveSince is not null)
            .SelectMany(station =>
                station
                    .DelegatedBy.Select(addressee => addressee.Key)
                    .Append(station.Addressee.Key)
                    .Concat(station.Superior is { } superior ? [Addressee.KeyOf(superior)] : Array.Empty<string>())
                    .Concat(station.Outcomes.Select(outcome => Addressee.KeyOf(outcome.ActedBy)))
            )
            .Concat(folder.Questions.Select(question => Addressee.KeyOf(question.To)))
            .Append(Addressee.KeyOf(folder.Owner))
            .Distinct(StringComparer.Ordinal);

    /// <summary>Stations are immutable: one that no act has touched is the same object before and after.</summary>
    private static IEnumerable<Station> Changed(Folder folder, Folder? other)
    {
        for (var i = 0; i < folder.Stations.Length; i++)
        {
            if (other is null || i >= other.Stations.Length || !ReferenceEquals(folder.Stations[i], other.Stations[i]))
                yield return folder.Stations[i];
        }
    }

    private static DeskKind KindOf(StationTask task) =>
        task switch
        {
            StationTask.Acknowledge => DeskKind.Acknowledge,
            StationTask.Act or StationTask.Decide => DeskKind.Do,
            _ => DeskKind.Sign,
        };
}
