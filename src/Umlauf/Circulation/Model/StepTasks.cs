using Umlauf.Circulation.Engine;
using Umlauf.Formats.Xdomea;

namespace Umlauf.Circulation.Model;

/// <summary>Tasks of stations and of the exchange format (Aufgaben), and our own keys of the route line.</summary>
internal static class StepTasks
{
    /// <summary>The key of a station that a condition names.</summary>
    public const string Key = "Kennung";

    /// <summary>A number field that a condition names, with its number: <c>Betrag = 12500</c>.</summary>
    public const string Field = "Zahl";

    private static readonly (StepTask Step, StationTask Station)[] pairs =
    [
        (StepTask.CoSign, StationTask.CoSign),
        (StepTask.FinalSign, StationTask.FinalSign),
        (StepTask.Acknowledge, StationTask.Acknowledge),
        (StepTask.Act, StationTask.Act),
        (StepTask.Decide, StationTask.Decide),
        (StepTask.CheckFacts, StationTask.CheckFacts),
        (StepTask.CheckSums, StationTask.CheckSums),
        (StepTask.OrderPayment, StationTask.OrderPayment),
        // Whoever gets it with these words does it: here a station like any other.
        (StepTask.FileAway, StationTask.Act),
        (StepTask.BringForward, StationTask.Act),
    ];

    public static StationTask Of(StepTask task) => Array.Find(pairs, pair => pair.Step == task).Station;

    /// <summary>Null for what the format has no word for.</summary>
    public static StepTask? Of(StationTask task)
    {
        foreach (var pair in pairs)
        {
            if (pair.Station == task)
                return pair.Step;
        }
        return null;
    }
}
