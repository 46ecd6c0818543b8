using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Umlauf.Platform;

namespace Umlauf.Journal;

/// <summary>Digests of rows in the entries of the acts that wrote them (docs/journal-format.md).</summary>
internal static class Seals
{
    /// <summary>Keys in one statement.</summary>
    private const int Chunk = 500;

    public static IReadOnlyList<SealedTable> Tables { get; } =
    [
        .. typeof(Seals)
            .Assembly.GetTypes()
            .Where(type => type.IsClass && type.IsAssignableTo(typeof(ISealedTables)))
            .SelectMany(type => ((ISealedTables)Activator.CreateInstance(type)!).Tables),
    ];

    private static readonly ConcurrentDictionary<string, IReadOnlyList<(SealedTable Table, SealedBy By)>> byKind = new(
        StringComparer.Ordinal
    );

    /// <summary>The digest of no rows: what is left when the last one was taken away.</summary>
    public static string None { get; } = Of([]);

    /// <summary>
    /// Adds to the entries of a unit the digests of what it wrote, as it will be when it commits. From here on the unit holds the head of the
    /// chain, so that no other unit's act comes between the digest and its place in the chain.
    /// </summary>
    public static async Task AddTo(Unit unit, List<PendingEntry> acts)
    {
        var last = new Dictionary<(SealedTable Table, Guid Key), int>();
        for (var i = 0; i < acts.Count; i++)
            foreach (var (table, by) in SealedBy(acts[i].Kind))
            foreach (var key in KeysOf(table, by, acts[i]))
                last[(table, key)] = i;
        if (last.Count == 0)
            return;
        await unit.Scalar<long>($"SELECT position FROM journal_head WHERE tenant_id = @tenant {unit.Dialect.ForUpdate}");
        var seals = new SortedDictionary<int, JsonObject>();
        foreach (var table in last.Keys.GroupBy(sealing => sealing.Table, sealing => sealing.Key))
        foreach (var keys in table.Chunk(Chunk))
        {
            var rows = await RowsOf(unit, table.Key, keys);
            foreach (var key in keys)
            {
                var carrier = last[(table.Key, key)];
                if (!seals.TryGetValue(carrier, out var carried))
                    seals.Add(carrier, carried = []);
                var name = key == acts[carrier].Subject || table.Key.Key is null ? table.Key.Name : $"{table.Key.Name}/{key:D}";
                carried[name] = Of(rows[key]);
            }
        }
        foreach (var (carrier, carried) in seals)
        {
            var data = JsonNode.Parse(acts[carrier].Data)!.AsObject();
            data["seals"] = carried;
            acts[carrier] = acts[carrier] with { Data = data.ToJsonString() };
        }
    }

    /// <summary>The digests that an entry carries.</summary>
    public static IEnumerable<((string Table, Guid Key) Of, string Seal)> In(Guid subject, string data)
    {
        JsonObject? seals;
        try
        {
            seals = JsonNode.Parse(data)?["seals"] as JsonObject;
        }
        catch (JsonException)
        {
            // A damaged entry vouches for nothing; that it is damaged is the journal's own finding.
            yield break;
        }
        foreach (var (name, seal) in seals ?? [])
        {
            if (name.Split('/') is [var table, var key])
                yield return ((table, Guid.TryParse(key, out var id) ? id : Guid.Empty), $"{seal}");
            else
                yield return ((name, Tables.Any(one => one.Name == name && one.Key is null) ? Guid.Empty : subject), $"{seal}");
        }
    }

    /// <summary>The first 128 bits of SHA-256 over the rows, in an order of their own, each with a line feed behind it.</summary>
    public static string Of(IEnumerable<string> rows)
    {
        var text = string.Concat(rows.Order(StringComparer.Ordinal).Select(row => row + "\n"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));
    }

    /// <summary>Each value that is there as <c>column=length:value;</c>.</summary>
    public static string Canonical(SealedTable table, IDictionary<string, object?> row)
    {
        var text = new StringBuilder();
        foreach (var column in table.Columns.Split(", "))
        {
            if (row[column] is not { } value)
                continue;
            var part = value switch
            {
                bool yes => yes ? "1" : "0",
                byte[] bytes => Convert.ToHexStringLower(bytes),
                DateTime at => at.ToString("O", CultureInfo.InvariantCulture),
                IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
                _ => value.ToString()!,
            };
            text.Append(CultureInfo.InvariantCulture, $"{column}={part.Length}:{part};");
        }
        return text.ToString();
    }

    /// <summary>The key of a row as it was read.</summary>
    public static Guid KeyOf(object? value) =>
        value switch
        {
            Guid id => id,
            string text => Guid.TryParse(text, out var id) ? id : Guid.Empty,
            _ => Guid.Empty,
        };

    private static IReadOnlyList<(SealedTable Table, SealedBy By)> SealedBy(string kind) =>
        byKind.GetOrAdd(
            kind,
            static kind => [.. Tables.SelectMany(table => table.By.Where(by => by.Matches(kind)).Select(by => (table, by)))]
        );

    private static IEnumerable<Guid> KeysOf(SealedTable table, SealedBy by, PendingEntry act)
    {
        if (table.Key is null)
            return [Guid.Empty];
        if (by.Fields.Count == 0)
            return [act.Subject];
        var data = JsonNode.Parse(act.Data)!;
        return by.Fields.Select(field => data[field]).OfType<JsonValue>().Select(key => key.GetValue<Guid>());
    }

    private static async Task<ILookup<Guid, string>> RowsOf(Unit unit, SealedTable table, Guid[] keys)
    {
        var (key, where) = table.Key is null ? ("NULL", "") : (table.Key, $"AND {table.Key} {unit.Dialect.OneOf("@keys")}");
        var rows = await unit.Query<dynamic>(
            $"SELECT {key} AS sealed_key, {table.Columns} FROM {table.Name} WHERE tenant_id = @tenant {where}",
            table.Key is null ? null : new { keys }
        );
        return rows.Cast<IDictionary<string, object?>>().ToLookup(row => KeyOf(row["sealed_key"]), row => Canonical(table, row));
    }
}
