namespace Umlauf.Web.SignIn;

/// <summary>How strict signing in is; the part <c>signIn</c> of the settings.</summary>
public sealed class SignInSettings
{
    /// <summary>Wrong passwords or codes in a row until an account locks itself.</summary>
    public int Failures { get; set; } = 5;

    /// <summary>How long it stays locked, in minutes.</summary>
    public int LockMinutes { get; set; } = 15;

    /// <summary>A session ends when it was not used for so long.</summary>
    public int SessionHours { get; set; } = 12;

    /// <summary>Failed attempts from one address in five minutes, over all accounts; a town hall may share one address.</summary>
    public int FailuresPerAddress { get; set; } = 50;

    /// <summary>Failed attempts for one login in five minutes, whether there is such a login or not.</summary>
    public int FailuresPerLogin { get; set; } = 10;
}
