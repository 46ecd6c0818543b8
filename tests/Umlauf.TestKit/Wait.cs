using System.Diagnostics;
using Xunit;

namespace Umlauf.TestKit;

/// <summary>Waits for something that another program does, never for the clock alone.</summary>
public static class Wait
{
    /// <summary>Asks again until it is so; the test fails when it is not after a minute.</summary>
    public static async Task Until(Func<Task<bool>> condition, string what, int seconds = 60)
    {
        var begun = Stopwatch.GetTimestamp();
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!await condition())
        {
            if (Stopwatch.GetElapsedTime(begun).TotalSeconds > seconds)
                Assert.Fail(what);
            await pause.WaitForNextTickAsync();
        }
    }
}
