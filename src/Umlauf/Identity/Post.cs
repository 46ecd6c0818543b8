namespace Umlauf.Identity;

/// <summary>A person's place in an office (Stelle); the first one of a person is the main one.</summary>
/// <param name="Office">Where the person works.</param>
/// <param name="Heads">Heads the office (Leitung): sees the offices below it too.</param>
public sealed record Post(OfficeId Office, bool Heads = false);
