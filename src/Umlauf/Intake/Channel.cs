using System.Text.Json;
using Umlauf.Identity;
using Umlauf.Intake.Model;

namespace Umlauf.Intake;

/// <summary>By what way post comes (Art des Kanals).</summary>
public enum ChannelKind
{
    /// <summary>Files and mailbox files handed over on the command line.</summary>
    File,

    /// <summary>A folder that is watched.</summary>
    Folder,

    /// <summary>One message on standard input, as a mail transfer agent pipes it.</summary>
    Pipe,

    /// <summary>Programs over HTTP.</summary>
    Http,

    /// <summary>People on the upload page.</summary>
    Upload,

    /// <summary>Mailboxes of a mail server.</summary>
    Imap,
}

/// <summary>Where a channel gets its post from. Secrets are not here: they come from the settings key <c>secrets:NAME</c> of the channel's name.</summary>
public sealed record ChannelSettings
{
    /// <summary>The watched folder.</summary>
    public string? Folder { get; init; }

    /// <summary>A file is taken when its size and time did not change for so long.</summary>
    public double StableSeconds { get; init; } = 5;

    public string? Host { get; init; }

    /// <summary>0 = the usual port.</summary>
    public int Port { get; init; }

    /// <summary><c>tls</c>, <c>starttls</c> or, for a server on the same machine, <c>none</c>.</summary>
    public string Security { get; init; } = "tls";

    public string? User { get; init; }

    /// <summary>The secret is an OAuth2 access token, not a password.</summary>
    public bool OAuth2 { get; init; }

    /// <summary>The mail folders; empty = INBOX.</summary>
    public IReadOnlyList<string> Mailboxes { get; init; } = [];

    /// <summary>Between two looks into the source, where it does not tell by itself.</summary>
    public double PollSeconds { get; init; } = 60;
}

/// <summary>A way by which post comes (Eingangskanal).</summary>
public sealed record Channel
{
    internal const string Columns = "id, name, kind, office_id, settings AS settings_json, active";

    public required ChannelId Id { get; init; }
    public required string Name { get; init; }
    public required string Kind { get; init; }

    /// <summary>Whose tray its arrivals reach first.</summary>
    public required OfficeId OfficeId { get; init; }
    public required string SettingsJson { get; init; }
    public required bool Active { get; init; }

    public ChannelKind Way => Enum.Parse<ChannelKind>(Kind);

    public ChannelSettings Settings => JsonSerializer.Deserialize<ChannelSettings>(SettingsJson, JsonSerializerOptions.Web)!;

    internal string Sealed() => Seal.Of(Id.Value, Name, Kind, OfficeId.Value, SettingsJson, Active ? 1 : 0);
}

/// <summary>A channel as a source calls it; the everyday ones are opened on first use.</summary>
/// <param name="Name">Null or empty means the usual one of its kind.</param>
/// <param name="Kind">By what way post comes.</param>
public readonly record struct ChannelName(string? Name, ChannelKind Kind)
{
    public ChannelName(Channel channel)
        : this(channel.Name, channel.Way) { }
}
