using System.Collections.Concurrent;
using System.Data;
using System.Data.Common;
using Dapper;

namespace Umlauf.Platform;

/// <summary>The properties of many rows of one type as parameters that are arrays, and <c>@tenant</c>; see <see cref="ManyRows"/>.</summary>
internal sealed class SqlArrays(TenantId tenant, object[] rows) : SqlMapper.IDynamicParameters
{
    private static readonly ConcurrentDictionary<(string Sql, Type Row), string> statements = [];

    private readonly Type type = rows[0].GetType();

    public string Statement(string sql) => statements.GetOrAdd((sql, type), static one => ManyRows.Of(one.Sql, SqlValues.Names(one.Row)));

    public void AddParameters(IDbCommand command, SqlMapper.Identity identity) =>
        Add(((DbCommand)command).Parameters, command.CreateParameter);

    public void Add(DbParameterCollection parameters, Func<IDbDataParameter> create)
    {
        new SqlValues(tenant, args: null).Add(parameters, create);
        foreach (var name in SqlValues.Names(type))
        {
            var parameter = create();
            parameter.ParameterName = name;
            parameter.Value = SqlValues.Column(type, name, rows);
            parameters.Add(parameter);
        }
    }
}
