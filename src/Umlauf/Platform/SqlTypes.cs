using System.Data;
using System.Globalization;
using System.Reflection;
using Dapper;

namespace Umlauf.Platform;

/// <summary>Teaches Dapper our ids, instants and hashes, the same on both databases.</summary>
internal static class SqlTypes
{
    public static void Register()
    {
        DefaultTypeMap.MatchNamesWithUnderscores = true;
        SqlMapper.AddTypeHandler(new InstantHandler());
        SqlMapper.AddTypeHandler(new DateHandler());
        SqlMapper.AddTypeHandler(new HashHandler());
        SqlMapper.AddTypeHandler(new TenantHandler());
        SqlMapper.RemoveTypeMap(typeof(Guid));
        SqlMapper.RemoveTypeMap(typeof(Guid?));
        SqlMapper.AddTypeHandler(new GuidHandler());
        foreach (var id in typeof(SqlTypes).Assembly.GetTypes().Where(IsId))
            SqlMapper.AddTypeHandler(id, (SqlMapper.ITypeHandler)Activator.CreateInstance(typeof(IdHandler<>).MakeGenericType(id))!);
    }

    public static bool IsId(Type type) =>
        type.IsValueType && Array.Exists(type.GetInterfaces(), i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IId<>));

    private static Guid ReadGuid(object value) => value is Guid guid ? guid : Guid.Parse((string)value);

    private sealed class IdHandler<T> : SqlMapper.TypeHandler<T>
        where T : struct, IId<T>
    {
        public override T Parse(object value) => T.From(ReadGuid(value));

        public override void SetValue(IDbDataParameter parameter, T value) => parameter.Value = value.Value;
    }

    private sealed class GuidHandler : SqlMapper.TypeHandler<Guid>
    {
        public override Guid Parse(object value) => ReadGuid(value);

        public override void SetValue(IDbDataParameter parameter, Guid value) => parameter.Value = value;
    }

    private sealed class InstantHandler : SqlMapper.TypeHandler<DateTimeOffset>
    {
        public override DateTimeOffset Parse(object value) =>
            value switch
            {
                DateTime time => new DateTimeOffset(DateTime.SpecifyKind(time, DateTimeKind.Utc)),
                DateTimeOffset time => time.ToUniversalTime(),
                _ => DateTimeOffset.Parse((string)value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
            };

        // Npgsql takes only UTC for timestamptz; SQLite writes 'yyyy-MM-dd HH:mm:ss.FFF', which sorts as text.
        public override void SetValue(IDbDataParameter parameter, DateTimeOffset value) => parameter.Value = value.UtcDateTime;
    }

    private sealed class DateHandler : SqlMapper.TypeHandler<DateOnly>
    {
        public override DateOnly Parse(object value) =>
            value switch
            {
                DateOnly date => date,
                DateTime time => DateOnly.FromDateTime(time),
                _ => DateOnly.Parse((string)value, CultureInfo.InvariantCulture),
            };

        public override void SetValue(IDbDataParameter parameter, DateOnly value) => parameter.Value = value;
    }

    private sealed class HashHandler : SqlMapper.TypeHandler<ContentHash>
    {
        public override ContentHash Parse(object value) => new((string)value);

        public override void SetValue(IDbDataParameter parameter, ContentHash value) => parameter.Value = value.Hex;
    }

    private sealed class TenantHandler : SqlMapper.TypeHandler<TenantId>
    {
        public override TenantId Parse(object value) => new(Convert.ToInt32(value, CultureInfo.InvariantCulture));

        public override void SetValue(IDbDataParameter parameter, TenantId value) => parameter.Value = value.Value;
    }
}
