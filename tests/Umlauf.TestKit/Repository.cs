namespace Umlauf.TestKit;

/// <summary>The source tree that the running tests were built from.</summary>
public static class Repository
{
    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    private static string FindRoot(string folder) =>
        File.Exists(Path.Combine(folder, "Umlauf.slnx"))
            ? folder
            : FindRoot(
                Path.GetDirectoryName(folder.TrimEnd(Path.DirectorySeparatorChar))
                    ?? throw new DirectoryNotFoundException("The tests run outside of the source tree.")
            );
}
