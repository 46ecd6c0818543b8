using Mono.Cecil;

namespace Umlauf.Architecture.Tests;

/// <summary>What is true of every use case.</summary>
internal static class UseCases
{
    /// <summary>Wall 6: a public use case whose statements change rows also writes the journal.</summary>
    public static IEnumerable<Violation> WriteTheJournal(CompiledCode code) =>
        from type in code.Types
        where
            type.IsPublic
            && Rooms.MayUse.ContainsKey(Rooms.Of(type) ?? "")
            && type.Methods.Any(method => method.IsPublic && method.Name == "Run")
        where Rooms.Of(type) is not "Journal" && CompiledCode.Literals(type).Any(SqlWalls.Writes) && !CompiledCode.Calls(type).Any(Appends)
        select new Violation(type, "changes rows and does not append to the journal");

    /// <summary>Wall 7: a class nobody inherits from is sealed.</summary>
    public static IEnumerable<Violation> AreSealed(CompiledCode code)
    {
        var inherited = code
            .Types.SelectMany(CompiledCode.Family)
            .Select(type => type.BaseType?.GetElementType().FullName)
            .ToHashSet(StringComparer.Ordinal);
        return from outermost in code.Types
            where outermost.Namespace.StartsWith("Umlauf", StringComparison.Ordinal)
            from type in CompiledCode.Family(outermost)
            where
                type.IsClass
                && !type.IsValueType
                && !type.IsSealed
                && !type.IsAbstract
                && !type.Name.StartsWith('<')
                && !inherited.Contains(type.FullName)
            select new Violation(outermost, $"{type.Name} is not sealed");
    }

    /// <summary>Kinds of journal entries, and which type writes them: literals of the form <c>document-filed</c> beside a call of Append.</summary>
    public static IEnumerable<(string Kind, string WrittenBy)> JournalKinds(CompiledCode code) =>
        from type in code.Types
        where Rooms.Of(type) is not "Journal"
        from method in CompiledCode.Family(type).SelectMany(member => member.Methods)
        where
            method.HasBody && method.Body.Instructions.Any(instruction => instruction.Operand is MethodReference called && Appends(called))
        from literal in method.Body.Instructions.Select(instruction => instruction.Operand).OfType<string>()
        where literal.Contains('-', StringComparison.Ordinal) && literal.All(letter => letter is '-' or (>= 'a' and <= 'z'))
        select (literal, type.FullName);

    private static bool Appends(MethodReference called) =>
        called.Name.StartsWith("Append", StringComparison.Ordinal) && called.DeclaringType.Namespace == "Umlauf.Journal";
}
