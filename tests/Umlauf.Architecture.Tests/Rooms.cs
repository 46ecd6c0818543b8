using Mono.Cecil;

namespace Umlauf.Architecture.Tests;

/// <summary>Which room of the house a type lives in, and which rooms it may enter (docs/adr/0001).</summary>
internal static class Rooms
{
    /// <summary>Capability: what it may use beside Platform and itself.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> MayUse = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["Formats"] = [],
        ["Platform"] = [],
        ["Journal"] = [],
        ["Identity"] = ["Journal", "Formats"],
        ["Records"] = ["Journal", "Identity", "Formats"],
        ["Workload"] = ["Journal", "Identity"],
        ["Intake"] = ["Journal", "Identity", "Records", "Workload", "Formats"],
        ["Dispatch"] = ["Journal", "Identity", "Records", "Workload", "Formats"],
        ["Circulation"] = ["Journal", "Identity", "Records", "Workload", "Dispatch", "Formats"],
        ["Archive"] = ["Journal", "Identity", "Records", "Formats"],
        ["Portal"] = ["Journal", "Identity", "Records", "Workload", "Intake", "Dispatch"],
        ["Participation"] = ["Journal", "Identity", "Records", "Workload", "Circulation", "Dispatch", "Portal"],
    };

    /// <summary>Rooms that put the others together: what they may use is limited by what their projects reference.</summary>
    private static readonly string[] outer = ["Adapters", "Web", "Cli"];

    private static readonly string[] outside =
    [
        "System.IO.File",
        "System.IO.FileInfo",
        "System.IO.FileStream",
        "System.IO.Directory",
        "System.IO.DirectoryInfo",
        "System.Diagnostics.Process",
        "System.Net.Dns",
        "System.Net.WebRequest",
    ];

    /// <summary>The capability or outer room of a type; null for types that are not ours.</summary>
    public static string? Of(TypeReference type)
    {
        var name = CompiledCode.Outermost(type).Namespace.Split('.');
        if (name is ["Umlauf", var room and not "Architecture", ..])
            return room;
        // Razor compiles templates into a namespace of its own.
        return type is TypeDefinition && type.Module.Assembly.Name.Name == "Umlauf.Web" ? "Web" : null;
    }

    /// <summary>Wall 1: the table above.</summary>
    public static IEnumerable<Violation> Table(CompiledCode code) =>
        from type in code.Types
        let room = Of(type)
        where room is not null && !outer.Contains(room, StringComparer.Ordinal)
        from violation in MayUse.TryGetValue(room, out var allowed)
            ? CompiledCode
                .UsedBy(type)
                .Where(used => !Allowed(room, allowed, used))
                .Select(used => new Violation(type, $"{room} may not use {used.FullName}"))
            : [new Violation(type, $"there is no room {room} in the table")]
        select violation;

    /// <summary>Wall 2: <c>Umlauf.X.Model</c> is private to X.</summary>
    public static IEnumerable<Violation> PrivateModels(CompiledCode code) =>
        from type in code.Types
        from used in CompiledCode.UsedBy(type)
        where CompiledCode.Outermost(used).Namespace.Split('.') is ["Umlauf", _, "Model", ..] && Of(used) != Of(type)
        select new Violation(type, $"{used.FullName} is private to {Of(used)}");

    /// <summary>Foreign formats are read from bytes: no file, no network, no program; so they can be fuzzed and run in a child process.</summary>
    public static IEnumerable<Violation> FormatsTouchNothing(CompiledCode code) =>
        from type in code.Types
        where Of(type) is "Formats"
        from used in CompiledCode.UsedBy(type)
        where outside.Contains(used.FullName, StringComparer.Ordinal) || used.Namespace is "System.Net.Http" or "System.Net.Sockets"
        select new Violation(type, $"a format may not use {used.FullName}");

    /// <summary>Vendors are chosen where the program is put together (Cli), never in a page.</summary>
    public static IEnumerable<Violation> PagesChooseNoVendor(CompiledCode code) =>
        from type in code.Types
        where Of(type) is "Web"
        from used in CompiledCode.UsedBy(type)
        where Of(used) is "Adapters"
        select new Violation(type, $"a page may not use {used.FullName}");

    private static bool Allowed(string room, string[] allowed, TypeReference used) =>
        Of(used) is not { } other
        || other == room
        || allowed.Contains(other, StringComparer.Ordinal)
        || (other == "Platform" && room != "Formats");
}
