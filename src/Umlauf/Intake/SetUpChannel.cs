using System.Text.Json;
using Umlauf.Identity;
using Umlauf.Journal;
using Umlauf.Platform;

namespace Umlauf.Intake;

/// <summary>Sets a channel up or changes it (Kanal einrichten).</summary>
public sealed class SetUpChannel(Db db, JournalWriter journal)
{
    public static readonly Refusal NameMissing = new(
        "intake.channel-name",
        "Der Name des Kanals fehlt oder ist vergeben.",
        "The channel's name is missing or taken."
    );

    public static readonly Refusal FolderMissing = new(
        "intake.channel-folder",
        "Für einen überwachten Ordner muss der volle Pfad angegeben sein.",
        "A watched folder needs its full path."
    );

    public static readonly Refusal ServerMissing = new(
        "intake.channel-server",
        "Für ein Postfach müssen Server und Benutzer angegeben sein.",
        "A mailbox needs a server and a user."
    );

    /// <summary>How often a source may be asked at most; also keeps a mistyped zero from becoming an endless loop.</summary>
    private const double ShortestPoll = 0.2;

    /// <param name="by">An administrator.</param>
    /// <param name="id">The channel to change; null for a new one.</param>
    /// <param name="name">For people and for the name of its secret.</param>
    /// <param name="kind">By what way post comes.</param>
    /// <param name="office">Whose tray its arrivals reach; null = the head of the tree.</param>
    /// <param name="settings">Where it gets its post from.</param>
    /// <param name="active">Whether post is fetched.</param>
    /// <param name="ct">Cancellation.</param>
    public async Task<Result<Channel>> Run(
        Actor by,
        ChannelId? id,
        string name,
        ChannelKind kind,
        OfficeId? office,
        ChannelSettings settings,
        bool active,
        CancellationToken ct
    )
    {
        if (kind == ChannelKind.Folder && !Path.IsPathFullyQualified(settings.Folder ?? ""))
            return FolderMissing;
        if (kind == ChannelKind.Imap && (string.IsNullOrWhiteSpace(settings.Host) || string.IsNullOrWhiteSpace(settings.User)))
            return ServerMissing;
        await using var unit = await db.Write(by, ct);
        if (string.IsNullOrWhiteSpace(name) || (await OpenChannel.Find(unit, name) is { } other && other.Id != id))
            return NameMissing;
        var channel = await Within(
            unit,
            id,
            name.Trim(),
            kind,
            office ?? await OpenChannel.FirstOffice(unit),
            settings with
            {
                PollSeconds = Math.Max(settings.PollSeconds, ShortestPoll),
            },
            active
        );
        if (channel is null)
            return NameMissing;
        await unit.Commit();
        return channel;
    }

    /// <returns>Null when a new channel's name was taken by somebody else at this moment.</returns>
    internal async Task<Channel?> Within(
        Unit unit,
        ChannelId? id,
        string name,
        ChannelKind kind,
        OfficeId office,
        ChannelSettings settings,
        bool active
    )
    {
        var channel = new Channel
        {
            Id = id ?? Ids.New<ChannelId>(unit.Now),
            Name = name,
            Kind = kind.ToString(),
            OfficeId = office,
            SettingsJson = JsonSerializer.Serialize(settings, JsonSerializerOptions.Web),
            Active = active,
        };
        var conflict = id is null
            ? "(tenant_id, name) DO NOTHING"
            : """
                (tenant_id, id) DO UPDATE SET
                    name = excluded.name, kind = excluded.kind, office_id = excluded.office_id, settings = excluded.settings, active = excluded.active
                """;
        var done = await unit.Exec(
            $"""
            INSERT INTO intake_channel (tenant_id, id, name, kind, office_id, settings, active)
            VALUES (@tenant, @Id, @Name, @Kind, @OfficeId, @SettingsJson, @Active)
            ON CONFLICT {conflict}
            """,
            channel
        );
        if (done == 0)
            return null;
        journal.Append(unit, "channel-set-up", channel.Id.Value, new { office = office.Value, seal = channel.Sealed() });
        return channel;
    }
}
