using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Umlauf.Architecture.Tests;

/// <summary>docs/operations/settings.md: every key of <c>umlauf.json</c>, read from the calls <c>settings.Part&lt;T&gt;("key")</c> and from what stands above T's properties.</summary>
internal static class SettingsPage
{
    public static string Made()
    {
        var page = new StringBuilder(
            """
            # Settings

            In `umlauf.json` in the data folder; an environment variable overrides it. Secrets belong into the environment or into files that only the program's user can read.
            Made from the code by `UMLAUF_UPDATE_DOCS=1 ./test`; a test compares it.

            | key | environment | default | meaning |
            |---|---|---|---|

            """
        );
        Row(page, "", typeof(Platform.Settings), null);
        foreach (var (section, type) in Sections().DistinctBy(one => one.Section).OrderBy(one => one.Section, StringComparer.Ordinal))
            Row(page, section + ":", type, Activator.CreateInstance(type));
        return page.ToString();
    }

    private static void Row(StringBuilder page, string section, Type type, object? defaults)
    {
        foreach (var property in type.GetProperties().Where(property => Sentence(type, property.Name).Length > 0))
        {
            var key = section + char.ToLowerInvariant(property.Name[0]) + property.Name[1..];
            var variable = "UMLAUF_" + key.ToUpperInvariant().Replace(":", "__", StringComparison.Ordinal);
            var value = defaults is null ? null : property.GetValue(defaults);
            page.Append(CultureInfo.InvariantCulture, $"| `{key}` | `{variable}` | {Shown(value)} | {Sentence(type, property.Name)} |\n");
        }
    }

    private static string Shown(object? value) =>
        value switch
        {
            null or "" => "",
            string or not System.Collections.IEnumerable => $"`{Convert.ToString(value, CultureInfo.InvariantCulture)}`",
            System.Collections.IEnumerable several => string.Join(", ", several.Cast<object>().Select(Shown)),
        };

    private static IEnumerable<(string Section, Type Type)> Sections() =>
        from type in CompiledCode.Product.Types.SelectMany(CompiledCode.Family)
        from method in type.Methods
        where method.HasBody
        from call in method.Body.Instructions
        where call.Operand is GenericInstanceMethod { Name: "Part", DeclaringType.FullName: "Umlauf.Platform.Settings" }
        let part = ((GenericInstanceMethod)call.Operand).GenericArguments[0]
        where call.Previous.OpCode.Code == Code.Ldstr
        select (
            (string)call.Previous.Operand,
            Assembly.Load(((TypeDefinition)part.Resolve()).Module.Assembly.Name.Name).GetType(part.FullName, throwOnError: true)!
        );

    /// <summary>What stands in <c>///</c> above a property.</summary>
    private static string Sentence(Type type, string property) =>
        SourceTree
            .Files.Where(file => file.Path.StartsWith("src/", StringComparison.Ordinal))
            .Select(file =>
                Regex.Match(file.Text, $@"\bclass {type.Name}\b", RegexOptions.None, TimeSpan.FromSeconds(1)) is { Success: true } found
                    ? file.Text[found.Index..]
                    : ""
            )
            .Select(text =>
                Regex.Match(
                    text,
                    $@"<summary>(?<sentence>((?!<summary>)[\s\S])*?)</summary>\s*public [\w<>?\[\], ]+ {property}\b",
                    RegexOptions.ExplicitCapture,
                    TimeSpan.FromSeconds(1)
                )
            )
            .Where(match => match.Success)
            .Select(match =>
                string.Join(
                    ' ',
                    match
                        .Groups["sentence"]
                        .Value.Replace("///", "", StringComparison.Ordinal)
                        .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
                )
            )
            .Select(sentence => sentence.Replace("<c>", "`", StringComparison.Ordinal).Replace("</c>", "`", StringComparison.Ordinal))
            .FirstOrDefault("");
}
