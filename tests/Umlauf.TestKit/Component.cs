using Xunit;

namespace Umlauf.TestKit;

/// <summary>
/// What a test needs and a machine may lack. On a developer's machine the test shows as skipped with the reason; with CI=true it fails,
/// because there <c>./test</c> installs everything.
/// </summary>
public static class Component
{
    public static bool Strict { get; } = Environment.GetEnvironmentVariable("CI") == "true";

    /// <param name="missing">Null when the component is there, else a sentence that says what is missing and how to get it.</param>
    public static void Require(string? missing)
    {
        if (missing is null)
            return;
        if (Strict)
            Assert.Fail(missing);
        Assert.Skip(missing);
    }

    /// <summary>The full path of the first of these programs that is installed.</summary>
    public static string? Find(params string[] programs) =>
        programs.SelectMany(_ => SearchPath(), (program, folder) => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    /// <summary>A folder of the shared corpus (UMLAUF_SHARED, else <c>../shared</c> beside the repository); skips the test when there is none.</summary>
    public static string SharedFolder(string path)
    {
        var shared = Environment.GetEnvironmentVariable("UMLAUF_SHARED") ?? Path.Combine(Repository.Root, "..", "shared");
        var folder = Path.GetFullPath(Path.Combine(shared, path));
        if (!Directory.Exists(folder))
            Assert.Skip($"The shared corpus is not here: set UMLAUF_SHARED to the folder that holds {path}.");
        return folder;
    }

    private static string[] SearchPath() =>
        [.. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator), "/usr/sbin", "/usr/local/sbin"];
}
