using System.Collections.Concurrent;
using System.Data;
using System.Data.Common;
using System.Reflection;
using Dapper;

namespace Umlauf.Platform;

/// <summary>
/// The properties of an argument as parameters of a statement, and <c>@tenant</c>. Knows our ids, instants and hashes as <see cref="SqlTypes"/> does;
/// read by reflection once for each type, so that writing many rows costs little more than the database takes.
/// </summary>
internal sealed class SqlValues(TenantId tenant, object? args) : SqlMapper.IDynamicParameters
{
    private static readonly ConcurrentDictionary<Type, Value[]> known = [];
    private static readonly ConcurrentDictionary<Type, PropertyInfo[]> knownLists = [];
    private static readonly ConcurrentDictionary<Type, Conversion> conversions = new(
        new Dictionary<Type, Conversion>
        {
            [typeof(string)] = new(DbType.String),
            [typeof(int)] = new(DbType.Int32),
            [typeof(long)] = new(DbType.Int64),
            [typeof(double)] = new(DbType.Double),
            [typeof(bool)] = new(DbType.Boolean),
            [typeof(Guid)] = new(DbType.Guid),
            [typeof(byte[])] = new(DbType.Binary),
            [typeof(DateOnly)] = new(DbType.Date),
            [typeof(DateTimeOffset)] = new(DbType.DateTime, value => ((DateTimeOffset)value).UtcDateTime),
            [typeof(ContentHash)] = new(DbType.String, value => ((ContentHash)value).Hex),
            [typeof(TenantId)] = new(DbType.Int32, value => ((TenantId)value).Value),
        }
    );

    public void AddParameters(IDbCommand command, SqlMapper.Identity identity)
    {
        Add(((DbCommand)command).Parameters, command.CreateParameter);
        // Many values for one parameter: Dapper knows which database takes them as an array, and for which it must write the statement out.
        var lists = Lists();
        if (lists.Count > 0)
            ((SqlMapper.IDynamicParameters)new DynamicParameters(lists)).AddParameters(command, identity);
    }

    public void Add(DbParameterCollection parameters, Func<IDbDataParameter> create)
    {
        Add("@tenant", Conversion.Of(typeof(int)), tenant.Value);
        if (args is IEnumerable<KeyValuePair<string, object?>> named)
        {
            foreach (var (name, value) in named.Where(one => !IsList(one.Value?.GetType())))
                Add("@" + name, Conversion.Of(value?.GetType() ?? typeof(object)), value);
        }
        else if (args is not null)
        {
            foreach (var property in Of(args.GetType()))
                Add(property.Parameter, property.Conversion, property.Info.GetValue(args));
        }

        // With its sign: Microsoft.Data.Sqlite looks for a bare name behind each of three signs, for every row.
        void Add(string parameterName, Conversion conversion, object? value)
        {
            var parameter = create();
            parameter.ParameterName = parameterName;
            if (conversion.Type is { } type)
                parameter.DbType = type;
            parameter.Value = conversion.Plain(value);
            parameters.Add(parameter);
        }
    }

    /// <summary>Gives the parameters that <see cref="Add"/> made for one row the values of another.</summary>
    public static void Replace(DbParameterCollection parameters, object row)
    {
        var values = Of(row.GetType());
        for (var i = 0; i < values.Length; i++)
            parameters[i + 1].Value = values[i].Conversion.Plain(values[i].Info.GetValue(row));
    }

    /// <summary>Names of the parameters that the rows of a type have.</summary>
    public static IReadOnlyList<string> Names(Type row) => [.. Of(row).Select(value => value.Name)];

    /// <summary>All values of one parameter, in the order of the rows.</summary>
    public static Array Column(Type row, string name, object[] rows)
    {
        var value = Array.Find(Of(row), value => value.Name == name)!;
        var plain = rows.Select(one => value.Info.GetValue(one) is { } set ? value.Conversion.Plain(set) : null);
        return value.Conversion.Type switch
        {
            DbType.String => plain.Cast<string?>().ToArray(),
            DbType.Binary => plain.Cast<byte[]?>().ToArray(),
            DbType.Int32 => plain.Cast<int?>().ToArray(),
            DbType.Int64 => plain.Cast<long?>().ToArray(),
            DbType.Double => plain.Cast<double?>().ToArray(),
            DbType.Boolean => plain.Cast<bool?>().ToArray(),
            DbType.Guid => plain.Cast<Guid?>().ToArray(),
            DbType.Date => plain.Cast<DateOnly?>().ToArray(),
            DbType.DateTime => plain.Cast<DateTime?>().ToArray(),
            var other => throw new NotSupportedException($"{other}"),
        };
    }

    private Dictionary<string, object?> Lists() =>
        args switch
        {
            null => [],
            IEnumerable<KeyValuePair<string, object?>> named => named
                .Where(one => IsList(one.Value?.GetType()))
                .ToDictionary(StringComparer.Ordinal),
            _ => knownLists
                .GetOrAdd(args.GetType(), ListsOf)
                .ToDictionary(list => list.Name, list => list.GetValue(args), StringComparer.Ordinal),
        };

    private static bool IsList(Type? type) =>
        type is { IsArray: true } && type != typeof(byte[]) && Conversion.Of(type.GetElementType()!).FitsColumn;

    private static PropertyInfo[] ListsOf(Type type) =>
        [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => IsList(property.PropertyType))];

    private static Value[] Of(Type type) =>
        known.GetOrAdd(
            type,
            static type =>
                [
                    .. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                        .Select(property => new Value(property.Name, property, Conversion.Of(property.PropertyType)))
                        .Where(value => value.Conversion.FitsColumn),
                ]
        );

    private sealed record Value(string Name, PropertyInfo Info, Conversion Conversion)
    {
        public string Parameter { get; } = "@" + Name;
    }

    private sealed record Conversion(DbType? Type, Func<object, object>? Convert = null)
    {
        /// <summary>A row may have properties that stand in no column; a statement that names one fails.</summary>
        public bool FitsColumn => Type is not null;

        public static Conversion Of(Type type) => conversions.GetOrAdd(Nullable.GetUnderlyingType(type) ?? type, Other);

        public object Plain(object? value) =>
            value is null ? DBNull.Value
            : Convert is null ? value
            : Convert(value);

        private static Conversion Other(Type type)
        {
            if (type.IsEnum)
                return new(DbType.Int32, value => System.Convert.ToInt32(value, System.Globalization.CultureInfo.InvariantCulture));
            if (!SqlTypes.IsId(type))
                return new Conversion(Type: null);
            var value = type.GetProperty(nameof(IId<>.Value))!;
            return new(DbType.Guid, id => value.GetValue(id)!);
        }
    }
}
