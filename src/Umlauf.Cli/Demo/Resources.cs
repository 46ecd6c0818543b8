using System.Text;

namespace Umlauf.Cli.Demo;

/// <summary>Texts that are carried inside the program.</summary>
internal static class Resources
{
    public static IEnumerable<string> Texts(string folder)
    {
        var assembly = typeof(Resources).Assembly;
        return assembly
            .GetManifestResourceNames()
            .Where(name => name.Contains($".Demo.{folder}.", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(Text);
    }

    public static string Text(string name)
    {
        using var stream =
            typeof(Resources).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"{name} is missing");
        return new StreamReader(stream, Encoding.UTF8).ReadToEnd();
    }
}
