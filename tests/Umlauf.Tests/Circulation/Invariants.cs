using System.Collections.Immutable;
using System.Text;
using Umlauf.Circulation.Engine;
using Umlauf.Platform;
using Xunit;

namespace Umlauf.Tests.Circulation;

/// <summary>What must be true of every folder at any time, whatever was tried with it (I1 to I10 of docs/circulation.md).</summary>
internal static class Invariants
{
    /// <summary>I1: no station is active before all earlier steps are complete.</summary>
    public static void I1(Folder folder)
    {
        if (folder.State != FolderState.Running)
            return;
        foreach (var station in folder.Stations.Where(one => one is { State: StationState.Active, IsBlocking: true }))
        {
            for (int? at = station.Step; at is { } id; at = folder.Branches[folder.Step(id).Branch].Parent)
            {
                Assert.True(folder.Step(id).State == StepState.Active, $"I1: station {station.Number} is active, step {id} is not");
                var steps = folder.Branches[folder.Step(id).Branch].Steps;
                foreach (var earlier in steps.Take(steps.IndexOf(id)))
                    Assert.True(
                        folder.Step(earlier).State is StepState.Complete or StepState.Skipped,
                        $"I1: station {station.Number} is active before step {earlier} is complete"
                    );
            }
        }
    }

    /// <summary>I2: a completed folder has nothing left open and a fresh final signature, where its route has one at all.</summary>
    public static void I2(Folder folder)
    {
        if (folder.State != FolderState.Completed)
            return;
        foreach (var station in folder.Stations.Where(one => one.IsBlocking))
            Assert.True(
                station.State is StationState.Completed or StationState.Removed
                    || station.State is StationState.Skipped or StationState.Obsolete && station.Why is { Length: > 0 },
                $"I2: the folder is complete, station {station.Number} is {station.State}"
            );
        var finals = folder.Stations.Where(one => one is { Task: StationTask.FinalSign, State: not StationState.Removed }).ToList();
        Assert.True(
            finals.Count == 0 || finals.Any(one => one is { State: StationState.Completed, Effective.Kind: OutcomeKind.Signed }),
            "I2: the folder is complete without a final signature"
        );
        Assert.True(
            finals.TrueForAll(one => one.State != StationState.Completed || !one.IsStale),
            "I2: the folder is complete with a stale final signature"
        );
        Assert.True(
            finals.TrueForAll(one =>
                one is not { State: StationState.Completed, Effective: { IsNegative: false } signature }
                || signature.CountsFor == folder.Content.Number
            ),
            "I2: the final signature refers to another content"
        );
    }

    /// <summary>I3: outcomes only grow.</summary>
    public static void I3(Folder before, Folder after)
    {
        Assert.True(after.Stations.Length >= before.Stations.Length, "I3: a station has vanished");
        foreach (var station in before.Stations)
        {
            var now = after.Station(station.Number).Outcomes;
            Assert.True(now.Length >= station.Outcomes.Length, $"I3: station {station.Number} has lost an outcome");
            for (var i = 0; i < station.Outcomes.Length; i++)
            {
                var kept = now[i] with { Standing = station.Outcomes[i].Standing, CountsFor = station.Outcomes[i].CountsFor };
                Assert.True(kept == station.Outcomes[i], $"I3: an outcome of station {station.Number} was changed");
                Assert.True(
                    now[i].CountsFor >= station.Outcomes[i].CountsFor
                        && (station.Outcomes[i].Standing != Standing.TakenBack || now[i].Standing == Standing.TakenBack),
                    $"I3: an outcome of station {station.Number} that was taken back counts again"
                );
            }
        }
    }

    /// <summary>I4: the same acts give the same folder, byte for byte, at once, in pieces and from their JSON.</summary>
    public static void I4(Folder folder, IReadOnlyList<Act> acts)
    {
        var expected = Text(folder);
        Same(expected, Circulate.Replay(null, acts), "at once");
        Folder? piece = null;
        foreach (var act in acts)
            piece = Circulate.Replay(piece, [ActJson.Read(ActJson.Write(act))]);
        Same(expected, piece!, "one by one, from JSON");
        var half = acts.Count / 2;
        if (half > 0)
            Same(expected, Circulate.Replay(Circulate.Replay(null, acts.Take(half)), acts.Skip(half)), "in two pieces");

        static void Same(string expected, Folder replayed, string how) =>
            Assert.True(string.Equals(expected, Text(replayed), StringComparison.Ordinal), $"I4: {how}\n{expected}\n{Text(replayed)}");
    }

    /// <summary>I5: nobody stands twice in a group of four eyes, also not by a confirmation.</summary>
    public static void I5(Folder folder)
    {
        foreach (var group in folder.FourEyes)
            Different([.. folder.Stations.Where(one => group.Contains(one.Key, StringComparer.Ordinal))]);
        foreach (var facts in folder.Stations.Where(one => one.Task == StationTask.CheckFacts))
        foreach (var order in folder.Stations.Where(one => one.Task == StationTask.OrderPayment))
            Different([facts, order]);

        void Different(Station[] stations)
        {
            var persons = stations
                .Where(one => one.Effective is not null)
                .SelectMany(one =>
                    folder
                        .Stations.Where(other =>
                            other.Task == StationTask.Reconfirm && other.Effective is not null && other.Confirms.Contains(one.Number)
                        )
                        .Select(other => other.Effective!.ActedBy)
                        .Append(one.Effective!.ActedBy)
                        .Distinct()
                )
                .ToList();
            Assert.True(persons.Count == persons.Distinct().Count(), "I5: one person acted twice in a group of four eyes");
        }
    }

    /// <summary>I6: a station has at most one effective outcome, and none while it is somebody's turn.</summary>
    public static void I6(Folder folder)
    {
        foreach (var station in folder.Stations)
        {
            var effective = station.Outcomes.Count(one => one.Standing == Standing.Effective);
            Assert.True(effective <= 1, $"I6: station {station.Number} has {effective} effective outcomes");
            Assert.True(
                station.State is not (StationState.Waiting or StationState.Active or StationState.Suspended or StationState.Recalled)
                    || effective == 0,
                $"I6: station {station.Number} is {station.State} and has an effective outcome"
            );
        }
    }

    /// <summary>I8: a running folder never hangs: somebody whom its step waits for has it on the desk.</summary>
    public static void I8(Folder folder) =>
        Assert.True(
            folder.State != FolderState.Running || folder.Stations.Any(one => one is { State: StationState.Active, IsBlocking: true }),
            "I8: the folder is running and nobody can act"
        );

    /// <summary>I9: a due time lies on a working day of the addressee and never moves forward to the addressee.</summary>
    public static void I9(Folder before, Folder after)
    {
        foreach (var station in after.Stations.Where(one => one.DueAt is not null))
        {
            var day = LocalDays.Of(station.DueAt!.Value);
            Assert.True(
                Play.CalendarOf(station.Addressee).IsWorkingDay(day),
                $"I9: station {station.Number} is due on {day}, no working day"
            );
            if (station.Number > before.Stations.Length)
                continue;
            var was = before.Station(station.Number);
            Assert.True(
                was.DueAt is null || station.ActiveSince != was.ActiveSince || station.DueAt >= was.DueAt,
                $"I9: the due time of station {station.Number} went back from {was.DueAt} to {station.DueAt}"
            );
        }
        foreach (var question in after.Questions)
        {
            var station = after.Station(question.Station);
            Assert.True(
                !question.IsOpen || station.State != StationState.Active || station.PausedAt is not null,
                $"I9: the clock of station {station.Number} runs although a question is open"
            );
        }
    }

    public static string Text(Folder folder) => Encoding.UTF8.GetString(ActJson.Write(folder));
}
