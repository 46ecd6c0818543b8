using System.Collections;
using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Umlauf.Identity;
using Umlauf.Platform;
using Umlauf.Records;

namespace Umlauf.Circulation.Engine;

/// <summary>
/// An act as it is stored (Vorgang in der Mappe als JSON): the same act gives the same bytes, without blanks and without what is empty.
/// A field that this version does not know is refused.
/// </summary>
public static class ActJson
{
    internal static readonly JsonSerializerOptions Options = new(ActJsonContext.Default.Options)
    {
        // It is stored and hashed, never put into a page as it is: umlauts stay as they are.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        TypeInfoResolver = ActJsonContext.Default.WithAddedModifier(OmitEmpty),
    };

    private static readonly JsonTypeInfo<Act> ActType = (JsonTypeInfo<Act>)Options.GetTypeInfo(typeof(Act));

    private static readonly JsonTypeInfo<Folder> FolderType = (JsonTypeInfo<Folder>)Options.GetTypeInfo(typeof(Folder));

    public static byte[] Write(Act act) => JsonSerializer.SerializeToUtf8Bytes(act, ActType);

    /// <exception cref="JsonException">This is no act, or one of a newer version.</exception>
    public static Act Read(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize(json, ActType) ?? throw new JsonException("No act.");

    /// <inheritdoc cref="Read(ReadOnlySpan{byte})"/>
    public static Act Read(string json) => JsonSerializer.Deserialize(json, ActType) ?? throw new JsonException("No act.");

    /// <summary>The whole state of a folder, to compare two ways to it.</summary>
    public static byte[] Write(Folder folder) => JsonSerializer.SerializeToUtf8Bytes(folder, FolderType);

    private static void OmitEmpty(JsonTypeInfo contract)
    {
        foreach (var property in contract.Properties)
        {
            // What a constructor asks for is always written.
            var optional = property is { IsRequired: false, AssociatedParameter: null or { IsMemberInitializer: true } };
            var type = property.PropertyType;
            if (optional && type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>))
                property.ShouldSerialize = static (_, value) => value is ICollection { Count: > 0 };
        }
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    IgnoreReadOnlyProperties = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    GenerationMode = JsonSourceGenerationMode.Metadata,
    Converters = [
        typeof(IdJson<CirculationFolderId>),
        typeof(IdJson<StaffMemberId>),
        typeof(IdJson<OfficeId>),
        typeof(IdJson<DocumentId>),
        typeof(HashJson),
        typeof(FieldsJson),
        typeof(AnchorJson),
        typeof(CompletionRuleJson),
        typeof(WordJson<FolderState>),
        typeof(WordJson<StationState>),
        typeof(WordJson<StepState>),
        typeof(WordJson<OutcomeKind>),
        typeof(WordJson<Standing>),
        typeof(WordJson<Capacity>),
        typeof(WordJson<ReminderKind>),
        typeof(WordJson<Rank>),
        typeof(WordJson<ReturnReason>),
        typeof(WordJson<DirectiveState>),
        typeof(WordJson<DirectiveKind>),
        typeof(WordJson<StationTask>),
        typeof(WordJson<RefusalPolicy>),
        typeof(WordJson<ChangePolicy>),
        typeof(WordJson<ResumeAt>),
        typeof(WordJson<Role>),
    ]
)]
[JsonSerializable(typeof(Act))]
[JsonSerializable(typeof(Folder))]
[JsonSerializable(typeof(TemplatePlan))]
internal sealed partial class ActJsonContext : JsonSerializerContext;
