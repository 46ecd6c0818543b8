namespace Umlauf.Web;

/// <summary>The key of this run, readable only for the owner of the data folder: with it the command line works through the running program.</summary>
public sealed record LocalKey(string Value);
