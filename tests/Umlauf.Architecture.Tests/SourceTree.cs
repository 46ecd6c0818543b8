using System.Text.RegularExpressions;

namespace Umlauf.Architecture.Tests;

/// <summary>One file of the repository.</summary>
/// <param name="Path">Relative to the root, with slashes.</param>
/// <param name="Text">Its content.</param>
internal sealed record SourceFile(string Path, string Text);

/// <summary>Rules about what is written in the files themselves.</summary>
internal static partial class SourceTree
{
    private static readonly string[] roots = ["src", "tests", "bench", "docs", "fuzz", "tools", ".ci"];
    private static readonly string[] kinds = [".cs", ".cshtml", ".sql", ".css", ".js", ".md", ".sh", ".csproj", ".json", ".svg", ""];
    private static readonly string[] notOurs = ["bin", "obj", "vendor", "node_modules", "Fixtures", "TestResults"];

    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    /// <summary>Everything that people write, without what the build makes and others wrote.</summary>
    public static IReadOnlyList<SourceFile> Files { get; } =
    [
        .. roots
            .Select(root => Path.Combine(Root, root))
            .Where(Directory.Exists)
            .SelectMany(Walk)
            .Concat(Directory.EnumerateFiles(Root).Where(file => Path.GetFileName(file) != "LICENSE"))
            .Where(file =>
                kinds.Contains(Path.GetExtension(file), StringComparer.Ordinal)
                && !file.EndsWith("packages.lock.json", StringComparison.Ordinal)
            )
            .Order(StringComparer.Ordinal)
            .Select(file => new SourceFile(Path.GetRelativePath(Root, file), File.ReadAllText(file))),
    ];

    /// <summary>Wall 7: no source file over 500 lines.</summary>
    public static IEnumerable<string> TooLong(IEnumerable<SourceFile> files) =>
        from file in files
        where Is(file, ".cs", ".cshtml", ".css", ".js", ".sql")
        let lines = file.Text.AsSpan().Count('\n')
        where lines > 500
        select $"{file.Path} has {lines} lines";

    /// <summary>Nothing is left to do later without an issue, and no machine's own paths are named.</summary>
    public static IEnumerable<string> LeftBehind(IEnumerable<SourceFile> files) =>
        from file in files
        from match in Leftover().Matches(file.Text)
        select $"{file.Path} says {match.Value}";

    /// <summary>Wall 8: pages work without script, and the content security policy needs no exception.</summary>
    public static IEnumerable<string> NeedScript(IEnumerable<SourceFile> files) =>
        from file in files
        where Is(file, ".cshtml")
        from match in InlineScript()
            .Matches(file.Text)
            .Concat(
                Tag()
                    .Matches(file.Text)
                    .Where(tag =>
                        tag.Value.Contains("hx-", StringComparison.Ordinal)
                        && RequestOfScript().IsMatch(tag.Value)
                        && !PlainWay().IsMatch(tag.Value)
                    )
            )
        select $"{file.Path}: {match.Value}";

    private static bool Is(SourceFile file, params string[] endings) =>
        endings.Contains(Path.GetExtension(file.Path), StringComparer.Ordinal);

    private static IEnumerable<string> Walk(string folder) =>
        Directory
            .EnumerateFiles(folder)
            .Concat(
                Directory
                    .EnumerateDirectories(folder)
                    .Where(one => !notOurs.Contains(Path.GetFileName(one), StringComparer.Ordinal))
                    .SelectMany(Walk)
            );

    private static string FindRoot(string folder) =>
        File.Exists(Path.Combine(folder, "Umlauf.slnx")) ? folder : FindRoot(Path.GetDirectoryName(folder.TrimEnd('/'))!);

    // The words are put together so that this file does not find itself.
    [GeneratedRegex(
        @"\bTO" + @"DO\b|\bFIX" + @"ME\b|(?<![\w.~])/(home|Use" + @"rs|root|wor" + @"k)/[a-z]\w*",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Leftover();

    [GeneratedRegex(
        @"<script(?![^>]*\ssrc=)[^>]*>|\son[a-z]+\s*=\s*""[^""]*""|""javascript:[^""]*""|href=""#""|\sstyle=""[^""]*""",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex InlineScript();

    [GeneratedRegex(@"<[a-z][a-z0-9-]*\s[^<>]*>", RegexOptions.ExplicitCapture | RegexOptions.Singleline, 1000)]
    private static partial Regex Tag();

    [GeneratedRegex(@"\shx-(get|post|put|patch|delete)=", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex RequestOfScript();

    // A form, a link, or a button or field that sends the form it stands in.
    [GeneratedRegex(@"^<(form|a|button|input|select)\s", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PlainWay();
}
