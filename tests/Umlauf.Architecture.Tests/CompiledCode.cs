using Mono.Cecil;
using Mono.Cecil.Cil;
using Assembly = System.Reflection.Assembly;

namespace Umlauf.Architecture.Tests;

/// <summary>Something a wall forbids: which outermost type does it, and what it does.</summary>
internal sealed record Violation(TypeDefinition By, string What)
{
    public override string ToString() => $"{By.FullName}: {What}";
}

/// <summary>
/// Our assemblies as the compiler left them. Everything inside a type, i.e. nested types, lambdas, iterators and async state machines, counts as the
/// outermost type's. Constants and <c>nameof</c> leave no trace in compiled code and cannot be seen.
/// </summary>
internal sealed class CompiledCode
{
    private readonly ModuleDefinition[] modules;

    public CompiledCode(params Assembly[] assemblies)
    {
        modules = [.. assemblies.Select(assembly => ModuleDefinition.ReadModule(assembly.Location))];
        Types =
        [
            .. modules
                .SelectMany(module => module.Types)
                .Where(type => !type.Name.StartsWith('<') && type.Namespace != typeof(Planted.BreaksAttribute).Namespace),
        ];
    }

    /// <summary>The product.</summary>
    public static CompiledCode Product { get; } =
        new([.. new[] { "Umlauf", "Umlauf.Formats", "Umlauf.Adapters", "Umlauf.Web", "Umlauf.Cli" }.Select(Assembly.Load)]);

    /// <summary>The violations planted for the walls to find.</summary>
    public static CompiledCode Planted { get; } = new(typeof(Planted.BreaksAttribute).Assembly);

    /// <summary>Outermost types.</summary>
    public IReadOnlyList<TypeDefinition> Types { get; }

    /// <summary>Every type that the outermost type names in any way.</summary>
    public static IEnumerable<TypeReference> UsedBy(TypeDefinition outermost) =>
        Family(outermost).SelectMany(TypesOf).SelectMany(Flatten).DistinctBy(type => type.FullName);

    /// <summary>String literals in the code of a type, including the pieces of interpolated ones.</summary>
    public static IEnumerable<string> Literals(TypeDefinition outermost) =>
        Family(outermost).SelectMany(type => type.Methods).SelectMany(Literals);

    /// <summary>String literals of one method, in the order in which they are written.</summary>
    public static IEnumerable<string> Literals(MethodDefinition method) =>
        method.HasBody ? method.Body.Instructions.Select(instruction => instruction.Operand).OfType<string>() : [];

    public static IEnumerable<MethodReference> Calls(TypeDefinition outermost) =>
        Instructions(outermost).Select(instruction => instruction.Operand).OfType<MethodReference>();

    public static IEnumerable<TypeDefinition> Family(TypeDefinition type) => type.NestedTypes.SelectMany(Family).Prepend(type);

    public static TypeReference Outermost(TypeReference type) => type.DeclaringType is null ? type : Outermost(type.DeclaringType);

    private static IEnumerable<Instruction> Instructions(TypeDefinition outermost) =>
        Family(outermost).SelectMany(type => type.Methods).Where(method => method.HasBody).SelectMany(method => method.Body.Instructions);

    private static IEnumerable<TypeReference?> TypesOf(TypeDefinition type) =>
        [
            type.BaseType,
            .. type.Interfaces.Select(one => one.InterfaceType),
            .. type.GenericParameters.SelectMany(TypesOf),
            .. TypesOf((ICustomAttributeProvider)type),
            .. type.Fields.SelectMany(field => TypesOf(field).Append(field.FieldType)),
            .. type.Properties.SelectMany(property => TypesOf(property).Append(property.PropertyType)),
            .. type.Events.SelectMany(one => TypesOf(one).Append(one.EventType)),
            .. type.Methods.SelectMany(TypesOf),
        ];

    private static IEnumerable<TypeReference?> TypesOf(MethodDefinition method) =>
        [
            method.ReturnType,
            .. TypesOf((ICustomAttributeProvider)method),
            .. TypesOf(method.MethodReturnType),
            .. method.GenericParameters.SelectMany(TypesOf),
            .. method.Parameters.SelectMany(parameter => TypesOf(parameter).Append(parameter.ParameterType)),
            .. method.HasBody ? TypesOf(method.Body) : [],
        ];

    private static IEnumerable<TypeReference?> TypesOf(MethodBody body) =>
        [
            .. body.Variables.Select(variable => variable.VariableType),
            .. body.ExceptionHandlers.Select(handler => handler.CatchType),
            .. body.Instructions.SelectMany(instruction => OperandTypes(instruction.Operand)),
        ];

    private static IEnumerable<TypeReference?> OperandTypes(object? operand) =>
        operand switch
        {
            TypeReference type => [type],
            FieldReference field => [field.DeclaringType, field.FieldType],
            GenericInstanceMethod method => [.. method.GenericArguments, .. OperandTypes(method.ElementMethod)],
            MethodReference method =>
            [
                method.DeclaringType,
                method.ReturnType,
                .. method.Parameters.Select(parameter => parameter.ParameterType),
            ],
            _ => [],
        };

    private static IEnumerable<TypeReference?> TypesOf(GenericParameter parameter) =>
        parameter.Constraints.Select(constraint => constraint.ConstraintType);

    private static IEnumerable<TypeReference?> TypesOf(ICustomAttributeProvider owner) =>
        owner.CustomAttributes.SelectMany(attribute =>
            attribute
                .ConstructorArguments.Concat(attribute.Properties.Select(property => property.Argument))
                .SelectMany(TypesOf)
                .Append(attribute.AttributeType)
        );

    private static IEnumerable<TypeReference?> TypesOf(CustomAttributeArgument argument) =>
        argument.Value switch
        {
            TypeReference type => [argument.Type, type],
            CustomAttributeArgument[] several => several.SelectMany(TypesOf),
            CustomAttributeArgument boxed => TypesOf(boxed),
            _ => [argument.Type],
        };

    /// <summary>Takes arrays, pointers, modifiers and generic instances apart.</summary>
    private static IEnumerable<TypeReference> Flatten(TypeReference? type) =>
        type switch
        {
            null or GenericParameter => [],
            GenericInstanceType generic => generic.GenericArguments.SelectMany(Flatten).Concat(Flatten(generic.ElementType)),
            RequiredModifierType modified => Flatten(modified.ElementType).Concat(Flatten(modified.ModifierType)),
            OptionalModifierType modified => Flatten(modified.ElementType).Concat(Flatten(modified.ModifierType)),
            FunctionPointerType pointer => Flatten(pointer.ReturnType)
                .Concat(pointer.Parameters.SelectMany(parameter => Flatten(parameter.ParameterType))),
            TypeSpecification wrapped => Flatten(wrapped.ElementType),
            _ => [type],
        };
}
