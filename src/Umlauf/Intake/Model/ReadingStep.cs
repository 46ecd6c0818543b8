namespace Umlauf.Intake.Model;

/// <summary>What is read in which step.</summary>
internal static class ReadingStep
{
    /// <summary>The item itself.</summary>
    public const int Item = 0;

    /// <summary>The text of those of its attachments that take a child process.</summary>
    public const int Attachments = 1;
}
