using System.IO.Compression;
using System.Text;
using Umlauf.Identity;
using Umlauf.Platform;
using Umlauf.Records;

namespace Umlauf.Bench;

/// <summary>Very many German mails as rows of documents and texts; the index is left to the product. Made once and found again in a kept folder.</summary>
internal sealed class SeedDocuments(Db db, OfficeId[] offices)
{
    private const int Chunk = 1_000;
    private static readonly DateTimeOffset first = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static readonly TenantId Town = new(1);

    public Task<long> Indexed() => Scalar("SELECT count(*) FROM records_search_entry WHERE tenant_id = @tenant");

    /// <summary>Letters of all texts, of which the index is measured.</summary>
    public Task<long> Letters() => Scalar("SELECT sum(length) FROM records_text WHERE tenant_id = @tenant");

    public async Task Run(int count)
    {
        var there = await Scalar("SELECT count(*) FROM records_text WHERE tenant_id = @tenant");
        if (there == count)
            return;
        if (there > 0)
            throw new InvalidOperationException($"The kept folder has {there} texts, not {count}: remove it and seed again.");
        var done = 0;
        // The texts take most of the time: every core writes them, chunk by chunk in order.
        foreach (
            var rows in Enumerable
                .Range(0, (count + Chunk - 1) / Chunk)
                .AsParallel()
                .AsOrdered()
                .WithMergeOptions(ParallelMergeOptions.NotBuffered)
                .Select(chunk => Rows(chunk, Math.Min(Chunk, count - chunk * Chunk)))
        )
        {
            await MailRows.Write(db, rows.Select(row => row.Document));
            await BulkRows.Write(db, "records_text", ["tenant_id", "document_id", "length", "deflated"], rows.Select(row => row.Text));
            done += rows.Length;
            if (done % 100_000 == 0)
                Bench.Say($"{done:N0} of {count:N0} texts");
        }
        if (!db.Dialect.IsSqlite)
            await Exec("ANALYZE records_document, records_text");
    }

    /// <summary>What a database does by itself when it has time, before it is measured.</summary>
    public static async Task Settle(Db db)
    {
        if (db.Dialect.IsSqlite)
            return;
        await using var session = await db.Dialect.OpenRead(CancellationToken.None);
        await session.Transaction!.CommitAsync();
        await using var vacuum = session.Connection.CreateCommand();
        vacuum.CommandText = "VACUUM ANALYZE";
        vacuum.CommandTimeout = 0;
        await vacuum.ExecuteNonQueryAsync();
    }

    private (object?[] Document, object?[] Text)[] Rows(int chunk, int count)
    {
        var mails = new GermanMails(1_000 + chunk);
        var rows = new (object?[], object?[])[count];
        for (var i = 0; i < count; i++)
        {
            var number = chunk * Chunk + i;
            var at = first.AddSeconds(25 * number);
            var id = Guid.CreateVersion7(at);
            var (title, text) = mails.Next();
            var office = offices[(int)((number * 2_654_435_761L >> 8) % offices.Length)].Value;
            rows[i] = (MailRows.Row(Town, id, office, 0, title, mails.Name(), at), [Town.Value, id, text.Length, Deflated(text)]);
        }
        return rows;
    }

    private static byte[] Deflated(string text)
    {
        using var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, CompressionLevel.Fastest))
            deflate.Write(Encoding.UTF8.GetBytes(text));
        return packed.ToArray();
    }

    private async Task<long> Scalar(string sql)
    {
        await using var unit = await db.Read(Actor.System(Town), CancellationToken.None);
        return await unit.Scalar<long>(sql);
    }

    private async Task Exec(string sql)
    {
        await using var unit = await db.Write(Actor.System(Town), CancellationToken.None);
        await unit.Exec(sql);
        await unit.Commit();
    }
}
