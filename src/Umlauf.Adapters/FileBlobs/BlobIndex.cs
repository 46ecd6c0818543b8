using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using Umlauf.Platform;

namespace Umlauf.Adapters.FileBlobs;

/// <summary>Where a record lies: segment number and offset of its head.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Place(int Segment, long Offset)
{
    public long Packed => ((long)Segment << 32) | Offset;

    public static Place From(long packed) => new((int)(packed >> 32), packed & uint.MaxValue);
}

/// <summary>A content and where it lies.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct PlacedBlob(TenantId Tenant, StoredBlob Blob, Place Place);

/// <summary>
/// Finds contents by their hash without holding them in memory. Derived from the segments: it may lag behind them,
/// and knows how far it has come (<see cref="Scanned"/>); a deleted index is built again.
/// </summary>
internal sealed class BlobIndex : IDisposable
{
    private readonly Lock gate = new();
    private readonly SqliteConnection connection;
    private readonly SqliteCommand find;

    private BlobIndex(SqliteConnection connection)
    {
        this.connection = connection;
        find = connection.CreateCommand();
        find.CommandText = "SELECT place, length FROM blob WHERE tenant = $tenant AND hash = $hash";
        find.Parameters.Add("$tenant", SqliteType.Integer);
        find.Parameters.Add("$hash", SqliteType.Blob);
        find.Prepare();
    }

    public static BlobIndex Open(string file, bool readOnly)
    {
        try
        {
            return OpenOnce(file, readOnly);
        }
        catch (SqliteException unwritable) when (readOnly && unwritable.SqliteErrorCode is 8 or 14)
        {
            // SQLITE_READONLY, SQLITE_CANTOPEN: a folder in which this program may only read; the segments hold everything.
            return OpenOnce(":memory:", readOnly);
        }
        catch (SqliteException damaged) when (damaged.SqliteErrorCode is 11 or 26)
        {
            // SQLITE_CORRUPT, SQLITE_NOTADB: the segments hold everything, so the index is made anew.
            if (readOnly)
                return OpenOnce(":memory:", readOnly);
            foreach (var part in new[] { file, file + "-wal", file + "-shm" })
                File.Delete(part);
            return OpenOnce(file, readOnly);
        }
    }

    private static BlobIndex OpenOnce(string file, bool readOnly)
    {
        // A reader of a folder that has no index yet, or one whose writer died while making it, works with an empty one in memory.
        var source = readOnly && !HasTables(file) ? ":memory:" : file;
        var opened = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = source, Pooling = false }.ToString());
        try
        {
            opened.Open();
            Execute(opened, "PRAGMA busy_timeout = 5000");
            if (!readOnly || source == ":memory:")
                Execute(
                    opened,
                    """
                    PRAGMA journal_mode = wal;
                    PRAGMA synchronous = normal;
                    BEGIN IMMEDIATE;
                    CREATE TABLE IF NOT EXISTS blob (place integer PRIMARY KEY, tenant integer NOT NULL, hash blob NOT NULL, length integer NOT NULL);
                    CREATE UNIQUE INDEX IF NOT EXISTS blob_hash ON blob (tenant, hash);
                    CREATE TABLE IF NOT EXISTS progress (scanned integer NOT NULL);
                    INSERT INTO progress SELECT 0 WHERE NOT EXISTS (SELECT 1 FROM progress);
                    COMMIT;
                    """
                );
            return new BlobIndex(opened);
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    /// <summary>Every record before this place is in the index.</summary>
    public Place Scanned
    {
        get
        {
            lock (gate)
            {
                using var command = connection.CreateCommand();
                command.CommandText = "SELECT scanned FROM progress";
                return Place.From((long)command.ExecuteScalar()!);
            }
        }
    }

    public PlacedBlob? Find(TenantId tenant, ContentHash hash)
    {
        lock (gate)
        {
            find.Parameters[0].Value = tenant.Value;
            find.Parameters[1].Value = Convert.FromHexString(hash.Hex);
            using var row = find.ExecuteReader();
            return row.Read() ? new PlacedBlob(tenant, new StoredBlob(hash, row.GetInt64(1)), Place.From(row.GetInt64(0))) : null;
        }
    }

    public void Add(IEnumerable<PlacedBlob> blobs, Place scanned)
    {
        lock (gate)
        {
            using var transaction = connection.BeginTransaction();
            using (var insert = connection.CreateCommand())
            {
                insert.Transaction = transaction;
                insert.CommandText = "INSERT OR REPLACE INTO blob (place, tenant, hash, length) VALUES ($place, $tenant, $hash, $length)";
                var place = insert.Parameters.Add("$place", SqliteType.Integer);
                var tenant = insert.Parameters.Add("$tenant", SqliteType.Integer);
                var hash = insert.Parameters.Add("$hash", SqliteType.Blob);
                var length = insert.Parameters.Add("$length", SqliteType.Integer);
                foreach (var blob in blobs)
                {
                    place.Value = blob.Place.Packed;
                    tenant.Value = blob.Tenant.Value;
                    hash.Value = Convert.FromHexString(blob.Blob.Hash.Hex);
                    length.Value = blob.Blob.Length;
                    insert.ExecuteNonQuery();
                }
            }
            using (var progress = connection.CreateCommand())
            {
                progress.Transaction = transaction;
                progress.CommandText = "UPDATE progress SET scanned = $scanned";
                progress.Parameters.AddWithValue("$scanned", scanned.Packed);
                progress.ExecuteNonQuery();
            }
            transaction.Commit();
        }
    }

    /// <summary>The next contents after a place, in the order in which they were stored.</summary>
    public IReadOnlyList<PlacedBlob> After(long place, int limit)
    {
        lock (gate)
        {
            using var command = connection.CreateCommand();
            command.CommandText = "SELECT place, tenant, hash, length FROM blob WHERE place > $place ORDER BY place LIMIT $limit";
            command.Parameters.AddWithValue("$place", place);
            command.Parameters.AddWithValue("$limit", limit);
            using var row = command.ExecuteReader();
            var found = new List<PlacedBlob>();
            while (row.Read())
            {
                var blob = new StoredBlob(new ContentHash(Convert.ToHexStringLower((byte[])row.GetValue(2))), row.GetInt64(3));
                found.Add(new PlacedBlob(new TenantId(row.GetInt32(1)), blob, Place.From(row.GetInt64(0))));
            }
            return found;
        }
    }

    public void Dispose()
    {
        find.Dispose();
        connection.Dispose();
    }

    private static bool HasTables(string file)
    {
        if (!File.Exists(file))
            return false;
        using var look = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        look.Open();
        Execute(look, "PRAGMA busy_timeout = 5000");
        using var tables = look.CreateCommand();
        tables.CommandText = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name IN ('blob', 'progress')";
        return (long)tables.ExecuteScalar()! == 2;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
