using Umlauf.Identity;

namespace Umlauf.Circulation.Model;

/// <summary>Reads the keys of addressees that lists store (Empfängerschlüssel).</summary>
internal static class AddresseeKey
{
    public static StaffMemberId? Person(string key) => Guid.TryParse(After(key, "p:"), out var id) ? new StaffMemberId(id) : null;

    public static OfficeId? Office(string key) => Guid.TryParse(After(key, "o:"), out var id) ? new OfficeId(id) : null;

    public static string Name(
        string key,
        IReadOnlyDictionary<StaffMemberId, NamedPart> people,
        IReadOnlyDictionary<OfficeId, NamedPart> offices
    ) =>
        Person(key) is { } person ? people.GetValueOrDefault(person)?.Name ?? "?"
        : Office(key) is { } office ? offices.GetValueOrDefault(office)?.Name ?? "?"
        : key[2..];

    private static string? After(string key, string prefix) =>
        key.StartsWith(prefix, StringComparison.Ordinal) ? key[prefix.Length..] : null;
}
