namespace Umlauf.Cli;

/// <summary>What the program tells its caller.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>A check failed; what, is on standard error.</summary>
    public const int CheckFailed = 1;

    public const int Usage = 2;

    /// <summary>EX_TEMPFAIL of sysexits: nothing was taken, keep it and try again.</summary>
    public const int TemporaryFailure = 75;
}
