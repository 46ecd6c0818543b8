namespace Umlauf.Records;

/// <summary>Where a document goes: into a matter that exists or into one that is opened for it (Ziel der Zuordnung).</summary>
public sealed record FilingTarget
{
    private FilingTarget() { }

    public MatterId? Matter { get; private init; }

    public NewMatter? New { get; private init; }

    public static FilingTarget Into(MatterId matter) => new() { Matter = matter };

    public static FilingTarget Opening(NewMatter matter) => new() { New = matter };
}

/// <summary>Where a document was filed, and the key with which it can be taken back.</summary>
/// <param name="Opened">Whether the matter was opened for it.</param>
public sealed record Filed(FilingId Id, MatterId Matter, string Number, bool Opened);
