namespace Umlauf.Web;

/// <summary>What the web host needs to know before it starts.</summary>
public sealed record WebSettings
{
    /// <summary>Where to listen; port 0 takes a free one.</summary>
    public string Urls { get; init; } = "http://127.0.0.1:8080";

    /// <summary>Folder for the keys that protect cookies; without it they live only as long as the program.</summary>
    public string? KeyFolder { get; init; }

    /// <summary>Shows the banner that says that nothing here is real.</summary>
    public bool Demo { get; init; }

    /// <summary>The longest form post. Uploads set their own limit and are streamed.</summary>
    public long FormLimit { get; init; } = 4 * 1024 * 1024;
}
