using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Umlauf.Platform;

namespace Umlauf.Circulation.Engine;

/// <summary>A key as a plain string.</summary>
internal sealed class IdJson<T> : JsonConverter<T>
    where T : struct, IId<T>
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => T.From(reader.GetGuid());

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}

/// <summary>A word of ours as <c>kebab-case</c>; numbers are refused.</summary>
internal sealed class WordJson<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false)
    where T : struct, Enum;

internal sealed class HashJson : JsonConverter<ContentHash>
{
    public override ContentHash Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new(reader.GetString()!);

    public override void Write(Utf8JsonWriter writer, ContentHash value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Hex);
}

/// <summary>How many must be positive, as a number; 0 = all.</summary>
internal sealed class CompletionRuleJson : JsonConverter<CompletionRule>
{
    public override CompletionRule Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new(reader.GetInt32());

    public override void Write(Utf8JsonWriter writer, CompletionRule value, JsonSerializerOptions options) =>
        writer.WriteNumberValue(value.Least);
}

/// <summary>Number fields by name, in the same order in every language of the machine.</summary>
internal sealed class FieldsJson : JsonConverter<ImmutableSortedDictionary<string, decimal>>
{
    public override ImmutableSortedDictionary<string, decimal> Read(
        ref Utf8JsonReader reader,
        Type typeToConvert,
        JsonSerializerOptions options
    )
    {
        var fields = ImmutableSortedDictionary.CreateBuilder<string, decimal>(StringComparer.Ordinal);
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("Fields are an object.");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            fields.Add(name, reader.GetDecimal());
        }
        return fields.ToImmutable();
    }

    public override void Write(Utf8JsonWriter writer, ImmutableSortedDictionary<string, decimal> value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach (var (name, number) in value.OrderBy(field => field.Key, StringComparer.Ordinal))
            writer.WriteNumber(name, number);
        writer.WriteEndObject();
    }
}

/// <summary>A place of a remark, read by the same rules as from a page.</summary>
internal sealed class AnchorJson : JsonConverter<RemarkAnchor>
{
    public override RemarkAnchor Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        string? page = null;
        string? rect = null;
        string? quote = null;
        string? prefix = null;
        string? suffix = null;
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("A place is an object.");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString();
            reader.Read();
            switch (name)
            {
                case "page":
                    page = reader.GetInt32().ToString(CultureInfo.InvariantCulture);
                    break;
                case "rect":
                    rect = reader.GetString();
                    break;
                case "quote":
                    quote = reader.GetString();
                    break;
                case "prefix":
                    prefix = reader.GetString();
                    break;
                case "suffix":
                    suffix = reader.GetString();
                    break;
                default:
                    throw new JsonException($"A place has no \"{name}\".");
            }
        }
        var anchor = RemarkAnchor.Parse(page, rect, quote, prefix, suffix);
        return anchor.Ok ? anchor.Value : throw new JsonException(anchor.Refusal!.English);
    }

    public override void Write(Utf8JsonWriter writer, RemarkAnchor value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        if (value.Page is { } page)
            writer.WriteNumber("page", page);
        if (value.Rect is { } rect)
            writer.WriteString("rect", rect.ToString());
        if (value.Quote is { } quote)
        {
            writer.WriteString("quote", quote);
            writer.WriteString("prefix", value.Prefix);
            writer.WriteString("suffix", value.Suffix);
        }
        writer.WriteEndObject();
    }
}
