using Umlauf.Identity;
using Umlauf.Intake.Model;
using Umlauf.Journal;
using Umlauf.Platform;

namespace Umlauf.Intake;

/// <summary>Finds a channel by its name, and opens the everyday ones on first use (Kanal öffnen): post is never turned away for want of a setting.</summary>
public sealed class OpenChannel(Db db, SetUpChannel setUp)
{
    public static readonly Refusal NoSuchChannel = new(
        "intake.no-such-channel",
        "Diesen Eingangskanal gibt es nicht.",
        "There is no such channel.",
        404
    );

    private const int LongestName = 100;

    /// <summary>The name a channel of this kind has when nobody names one.</summary>
    public static string UsualName(ChannelKind kind) =>
        kind switch
        {
            ChannelKind.File => "datei",
            ChannelKind.Pipe => "mailserver",
            ChannelKind.Http => "schnittstelle",
            ChannelKind.Upload => "hochladen",
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "A folder or mailbox needs settings and so a name."),
        };

    public async Task<Channel> Run(Actor by, string? name, ChannelKind kind, CancellationToken ct)
    {
        await using (var look = await db.Read(by, ct))
        {
            if (await Find(look, Clean(name, kind)) is { } known)
                return known;
        }
        await using var unit = await db.Write(by, ct);
        var channel = await Within(unit, new ChannelName(name, kind));
        await unit.Commit();
        return channel;
    }

    /// <summary>As <see cref="Run"/>, in the transaction of what comes by it.</summary>
    internal async Task<Channel> Within(Unit unit, ChannelName named)
    {
        var name = Clean(named.Name, named.Kind);
        // Two deliveries may be the first at once: one opens the channel, the other waits for it here and finds it.
        return await Find(unit, name)
            ?? await setUp.Within(unit, null, name, named.Kind, await FirstOffice(unit), new ChannelSettings(), active: true)
            ?? (await Find(unit, name))!;
    }

    private static string Clean(string? name, ChannelKind kind) =>
        SqlText.Line(name ?? "", LongestName) is { Length: > 0 } line ? line : UsualName(kind);

    internal static Task<Channel?> Find(Unit unit, string name) =>
        unit.One<Channel>($"SELECT {Channel.Columns} FROM intake_channel WHERE tenant_id = @tenant AND name = @name", new { name });

    /// <summary>The head of the tree of offices; before the first administration is set up there is none, and the mailroom will see it all the same.</summary>
    internal static async Task<OfficeId> FirstOffice(Unit unit) =>
        new(
            await unit.Scalar<Guid?>(
                "SELECT id FROM identity_pub_office WHERE tenant_id = @tenant AND parent_id IS NULL ORDER BY code LIMIT 1"
            ) ?? Guid.Empty
        );
}
