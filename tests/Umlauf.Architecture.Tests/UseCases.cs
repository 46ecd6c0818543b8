using Mono.Cecil;
using Mono.Cecil.Cil;

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

    /// <summary>The kinds of journal entries that each type writes: the literals given to <c>JournalWriter.Append(unit, kind, subject, data)</c>.</summary>
    public static IEnumerable<(string Kind, string WrittenBy)> JournalKinds(CompiledCode code) =>
        from type in code.Types
        where Rooms.Of(type) is not "Journal"
        from method in CompiledCode.Family(type).SelectMany(member => member.Methods)
        where method.HasBody
        from call in method.Body.Instructions
        where call.Operand is MethodReference called && Appends(called)
        from kind in Kinds(call)
        select (kind, type.FullName);

    private static bool Appends(MethodReference called) =>
        called.Name.StartsWith("Append", StringComparison.Ordinal) && called.DeclaringType.Namespace == "Umlauf.Journal";

    /// <summary>The first literal after the journal is put on the stack, and the second one of a conditional expression.</summary>
    private static IEnumerable<string> Kinds(Instruction call)
    {
        var at = call;
        while (at is { Operand: not FieldReference { FieldType.FullName: "Umlauf.Journal.JournalWriter" } })
            at = at.Previous;
        while (at is { Operand: not string } && at != call)
            at = at.Next;
        for (; at?.Operand is string kind; at = at.Next?.OpCode.FlowControl == FlowControl.Branch ? at.Next.Next : null)
            yield return kind;
    }
}
