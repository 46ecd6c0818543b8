using Umlauf.Intake;
using Xunit;

namespace Umlauf.Tests.Intake;

public sealed class PrecedenceTests
{
    [Theory]
    [InlineData(0, 0, false)]
    [InlineData(14.9, 14.9, false)]
    [InlineData(15, 0.9, false)]
    [InlineData(15, 15, true)]
    [InlineData(600, 0.9, false)]
    [InlineData(600, 1, true)]
    public void Those_who_give_way_take_turns_when_their_patience_is_over(double taken, double waited, bool turn) =>
        Assert.Equal(turn, Precedence.HasTurn(Seconds(taken), Seconds(waited), patience: Seconds(15)));

    [Fact]
    public void Without_patience_the_first_turn_comes_as_soon_as_any_other() =>
        Assert.True(Precedence.HasTurn(Seconds(1), Seconds(1), TimeSpan.Zero));

    [Fact]
    public async Task Who_finds_the_way_taken_waits_until_it_is_free()
    {
        var precedence = new Precedence(TimeSpan.FromDays(1));
        var work = precedence.Take();
        var waiting = precedence.GiveWay(TestContext.Current.CancellationToken);
        Assert.False(waiting.IsCompleted);
        work.Dispose();
        await waiting;
        Assert.False(precedence.IsTaken);
    }

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);
}
