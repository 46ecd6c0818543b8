using Npgsql;

namespace Umlauf.TestKit;

/// <summary>
/// One PostgreSQL for all test programs of this user, so that parallel ones do not start several. The first one starts it, each holds a
/// shared lock while it runs, and the last one to end stops it. UMLAUF_TEST_POSTGRES names another server instead (the user needs CREATEDB and CREATEROLE).
/// </summary>
internal static class SharedPostgres
{
    private static readonly string folder = Path.Combine(Path.GetTempPath(), $"umlauf-test-postgres-{Environment.UserName}");
    private static readonly Lazy<string> server = new(Connect);

    public static string? Missing => External is null ? PostgresServer.Missing : null;

    /// <summary>Connects to the server's maintenance database.</summary>
    public static string ConnectionString => server.Value;

    private static string? External => Environment.GetEnvironmentVariable("UMLAUF_TEST_POSTGRES");

    private static string Connect()
    {
        if (External is { Length: > 0 } external)
            return external;
        Directory.CreateDirectory(folder);
        using var starting = Lock("starting", FileShare.None);
        var user = Lock("users", FileShare.Read);
        var postgres = PostgresServer.At(folder);
        if (!postgres.Running())
            postgres = PostgresServer.Create(folder, durable: false);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Leave(user);
        return postgres.ConnectionString;
    }

    private static void Leave(FileStream user)
    {
        NpgsqlConnection.ClearAllPools();
        using var starting = Lock("starting", FileShare.None);
        user.Dispose();
        if (TryLock("users", FileShare.None) is not { } last)
            return;
        using (last)
            PostgresServer.At(folder).Delete();
    }

    private static FileStream Lock(string name, FileShare share)
    {
        while (true)
        {
            if (TryLock(name, share) is { } taken)
                return taken;
            using var pause = new ManualResetEventSlim();
            pause.Wait(50);
        }
    }

    // On Unix .NET maps FileShare.None to an exclusive and FileShare.Read to a shared advisory lock; the system frees it when a program dies.
    private static FileStream? TryLock(string name, FileShare share)
    {
        try
        {
            return new FileStream(Path.Combine(folder, name + ".lock"), FileMode.OpenOrCreate, FileAccess.Read, share);
        }
        catch (IOException)
        {
            return null;
        }
    }
}
