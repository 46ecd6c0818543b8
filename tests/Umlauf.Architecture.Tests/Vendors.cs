using Mono.Cecil;

namespace Umlauf.Architecture.Tests;

/// <summary>Wall 5: each foreign library has one room; to exchange it, only that room is opened.</summary>
internal static class Vendors
{
    private static readonly Dictionary<string, string> roomOf = new(StringComparer.Ordinal)
    {
        ["MimeKit"] = "Umlauf.Formats",
        ["UglyToad.PdfPig"] = "Umlauf.Formats",
        ["HtmlSanitizer"] = "Umlauf.Formats",
        ["AngleSharp"] = "Umlauf.Formats",
        ["UtfUnknown"] = "Umlauf.Formats",
        ["BitMiracle.LibTiff.NET"] = "Umlauf.Formats",
        ["DiffPlex"] = "Umlauf.Formats",
        ["Lucene.Net"] = "Umlauf.Formats",
        ["BouncyCastle.Cryptography"] = "Umlauf.Formats",
        ["J2N"] = "Umlauf.Formats",
        ["Microsoft.Data.Sqlite"] = "Umlauf.Adapters",
        ["SQLitePCLRaw"] = "Umlauf.Adapters",
        ["Npgsql"] = "Umlauf.Adapters",
        ["dbup"] = "Umlauf.Adapters",
        ["MailKit"] = "Umlauf.Adapters",
        ["AWSSDK"] = "Umlauf.Adapters",
        ["Dapper"] = "Umlauf.Platform",
        ["QRCoder"] = "Umlauf.Web",
        ["Microsoft.OpenApi"] = "Umlauf.Web",
        ["System.CommandLine"] = "Umlauf.Cli",
    };

    private static readonly string[] platform =
    [
        "System",
        "Microsoft.AspNetCore",
        "Microsoft.Extensions",
        "Microsoft.Net.Http",
        "Microsoft.Win32",
        "netstandard",
        "mscorlib",
        "Umlauf",
    ];

    public static IEnumerable<Violation> OnePlaceEach(CompiledCode code) =>
        from type in code.Types
        where Rooms.Of(type) is not null
        from library in CompiledCode.UsedBy(type).Select(Library).OfType<string>().Distinct(StringComparer.Ordinal)
        let home = roomOf.FirstOrDefault(entry => Is(library, entry.Key)).Value
        where
            home is null
                ? !Array.Exists(platform, known => Is(library, known))
                : home != $"Umlauf.{Rooms.Of(type)}" && !TravelsWithMailKit(type, library)
        select new Violation(type, home is null ? $"{library} has no room yet" : $"{library} belongs into {home}");

    /// <summary>MailKit takes and gives mails as MimeKit's: who sends over SMTP cannot help naming them.</summary>
    private static bool TravelsWithMailKit(TypeReference type, string library) =>
        library == "MimeKit" && CompiledCode.Outermost(type).Namespace == "Umlauf.Adapters.Smtp";

    private static string? Library(TypeReference type) => (CompiledCode.Outermost(type).Scope as AssemblyNameReference)?.Name;

    private static bool Is(string library, string name) =>
        library == name
        || library.StartsWith(name + ".", StringComparison.Ordinal)
        || library.StartsWith(name + "-", StringComparison.Ordinal);
}
