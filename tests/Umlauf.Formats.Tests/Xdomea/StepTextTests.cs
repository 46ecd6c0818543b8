using Umlauf.Formats.Xdomea;

namespace Umlauf.Formats.Tests.Xdomea;

public sealed class StepTextTests
{
    [Theory]
    [InlineData("zur Mitzeichnung", StepTask.CoSign)]
    [InlineData("Z. Mz.", StepTask.CoSign)]
    [InlineData("zur Schlußzeichnung", StepTask.FinalSign)]
    [InlineData("zK", StepTask.Acknowledge)]
    [InlineData("z. K.", StepTask.Acknowledge)]
    [InlineData("zur Kenntnis", StepTask.Acknowledge)]
    [InlineData("ZUR KENNTNISNAHME:", StepTask.Acknowledge)]
    [InlineData("z.w.V.", StepTask.Act)]
    [InlineData("zwV", StepTask.Act)]
    [InlineData("zur Bearbeitung", StepTask.Act)]
    [InlineData("zur Entscheidung", StepTask.Decide)]
    [InlineData("sachlich richtig", StepTask.CheckFacts)]
    [InlineData("Rechnerisch richtig", StepTask.CheckSums)]
    [InlineData("Anordnung", StepTask.OrderPayment)]
    [InlineData("z. d. A.", StepTask.FileAway)]
    [InlineData("Wv.", StepTask.BringForward)]
    [InlineData("zur Stellungnahme", null)]
    [InlineData("sachlich und rechnerisch richtig", null)]
    [InlineData("z.B.", null)]
    [InlineData("Mz 3", null)]
    [InlineData("", null)]
    public void The_usual_words_are_known_and_all_words_are_kept(string text, StepTask? task)
    {
        Assert.Equal(new StepText(task, text), StepText.Read(text));
    }

    [Fact]
    public void No_word_means_two_tasks() => Assert.All(StepText.Known, word => Assert.Equal(word.Task, StepText.Read(word.Word).Task));

    [Fact]
    public void What_is_written_for_a_task_is_read_as_that_task() =>
        Assert.All(Enum.GetValues<StepTask>(), task => Assert.Equal(task, StepText.Read(StepText.Of(task)).Task));
}
