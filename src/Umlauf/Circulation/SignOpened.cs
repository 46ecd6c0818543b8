using System.Security.Cryptography;
using Umlauf.Circulation.Engine;
using Umlauf.Circulation.Model;
using Umlauf.Identity;
using Umlauf.Platform;

namespace Umlauf.Circulation;

/// <summary>What became of one folder in a bulk act; null: signed.</summary>
public sealed record SignedFolder(CirculationFolderId Folder, int? Station, Refusal? Refusal);

/// <summary>Signs everything that the caller has opened (alles Geöffnete zeichnen, rule 17): one action, each folder with its own result.</summary>
public sealed class SignOpened(Db db, ActInFolder act)
{
    public const int Most = 1_000;

    public static readonly Refusal NotOpened = new(
        "circulation.not-opened",
        "Diese Mappe haben Sie nicht geöffnet, wie sie jetzt ist. Sehen Sie sie an; dann können Sie zeichnen.",
        "You have not opened this folder as it is now. Look at it; then you can sign."
    )
    {
        Rule = 17,
    };

    /// <param name="by">Who signs.</param>
    /// <param name="folders">Those that were chosen.</param>
    /// <param name="commandId">One for the whole act; repeating it gives the same results.</param>
    /// <param name="ct">Stops after the folder at hand.</param>
    public async Task<IReadOnlyList<SignedFolder>> Run(
        Caller by,
        IReadOnlyList<CirculationFolderId> folders,
        Guid commandId,
        CancellationToken ct
    )
    {
        var chosen = folders.Distinct().Take(Most).ToList();
        var ready = await Ready(by, chosen, ct);
        var results = new SignedFolder[chosen.Count];
        // Several at once share the sync of the disk.
        await Parallel.ForAsync(
            0,
            chosen.Count,
            new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = ct },
            async (i, stop) => results[i] = await Sign(by, chosen[i], ready.GetValueOrDefault(chosen[i]), commandId, stop)
        );
        return results;
    }

    private async Task<SignedFolder> Sign(
        Caller by,
        CirculationFolderId id,
        (int Station, OutcomeKind Outcome, long Revision)? station,
        Guid commandId,
        CancellationToken ct
    )
    {
        if (station is not var (number, outcome, revision))
            return new SignedFolder(id, null, NotOpened);
        var command = new Complete
        {
            Station = number,
            Outcome = outcome,
            Revision = revision,
        };
        return new SignedFolder(id, number, (await act.Run(by, id, CommandFor(commandId, id), command, ct)).Refusal);
    }

    /// <summary>The caller's open signature in each folder that was opened, and the revision that was seen.</summary>
    private async Task<Dictionary<CirculationFolderId, (int Station, OutcomeKind Outcome, long Revision)?>> Ready(
        Caller by,
        IReadOnlyList<CirculationFolderId> chosen,
        CancellationToken ct
    )
    {
        var ready = new Dictionary<CirculationFolderId, (int, OutcomeKind, long)?>();
        if (by.Staff is not { } me)
            return ready;
        await using var unit = await db.Read(by.Actor, ct);
        var acting = await Hats.Of(unit, by);
        foreach (var some in chosen.Chunk(200))
        {
            var values = some.Select((id, i) => (id, i))
                .ToDictionary(one => $"f{one.i}", one => (object?)one.id.Value, StringComparer.Ordinal);
            values["me"] = me.Value;
            var folders = string.Join(", ", some.Select((_, i) => $"@f{i}"));
            var keys = Visible.Keys(acting, values);
            var rows = await unit.Query<ReadyRow>(
                $"""
                SELECT d.folder_id, d.place, d.task, o.revision FROM circulation_desk d
                JOIN circulation_opened o ON o.tenant_id = d.tenant_id AND o.staff_id = @me AND o.folder_id = d.folder_id
                WHERE d.tenant_id = @tenant AND d.folder_id IN ({folders}) AND d.addressee IN ({keys}) AND d.kind IN ('Sign', 'Acknowledge')
                ORDER BY d.kind DESC, d.place
                """,
                values
            );
            foreach (var row in rows)
                ready.TryAdd(row.FolderId, (row.Place, CompleteChecks.Outcomes(row.Task)[0], row.Revision));
        }
        return ready;
    }

    /// <summary>A folder's own command id, the same for the same bulk act.</summary>
    private static Guid CommandFor(Guid bulk, CirculationFolderId folder)
    {
        Span<byte> both = stackalloc byte[32];
        bulk.TryWriteBytes(both);
        folder.Value.TryWriteBytes(both[16..]);
        return new Guid(SHA256.HashData(both).AsSpan(0, 16));
    }

    private sealed record ReadyRow
    {
        public required CirculationFolderId FolderId { get; init; }
        public required int Place { get; init; }
        public required StationTask Task { get; init; }
        public required long Revision { get; init; }
    }
}
