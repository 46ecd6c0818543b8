using Npgsql;

namespace Umlauf.Adapters.Postgres;

/// <summary>
/// Row-level security as a second wall between administrations: a statement that forgets its administration sees and changes nothing foreign.
/// It binds every role but the owner of the tables, so the program must connect as another one (setting <c>databaseOwner</c>).
/// </summary>
internal static class RowSecurity
{
    /// <summary>
    /// For every table with an administration that has no policy yet, also those of later migrations. 0 is the installation itself, whose work goes
    /// through all administrations. Views look with the eyes of who reads them.
    /// </summary>
    private const string Protect = """
        DO $$
        DECLARE one record;
        BEGIN
            FOR one IN
                SELECT c.oid::regclass AS name FROM pg_class c
                JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id' AND NOT a.attisdropped
                WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relrowsecurity
            LOOP
                EXECUTE format(
                    'CREATE POLICY administration ON %s USING (tenant_id = nullif(current_setting(''umlauf.tenant'', true), '''')::integer'
                    ' OR current_setting(''umlauf.tenant'', true) = ''0'')', one.name);
                EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', one.name);
            END LOOP;
            FOR one IN
                SELECT c.oid::regclass AS name FROM pg_class c
                WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'v'
                    AND NOT coalesce('security_invoker=true' = ANY(c.reloptions), false)
            LOOP
                EXECUTE format('ALTER VIEW %s SET (security_invoker = true)', one.name);
            END LOOP;
        END $$
        """;

    /// <param name="owner">A connection of the owner of the tables.</param>
    /// <param name="program">The role that the program itself connects as; null = the owner.</param>
    public static void Apply(NpgsqlConnection owner, string? program)
    {
        Run(owner, Protect);
        if (program is null)
            return;
        var role = new NpgsqlCommandBuilder().QuoteIdentifier(program);
        Run(owner, $"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}");
        Run(owner, $"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {role}");
    }

    private static void Run(NpgsqlConnection connection, string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }
}
