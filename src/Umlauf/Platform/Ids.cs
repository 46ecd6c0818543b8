namespace Umlauf.Platform;

/// <summary>A strongly typed UUIDv7 key: one <c>readonly record struct</c> per kind of thing.</summary>
public interface IId<TSelf>
    where TSelf : struct, IId<TSelf>
{
    /// <summary>The UUIDv7 itself; its first 48 bits are the milliseconds since 1970.</summary>
    Guid Value { get; }

    static abstract TSelf From(Guid value);
}

/// <summary>Makes and reads ids.</summary>
public static class Ids
{
    /// <summary>A new time-ordered id (RFC 9562, version 7).</summary>
    public static T New<T>(DateTimeOffset now)
        where T : struct, IId<T> => T.From(Guid.CreateVersion7(now));

    /// <summary>Reads an id as people and URLs write it; null when the text is no id.</summary>
    public static T? Parse<T>(string? text)
        where T : struct, IId<T> => Guid.TryParse(text, out var value) ? T.From(value) : null;
}

/// <summary>One administration (Verwaltung) on this installation. 0 is the installation itself.</summary>
public readonly record struct TenantId(int Value)
{
    public static readonly TenantId Installation = new(0);

    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
