using System.Security.Cryptography;
using System.Text;
using Umlauf.Platform;

namespace Umlauf.Identity;

/// <summary>
/// Sets up an empty installation once (Ersteinrichtung). Only who can read the program's output or its data folder has the token,
/// so that nobody in the network is faster than the operator.
/// </summary>
public sealed class FirstRun(FirstAdministration firstAdministration, Settings settings, CreateAdministration createAdministration)
{
    public static readonly Refusal WrongToken = new(
        "identity.wrong-setup-token",
        "Das ist nicht der Einrichtungsschlüssel. Er steht in der Ausgabe des Programms beim Start.",
        "This is not the setup token. The program printed it when it started.",
        403
    );

    public static readonly Refusal AlreadyDone = new(
        "identity.already-set-up",
        "Diese Installation ist schon eingerichtet. Melden Sie sich an.",
        "This installation is set up already. Sign in.",
        409
    );

    private static readonly SemaphoreSlim alone = new(1);

    private string File => settings.Data.File("setup-token");

    /// <summary>The token to print; null when the installation is set up.</summary>
    public async Task<string?> Token(CancellationToken ct)
    {
        if (await firstAdministration.Run(ct) is not null)
            return null;
        if (!System.IO.File.Exists(File))
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            await using var file = new FileStream(File, options);
            await file.WriteAsync(Encoding.ASCII.GetBytes(RandomNumberGenerator.GetHexString(32, lowercase: true)), ct);
        }
        return await System.IO.File.ReadAllTextAsync(File, ct);
    }

    /// <param name="token">As printed.</param>
    /// <param name="password">Of the first administrator.</param>
    /// <param name="administration">What to set up.</param>
    /// <param name="ct">Ends the attempt.</param>
    public async Task<Result<CreatedAdministration>> Run(
        string token,
        string password,
        NewAdministration administration,
        CancellationToken ct
    )
    {
        await alone.WaitAsync(ct);
        try
        {
            if (await Token(ct) is not { } valid)
                return AlreadyDone;
            if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(valid), Encoding.UTF8.GetBytes(token.Trim())))
                return WrongToken;
            if (PasswordRules.Check(password, Login.Normal(administration.Login)) is { } weak)
                return weak;
            var created = await createAdministration.Run(administration with { Password = PasswordHash.Of(password) }, ct);
            if (created.Ok)
                System.IO.File.Delete(File);
            return created;
        }
        finally
        {
            alone.Release();
        }
    }
}
